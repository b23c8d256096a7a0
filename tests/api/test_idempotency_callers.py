"""Callers of one company share idempotency keys; who may or sees less gets no reply of who may or saw more."""

import json
from typing import Any

import httpx
import pytest
from tests.support.bodies import SMALL_ORDER
from tests.support.customers import Customer
from tests.support.forms import CONTENT_TYPE, file_part, form
from tests.support.integrate import IntegrateClient
from tests.support.people import make_person, sign_in_manager

from planroom.features.users.rules import Role
from planroom.infra.database.unit_of_work import Database

REPLAYED = "idempotency-replayed"
NEW_KEY = {"name": "Integration", "scope": "admin"}


def post(client: IntegrateClient, path: str, body: dict[str, Any]) -> httpx.Response:
    return client.post_raw(path, json.dumps(body).encode(), {"idempotency-key": "guessable"})


def is_refused(reply: httpx.Response) -> bool:
    return (reply.status_code, reply.json()["code"]) == (
        409,
        "idempotency_key_reused",
    ) and REPLAYED not in reply.headers


def test_a_new_keys_secret_is_not_told_again_to_who_could_not_have_made_it(
    client: IntegrateClient, database: Database, customer: Customer
) -> None:
    secret = post(client, "/api-keys", NEW_KEY).json()["api_key"]
    read_key = client.post("/api-keys", {"name": "Reader", "scope": "read"}).json()["api_key"]
    weaker = [client.with_token(make_person(database, customer, role).token) for role in (Role.USER, Role.COLLABORATOR)]

    for caller in (*weaker, client.with_key(read_key)):
        reply = post(caller, "/api-keys", NEW_KEY)
        assert is_refused(reply)
        assert secret not in reply.text

    manager = client.with_token(sign_in_manager(database, customer).token)
    assert post(manager, "/api-keys", NEW_KEY).headers[REPLAYED] == "true"


def test_an_order_is_not_told_again_to_who_does_not_see_it(
    client: IntegrateClient, database: Database, customer: Customer
) -> None:
    first = make_person(database, customer, Role.COLLABORATOR, email="first@example.com")
    second = make_person(database, customer, Role.COLLABORATOR, email="second@example.com")
    placed = post(client.with_token(first.token), "/orders", SMALL_ORDER)
    assert placed.status_code == 200

    assert is_refused(post(client.with_token(second.token), "/orders", SMALL_ORDER))
    for who_sees_it in (client.with_token(first.token), client):
        again = post(who_sees_it, "/orders", SMALL_ORDER)
        assert (again.content, again.headers[REPLAYED]) == (placed.content, "true")


@pytest.mark.parametrize("role", [Role.USER, Role.COLLABORATOR])
def test_who_lost_a_right_does_not_get_the_reply_that_came_with_it(
    client: IntegrateClient, database: Database, customer: Customer, role: Role
) -> None:
    person = make_person(database, customer, Role.MANAGER, email="second@example.com")
    caller = client.with_token(person.token)
    secret = post(caller, "/api-keys", NEW_KEY).json()["api_key"]
    client.patch(f"/users/{person.email}", {"role": role})

    reply = post(caller, "/api-keys", NEW_KEY)

    assert is_refused(reply)
    assert secret not in reply.text


def test_an_uploads_address_is_not_told_again_to_who_sees_less(
    client: IntegrateClient, database: Database, customer: Customer
) -> None:
    headers = {"idempotency-key": "guessable", "content-type": CONTENT_TYPE}
    body = form(file_part(b"a plan"))
    assert client.post_raw("/uploads", body, headers).status_code == 200
    other = client.with_token(make_person(database, customer, Role.COLLABORATOR).token)

    assert is_refused(other.post_raw("/uploads", body, headers))
