"""What each role sees of its company's orders: the rest is not found (contract 3)."""

from typing import NamedTuple
from uuid import UUID

import pytest
from tests.support.bodies import CHANGE_REQUEST, SMALL_ORDER
from tests.support.customers import Customer
from tests.support.integrate import IntegrateClient
from tests.support.people import make_person, sign_in_manager
from tests.support.production import deliver

from planroom.features.offices.service import create_office
from planroom.features.users.rules import Role
from planroom.infra.database.unit_of_work import Database


class Place(NamedTuple):
    """Orders of a company with two offices, and who is signed in; each list is newest first."""

    of_manager: str
    of_collaborator: str
    of_branch: str
    manager: IntegrateClient
    user: IntegrateClient
    collaborator: IntegrateClient


@pytest.fixture
def place(client: IntegrateClient, database: Database, customer: Customer) -> Place:
    """An order of the Manager, one of a Collaborator in the same office, and one of a User in another office."""
    with database.write() as uow:
        branch = create_office(uow, company_id=customer.company_id, name="Branch")
    collaborator = make_person(database, customer, Role.COLLABORATOR)
    user = make_person(database, customer, Role.USER)
    make_person(database, customer, Role.USER, email="branch@example.com", office_id=branch.id)
    of_manager, of_collaborator, of_branch = (
        client.post("/orders", {**SMALL_ORDER, "owner_email": email}).json()["id"]
        for email in (customer.email, collaborator.email, "branch@example.com")
    )
    for order_id in (of_manager, of_collaborator, of_branch):
        deliver(database, UUID(order_id))
    return Place(
        of_manager,
        of_collaborator,
        of_branch,
        manager=client.with_token(sign_in_manager(database, customer).token),
        user=client.with_token(user.token),
        collaborator=client.with_token(collaborator.token),
    )


def listed(client: IntegrateClient) -> list[str]:
    return [row["id"] for row in client.get("/orders").json()["items"]]


def test_a_list_holds_what_the_role_sees(client: IntegrateClient, place: Place) -> None:
    everything = [place.of_branch, place.of_collaborator, place.of_manager]
    assert listed(client) == listed(place.manager) == everything
    assert listed(place.user) == [place.of_collaborator, place.of_manager]
    assert listed(place.collaborator) == [place.of_collaborator]


def test_an_order_out_of_sight_is_not_found_whatever_is_asked_of_it(place: Place) -> None:
    for path, body in (
        ("source", {"source": "https://drawings.example.com/2.png"}),
        ("change-requests", CHANGE_REQUEST),
    ):
        for caller, hidden in ((place.user, place.of_branch), (place.collaborator, place.of_manager)):
            assert caller.get(f"/orders/{hidden}").status_code == 404
            assert caller.get(f"/orders/{hidden}/change-requests").status_code == 404
            reply = caller.post(f"/orders/{hidden}/{path}", body)
            assert (reply.status_code, reply.json()["code"]) == (404, "order_not_found")


def test_what_is_forbidden_on_an_order_in_sight_is_403(place: Place) -> None:
    assert place.collaborator.get(f"/orders/{place.of_collaborator}").status_code == 200
    reply = place.collaborator.post(f"/orders/{place.of_collaborator}/change-requests", CHANGE_REQUEST)
    assert (reply.status_code, reply.json()["code"]) == (403, "role_not_allowed")


def test_a_user_may_have_the_orders_of_its_office_changed(place: Place) -> None:
    assert place.user.post(f"/orders/{place.of_manager}/change-requests", CHANGE_REQUEST).status_code == 200


def test_an_order_belongs_to_who_places_it_with_a_token(place: Place, customer: Customer) -> None:
    placed = place.collaborator.post("/orders", SMALL_ORDER).json()
    assert placed["info"]["created_by"] != customer.email
    assert listed(place.collaborator) == [placed["id"], place.of_collaborator]
