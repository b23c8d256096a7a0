"""The three calls about change requests, as their customer sees them (contract 2.4 and 3.5)."""

from typing import Any
from uuid import UUID

import pytest
from tests.support.bodies import CHANGE_REQUEST, SMALL_ORDER
from tests.support.clock import FixedClock
from tests.support.customers import Customer, make_operator
from tests.support.integrate import IntegrateClient
from tests.support.production import deliver, draw_all, make_model

from planroom.features.change_requests.pictures import NO_URL
from planroom.features.change_requests.rules import Closing
from planroom.features.change_requests.service.answering import close_for_operator
from planroom.infra.database.unit_of_work import Database

UNKNOWN = "0192c0de-0000-7000-8000-000000000000"


@pytest.fixture
def undelivered(client: IntegrateClient) -> str:
    return str(client.post("/orders", SMALL_ORDER).json()["id"])


@pytest.fixture
def order_id(undelivered: str, database: Database) -> str:
    deliver(database, UUID(undelivered))
    return undelivered


def ask(client: IntegrateClient, order_id: str, **changes: Any) -> str:  # noqa: ANN401 — fields of the body
    reply = client.post(f"/orders/{order_id}/change-requests", {**CHANGE_REQUEST, **changes})
    assert reply.status_code == 200, reply.text
    return str(reply.json()["id"])


def close(database: Database, change_request_id: str, closing: Closing, reply: str | None = None) -> None:
    with database.write() as uow:
        close_for_operator(
            uow,
            change_request_id=UUID(change_request_id),
            closing=closing,
            reply=reply,
            closed_by="operator@example.com",
        )


def status_of(client: IntegrateClient, order_id: str) -> str:
    return str(client.get(f"/orders/{order_id}").json()["info"]["status"])


def test_the_reply_is_the_documented_one(client: IntegrateClient, order_id: str) -> None:
    reply = client.post(f"/orders/{order_id}/change-requests", CHANGE_REQUEST)

    assert reply.status_code == 200, reply.text
    created = reply.json()
    assert created == {"id": created["id"], "message": "change request sent successfully!"}
    assert UUID(created["id"]).version == 7


def test_a_change_request_has_every_key_of_the_contract(
    client: IntegrateClient, customer: Customer, order_id: str, clock: FixedClock
) -> None:
    change_request_id = ask(client, order_id)

    assert client.get(f"/orders/{order_id}/change-requests/{change_request_id}").json() == {
        "id": change_request_id,
        "order_id": order_id,
        "status": "open",
        "products": ["products_2d"],
        "text": "The room beside the kitchen is a pantry.",
        "img_urls": ["string"],
        "created_at": clock.now().timestamp(),
        "created_by": customer.email,
        "due_at": clock.now().timestamp() + 24 * 3600,
        "completed_at": None,
        "model_id": None,
        "reply": None,
        "billable": False,
        "items": [],
        "version": None,
        "changes": None,
        "images": [
            {
                "url": "string",
                "state": "failed",
                "kept_url": None,
                "message": NO_URL,
            }
        ],
        "started_at": None,
        "accepted_at": None,
        "round": 1,
        "history": [
            {"at": clock.now().timestamp(), "by": customer.email, "what": "asked", "text": None, "version": None}
        ],
    }


def test_the_order_moves_to_fixing_and_counts(client: IntegrateClient, order_id: str, clock: FixedClock) -> None:
    ask(client, order_id)
    clock.advance(60)
    ask(client, order_id, text="And the window is a door.")

    order = client.get(f"/orders/{order_id}").json()

    assert order["info"]["status"] == "Fixing"
    assert order["open_change_requests"] == 2
    assert {name: products["state"] for name, products in order["products"].items()} == {
        "products_2d": "fixing",
        "tour": "ready",
    }
    assert order["due_at"] == clock.now().timestamp() - 60 + 24 * 3600


def test_the_list_is_newest_first_with_every_request_as_it_was_sent(client: IntegrateClient, order_id: str) -> None:
    asked = [ask(client, order_id, text=text) for text in ("one", "two", "three")]

    listed = client.get(f"/orders/{order_id}/change-requests", limit=2).json()

    assert (listed["pagination"]["has_more"], listed["pagination"]["next_offset"]) == (True, 3)
    assert [(row["id"], row["text"]) for row in listed["items"]] == [(asked[2], "three"), (asked[1], "two")]
    rest = client.get(f"/orders/{order_id}/change-requests", limit=2, offset=3).json()
    assert [row["id"] for row in rest["items"]] == [asked[0]]
    behind = client.get(f"/orders/{order_id}/change-requests", limit=2, cursor=listed["pagination"]["next_cursor"])
    assert behind.json() == rest
    assert client.get(f"/orders/{order_id}/change-requests", offset=2**62).json()["items"] == []


def test_the_list_can_be_narrowed_to_states(client: IntegrateClient, database: Database, order_id: str) -> None:
    asked = [ask(client, order_id, text=text) for text in ("one", "two", "three")]
    close(database, asked[0], Closing.DECLINED)
    close(database, asked[1], Closing.DONE)

    def listed(*states: str) -> list[str]:
        rows = client.get(f"/orders/{order_id}/change-requests", status=states).json()["items"]
        return [row["id"] for row in rows]

    assert listed("open") == [asked[2]]
    assert listed("declined", "done") == [asked[1], asked[0]]
    assert listed("withdrawn") == []
    reply = client.get(f"/orders/{order_id}/change-requests", status="lost", limit=0)
    assert sorted(fault["loc"] for fault in reply.json()["validation_error"]["query_params"]) == [
        ["limit"],
        ["status", 0],
    ]


def test_the_fourth_request_of_an_order_is_billable(client: IntegrateClient, order_id: str) -> None:
    for _ in range(4):
        ask(client, order_id)

    rows = client.get(f"/orders/{order_id}/change-requests").json()["items"]

    assert [row["billable"] for row in rows] == [True, False, False, False]


def test_a_corrected_model_closes_the_request_when_its_files_are_there(
    client: IntegrateClient, database: Database, order_id: str, clock: FixedClock
) -> None:
    before = client.get(f"/orders/{order_id}").json()
    change_request_id = ask(client, order_id)
    model_id = make_model(database, UUID(order_id))
    close(database, change_request_id, Closing.DONE, "It is a pantry now.")

    being_drawn = client.get(f"/orders/{order_id}/change-requests/{change_request_id}").json()
    assert (being_drawn["status"], being_drawn["reply"], being_drawn["completed_at"]) == ("in_progress", None, None)
    assert status_of(client, order_id) == "Fixing"

    clock.advance(60)
    draw_all(database, UUID(order_id))

    closed = client.get(f"/orders/{order_id}/change-requests/{change_request_id}").json()
    assert closed["status"] == "done"
    assert closed["reply"] == "It is a pantry now."
    assert closed["completed_at"] == clock.now().timestamp()
    assert (closed["model_id"], closed["version"]) == (str(model_id), 2)
    after = client.get(f"/orders/{order_id}").json()
    assert (after["info"]["status"], after["open_change_requests"], after["version"]) == ("Ready", 0, 2)
    assert after["delivery_assets"] != before["delivery_assets"]


def test_a_declined_request_leaves_the_files_as_they_were(
    client: IntegrateClient, database: Database, order_id: str
) -> None:
    before = client.get(f"/orders/{order_id}").json()
    change_request_id = ask(client, order_id)
    close(database, change_request_id, Closing.DECLINED, "The drawing shows a closet.")

    closed = client.get(f"/orders/{order_id}/change-requests/{change_request_id}").json()

    assert (closed["status"], closed["reply"]) == ("declined", "The drawing shows a closet.")
    assert (closed["model_id"], closed["version"]) == (None, None)
    assert client.get(f"/orders/{order_id}").json() == before


def test_an_order_that_was_not_delivered_cannot_be_changed(client: IntegrateClient, undelivered: str) -> None:
    reply = client.post(f"/orders/{undelivered}/change-requests", CHANGE_REQUEST)

    assert reply.status_code == 409
    assert reply.json()["code"] == "order_not_delivered"
    assert status_of(client, undelivered) == "Pending"
    assert client.get(f"/orders/{undelivered}/change-requests").json()["items"] == []


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ({}, {("products",): "value_error.missing", ("text",): "value_error.missing"}),
        (
            {"products": "products_2d", "text": 5, "img_urls": ["a", 5]},
            {("products",): "type_error.list", ("text",): "type_error.str", ("img_urls", 1): "type_error.str"},
        ),
        ({"products": [], "text": "x"}, {("products",): "value_error.list.min_items"}),
        ({"products": ["products_4d"], "text": "x"}, {("products", 0): "type_error.enum"}),
        ({"products": ["products_2d"], "text": ""}, {("text",): "value_error.any_str.min_length"}),
        ({"products": ["products_2d"], "text": " \n\t\u00a0"}, {("text",): "value_error.any_str.blank"}),
        ({"products": ["products_2d"], "text": "x" * 10_001}, {("text",): "value_error.any_str.max_length"}),
        (
            {"products": ["products_2d"], "text": "x", "img_urls": ["a"] * 21},
            {("img_urls",): "value_error.list.max_items"},
        ),
        (
            {"products": ["products_2d", "products_3d", "tour"], "text": "x"},
            {("products", 1): "value_error.product_range"},
        ),
    ],
)
def test_every_fault_of_a_request_is_told(
    client: IntegrateClient, order_id: str, body: dict[str, Any], found: dict[tuple[str | int, ...], str]
) -> None:
    reply = client.post(f"/orders/{order_id}/change-requests", body)

    assert reply.status_code == 400, reply.text
    faults = reply.json()["validation_error"]["body_params"]
    assert {tuple(fault["loc"]): fault["type"] for fault in faults} == found
    assert status_of(client, order_id) == "Ready"


def test_pictures_are_optional(client: IntegrateClient, order_id: str) -> None:
    body = {"products": ["products_2d"], "text": "x"}

    reply = client.post(f"/orders/{order_id}/change-requests", body)

    change_request = client.get(f"/orders/{order_id}/change-requests/{reply.json()['id']}").json()
    assert change_request["img_urls"] == []


def test_another_companys_order_has_no_change_requests_for_us(
    client: IntegrateClient, stranger: Customer, order_id: str
) -> None:
    change_request_id = ask(client, order_id)
    other = client.with_key(stranger.api_key)

    for reply in (
        other.post(f"/orders/{order_id}/change-requests", CHANGE_REQUEST),
        other.get(f"/orders/{order_id}/change-requests"),
        other.get(f"/orders/{order_id}/change-requests/{change_request_id}"),
    ):
        assert reply.status_code == 404
        assert reply.json()["code"] == "order_not_found"


@pytest.mark.parametrize("change_request_id", [UNKNOWN, "no-uuid"])
def test_a_request_that_does_not_exist_is_404(client: IntegrateClient, order_id: str, change_request_id: str) -> None:
    reply = client.get(f"/orders/{order_id}/change-requests/{change_request_id}")

    assert reply.status_code == 404
    assert reply.json()["code"] == "change_request_not_found"


def test_a_request_is_found_under_its_own_order_only(client: IntegrateClient, order_id: str) -> None:
    change_request_id = ask(client, order_id)
    other_order_id = client.post("/orders", SMALL_ORDER).json()["id"]

    assert client.get(f"/orders/{other_order_id}/change-requests/{change_request_id}").status_code == 404


def test_an_operator_asks_for_no_changes(client: IntegrateClient, database: Database, order_id: str) -> None:
    reply = client.with_key(make_operator(database)).post(f"/orders/{order_id}/change-requests", CHANGE_REQUEST)

    assert reply.status_code == 403
    assert reply.json()["code"] == "role_not_allowed"
