"""Whoever does not see an order is told that there is none, by every call that names one (contract 1.1)."""

import httpx
from tests.support.customers import Customer
from tests.support.integrate import IntegrateClient
from tests.support.people import make_person
from tests.support.route_inventory import CALLS, Call, Stage, fill, numbered

from planroom.features.offices.service import create_office
from planroom.features.users.rules import Role
from planroom.infra.database.unit_of_work import Database

OF_AN_ORDER = [call for call in CALLS if "{order_id}" in call.path]


def send(client: IntegrateClient, call: Call, path: str) -> httpx.Response:
    if call.method == "POST":
        return client.post(path, numbered(call.body))
    return client.patch(path, call.body) if call.method == "PATCH" else client.send(call.method, path)


def test_an_order_out_of_sight_is_not_found_by_any_call(
    client: IntegrateClient, database: Database, customer: Customer
) -> None:
    with database.write() as uow:
        branch = create_office(uow, company_id=customer.company_id, name="Branch")
    owner = make_person(database, customer, Role.COLLABORATOR, email="owner@example.com", office_id=branch.id)
    stage = Stage(client, database, customer, owner)
    user_elsewhere = make_person(database, customer, Role.USER)
    collaborators = [
        make_person(database, customer, Role.COLLABORATOR, email="beside@example.com", office_id=branch.id),
        make_person(database, customer, Role.COLLABORATOR),
    ]

    for call in OF_AN_ORDER:
        path = fill(call, stage)
        for outsider in (user_elsewhere, *collaborators):
            reply = send(client.with_token(outsider.token), call, path)
            assert (reply.status_code, reply.json().get("code")) == (404, "order_not_found"), f"{outsider.role} {call}"
        assert send(client, call, path).status_code == call.own, f"{call}: what was refused had no effect"
