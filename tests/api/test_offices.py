"""Offices (contract 2.4 and 3.2)."""

from uuid import UUID

from tests.support.clock import FixedClock
from tests.support.customers import Customer
from tests.support.integrate import IntegrateClient
from tests.support.statements import counted_statements

from planroom.features.offices.service import find_first_office, find_office
from planroom.features.users.rules import Role
from planroom.features.users.service.people import create_user
from planroom.infra.database.unit_of_work import Database


def test_an_office_is_made_and_listed_with_its_users(
    client: IntegrateClient, database: Database, customer: Customer, clock: FixedClock
) -> None:
    made = client.post("/offices", {"name": " North "})

    assert made.status_code == 200, made.text
    office = made.json()
    assert office == {
        "id": office["id"],
        "name": "North",
        "created_at": clock.now().timestamp(),
        "user_count": 0,
        "message": "The office was created.",
    }
    with database.write() as uow:
        create_user(
            uow,
            company_id=customer.company_id,
            office_id=UUID(office["id"]),
            email="north@example.com",
            role=Role.USER,
        )
    listed = client.get("/offices").json()
    assert [(item["name"], item["user_count"]) for item in listed["items"]] == [("North", 1), ("Main office", 1)]
    assert set(listed["items"][0]) == {"id", "name", "created_at", "user_count"}
    first = client.get("/offices", limit=1).json()
    rest = client.get("/offices", cursor=first["pagination"]["next_cursor"]).json()
    assert [item["name"] for item in first["items"] + rest["items"]] == ["North", "Main office"]


def test_a_name_is_unique_in_its_company_only(client: IntegrateClient, stranger: Customer) -> None:
    assert client.post("/offices", {"name": "North"}).status_code == 200
    again = client.post("/offices", {"name": "North"})
    assert (again.status_code, again.json()["code"]) == (409, "office_exists")
    assert client.with_key(stranger.api_key).post("/offices", {"name": "North"}).status_code == 200


def test_a_name_must_say_something(client: IntegrateClient) -> None:
    for body, kind in (
        ({}, "value_error.missing"),
        ({"name": " "}, "value_error.any_str.blank"),
        ({"name": None}, "type_error.none.not_allowed"),
        ({"name": "x" * 201}, "value_error.any_str.max_length"),
    ):
        reply = client.post("/offices", body)
        assert reply.status_code == 400
        assert [fault["type"] for fault in reply.json()["validation_error"]["body_params"]] == [kind]


def test_offices_of_others_are_not_found(
    client: IntegrateClient, database: Database, customer: Customer, stranger: Customer
) -> None:
    office_id = UUID(client.post("/offices", {"name": "North"}).json()["id"])

    with database.read() as uow:
        first = find_first_office(uow, company_id=customer.company_id)
        assert first is not None
        assert first.name == "Main office"
        assert find_office(uow, company_id=customer.company_id, office_id=office_id) is not None
        assert find_office(uow, company_id=stranger.company_id, office_id=office_id) is None


def test_a_page_of_offices_costs_two_statements(client: IntegrateClient, database: Database) -> None:
    client.post("/offices", {"name": "North"})
    with counted_statements(database.engines.reader) as statements:
        client.get("/offices")
    assert len(statements) == 2
