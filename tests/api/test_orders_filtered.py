"""GET /orders narrowed down: each filter, all at once, and what is refused (contract 3.4)."""

from typing import Any
from uuid import UUID

import pytest
from tests.support.bodies import ORDER, SMALL_ORDER
from tests.support.clock import FixedClock
from tests.support.customers import Customer
from tests.support.integrate import IntegrateClient
from tests.support.people import make_person
from tests.support.production import deliver
from tests.support.statements import counted_statements

from planroom.features.users.rules import Role
from planroom.infra.database.unit_of_work import Database

HOME = {
    **SMALL_ORDER,
    "street": "Åkergatan",
    "number": "7",
    "city": "Göteborg",
    "country": "Sweden",
    "postalCode": "1_5",
}


def place(client: IntegrateClient, body: dict[str, Any] = SMALL_ORDER, **changes: Any) -> str:  # noqa: ANN401 — fields
    reply = client.post("/orders", {**body, **changes})
    assert reply.status_code == 200, reply.text
    return str(reply.json()["id"])


def listed(client: IntegrateClient, **query: Any) -> list[str]:  # noqa: ANN401 — query parameters
    reply = client.get("/orders", **query)
    assert reply.status_code == 200, reply.text
    return [row["id"] for row in reply.json()["items"]]


def test_an_order_is_found_by_the_clients_own_id(client: IntegrateClient, stranger: Customer) -> None:
    place(client.with_key(stranger.api_key), external_id="EXT1")
    first, _, second = (place(client, external_id=text) for text in ("EXT1", "EXT10", "EXT1"))

    assert listed(client, external_id="EXT1") == [second, first]
    assert listed(client, external_id="ext1") == []


def test_orders_are_found_by_when_they_were_placed(client: IntegrateClient, clock: FixedClock) -> None:
    placed = []
    for _ in range(3):
        placed.append((place(client), clock.now().timestamp()))
        clock.advance(0.5)
    (first, _), (second, second_at), (third, third_at) = placed

    assert listed(client, created_from=second_at) == [third, second]
    assert listed(client, created_to=third_at) == [second, first]
    assert listed(client, created_from=second_at, created_to=third_at) == [second]


def test_every_visible_change_moves_an_order_into_what_was_updated(
    client: IntegrateClient, database: Database, clock: FixedClock
) -> None:
    changed, _ = place(client), place(client)
    clock.advance(60)
    before_delivery = clock.now().timestamp()
    assert listed(client, updated_since=before_delivery) == []
    deliver(database, UUID(changed))
    assert listed(client, updated_since=before_delivery) == [changed]
    clock.advance(60)
    before_request = clock.now().timestamp()
    assert listed(client, updated_since=before_request) == []
    client.post(f"/orders/{changed}/change-requests", {"products": ["products_2d"], "text": "Wider."})
    assert listed(client, updated_since=before_request) == [changed]


def test_orders_are_found_by_owner_and_office(
    client: IntegrateClient, database: Database, customer: Customer, stranger: Customer
) -> None:
    person = make_person(database, customer, Role.USER, email="Tim@Example.com")
    of_person, of_manager = place(client, owner_email="tim@example.com"), place(client)

    assert listed(client, owner_email="TIM@example.com") == [of_person]
    assert listed(client, owner_email=customer.email) == [of_manager]
    assert listed(client, owner_email=stranger.email) == listed(client, owner_email="nobody@example.com") == []
    assert listed(client, office_id=str(person.office_id)) == [of_manager, of_person]
    assert listed(client, office_id=str(UUID(int=1))) == []


@pytest.mark.parametrize(
    "q",
    ["åkergatan", "ÅKERGATAN", "7 Åkergatan,  göteborg", "teborg", "sweden", "1_5", "ext/5%", "  Göteborg "],
)
def test_an_order_is_found_by_part_of_its_address_or_id_in_any_case(client: IntegrateClient, q: str) -> None:
    place(client, ORDER)
    wanted = place(client, HOME, external_id="EXT/5%")

    assert listed(client, q=q) == [wanted]


@pytest.mark.parametrize("q", ["%", "_", "1%5", "washington minneapolis"])
def test_what_is_searched_for_is_meant_as_it_is_written(client: IntegrateClient, q: str) -> None:
    place(client, ORDER)

    assert listed(client, q=q) == []


def test_filters_hold_together_and_on_every_page(client: IntegrateClient, database: Database) -> None:
    wanted = [place(client, HOME) for _ in range(3)]
    place(client, HOME, external_id="EXT1")
    place(client)
    for order_id in wanted:
        deliver(database, UUID(order_id))
    query = {"q": "sweden", "status": ["Ready", "Fixing"], "created_from": 0, "limit": 2}

    first = client.get("/orders", **query).json()
    by_cursor = client.get("/orders", **query, cursor=first["pagination"]["next_cursor"]).json()
    by_offset = client.get("/orders", **query, offset=first["pagination"]["next_offset"]).json()

    assert [row["id"] for row in first["items"] + by_cursor["items"]] == wanted[::-1]
    assert by_cursor == by_offset


@pytest.mark.parametrize(
    ("query", "msg"),
    [
        ({"updated_since": "yesterday"}, "float type expected"),
        ({"created_from": -1}, "ensure this value is greater than or equal to 0"),
        ({"created_to": 1e12}, "ensure this value is less than or equal to 253402300799"),
        ({"created_from": "nan"}, "ensure this value is greater than or equal to 0"),
        ({"created_from": "inf"}, "ensure this value is less than or equal to 253402300799"),
        ({"office_id": "main"}, "uuid expected"),
        ({"q": ""}, "ensure this value has at least 1 characters"),
        ({"q": " "}, "ensure this value is not only white space"),
        ({"q": "x" * 101}, "ensure this value has at most 100 characters"),
        ({"cursor": "21"}, "not a cursor; send next_cursor of the page before"),
    ],
)
def test_a_filter_that_cannot_be_meant_is_told(client: IntegrateClient, query: dict[str, Any], msg: str) -> None:
    reply = client.get("/orders", **query)

    assert reply.status_code == 400, reply.text
    faults = reply.json()["validation_error"]["query_params"]
    assert faults[0]["loc"] == list(query)
    assert msg in {fault["msg"] for fault in faults}


def test_filters_cost_no_further_statement(client: IntegrateClient, database: Database, customer: Customer) -> None:
    place(client)
    query = {"q": "minneapolis", "owner_email": customer.email, "created_from": 1, "updated_since": 1}

    with counted_statements(database.engines.reader) as statements:
        assert len(listed(client, **query)) == 1
    assert len(statements) == 2
