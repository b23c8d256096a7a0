"""Signing in with e-mail address and password (contract 3.8)."""

import json
from typing import Any
from uuid import UUID

import httpx
import pytest
import sqlalchemy as sa
from argon2 import PasswordHasher
from tests.support.clock import FixedClock
from tests.support.customers import Customer
from tests.support.integrate import IntegrateClient

from planroom.features.users.models import sign_in_failures, user_tokens, users
from planroom.infra.database.unit_of_work import Database

PHRASE = "tinned apricots at the lighthouse"
TIM = {"email": "Tim@example.com", "role": "Collaborator", "password": PHRASE, "name": "Tim", "surname": "Berners"}
AN_HOUR_SECONDS = 3600.0


@pytest.fixture
def nobody(client: IntegrateClient) -> IntegrateClient:
    """Tim exists, and somebody without a key comes by."""
    assert client.post("/users", TIM).status_code == 200
    return client.with_key(None)


def sign_in(client: IntegrateClient, password: str = PHRASE, email: str = "tim@EXAMPLE.com") -> httpx.Response:
    return client.post("/auth/token", {"email": email, "password": password})


def test_a_user_signs_in_and_acts_by_role_until_the_token_ends(
    nobody: IntegrateClient, client: IntegrateClient, clock: FixedClock
) -> None:
    reply = sign_in(nobody)

    assert reply.status_code == 200, reply.text
    token = reply.json()
    assert token == {
        "access_token": token["access_token"],
        "token_type": "bearer",
        "expires_at": clock.now().timestamp() + 12 * AN_HOUR_SECONDS,
        "user": client.get("/users/tim@example.com").json(),
    }
    tim = client.with_token(token["access_token"])
    assert tim.get("/orders").status_code == 200
    assert (tim.get("/users").status_code, tim.get("/users").json()["code"]) == (403, "role_not_allowed")
    clock.advance(12 * AN_HOUR_SECONDS)
    assert (tim.get("/orders").status_code, tim.get("/orders").json()["code"]) == (401, "api_key_invalid")


def test_an_api_key_is_no_bearer_token(client: IntegrateClient, customer: Customer) -> None:
    reply = client.with_token(customer.api_key).get("/orders")

    assert (reply.status_code, reply.json()["code"]) == (401, "api_key_invalid")


def test_who_is_refused_does_not_learn_why(nobody: IntegrateClient, client: IntegrateClient) -> None:
    client.post("/users", {"email": "invited@example.com", "role": "User"})
    wrong_password = sign_in(nobody, "another phrase of words")
    replies = [
        wrong_password,
        sign_in(nobody, email="nobody@example.com"),
        sign_in(nobody, email="invited@example.com"),
        sign_in(nobody, email="no address"),
    ]

    assert {reply.status_code for reply in replies} == {401}
    told = [{**reply.json(), "request_id": None} for reply in replies]
    assert told == [told[0]] * 4
    assert told[0]["code"] == "sign_in_refused"


@pytest.mark.parametrize("email", ["tim@example.com", "nobody@example.com"])
def test_after_five_wrong_passwords_an_address_waits_longer_and_longer(
    nobody: IntegrateClient, clock: FixedClock, email: str
) -> None:
    def refusal(password: str) -> tuple[int, str, str | None]:
        reply = sign_in(nobody, password, email)
        return reply.status_code, reply.json()["code"], reply.headers.get("retry-after")

    assert [refusal("wrong")[0] for _ in range(5)] == [401] * 5
    assert refusal(PHRASE) == (429, "sign_in_locked", "60")
    clock.advance(59)
    assert refusal(PHRASE) == (429, "sign_in_locked", "1")
    clock.advance(1)
    assert refusal("wrong") == (401, "sign_in_refused", None)
    assert refusal(PHRASE) == (429, "sign_in_locked", "120")


def test_the_right_password_forgets_the_wrong_ones(nobody: IntegrateClient, database: Database) -> None:
    for _ in range(2):
        assert [sign_in(nobody, "wrong").status_code for _ in range(4)] == [401] * 4
        assert sign_in(nobody).status_code == 200
    with database.read() as uow:
        assert uow.connection.execute(sa.select(sign_in_failures)).all() == []


def test_wrong_passwords_are_forgotten_after_a_day(
    nobody: IntegrateClient, database: Database, clock: FixedClock
) -> None:
    for _ in range(5):
        sign_in(nobody, "wrong")
    sign_in(nobody, email="nobody@example.com")
    clock.advance(25 * AN_HOUR_SECONDS)

    assert sign_in(nobody).status_code == 200
    with database.read() as uow:
        assert uow.connection.execute(sa.select(sign_in_failures)).all() == []


def test_neither_passwords_nor_tokens_are_stored(nobody: IntegrateClient, database: Database) -> None:
    token = sign_in(nobody).json()["access_token"]

    with database.read() as uow:
        rows: list[Any] = [
            *uow.connection.execute(sa.select(users.c.password_hash).where(users.c.password_hash.is_not(None))),
            *uow.connection.execute(sa.select(user_tokens)),
            *uow.connection.execute(sa.select(sign_in_failures)),
        ]
    assert rows[0].password_hash.startswith("$argon2id$")
    assert PHRASE not in str(rows)
    assert token not in str(rows)


def test_a_hash_with_parameters_of_the_past_is_renewed_at_the_next_sign_in(
    nobody: IntegrateClient, database: Database
) -> None:
    old = PasswordHasher(time_cost=1, memory_cost=8192, parallelism=1).hash(PHRASE)
    with database.write() as uow:
        uow.connection.execute(sa.update(users).where(users.c.email == TIM["email"]).values(password_hash=old))

    assert sign_in(nobody).status_code == 200
    with database.read() as uow:
        select = sa.select(users.c.password_hash).where(users.c.email == TIM["email"])
        assert uow.connection.execute(select).scalar_one() != old
    assert sign_in(nobody).status_code == 200


def test_a_user_keeps_the_twenty_newest_tokens(nobody: IntegrateClient, database: Database) -> None:
    first = sign_in(nobody).json()["access_token"]
    with database.write() as uow:
        values = uow.connection.execute(sa.select(user_tokens)).one()._asdict()
        for number in range(19):
            later = UUID(int=values["id"].int + 1 + number)
            more = {**values, "id": later, "token_hash": str(number)}
            uow.connection.execute(sa.insert(user_tokens).values(more))
    assert nobody.with_token(first).get("/orders").status_code == 200

    assert sign_in(nobody).status_code == 200

    assert nobody.with_token(first).get("/orders").status_code == 401


class TestFromOneAddress:
    @pytest.fixture
    def settings(self) -> dict[str, Any]:
        return {"sign_ins_per_minute": 3}

    def test_only_a_few_tries_a_minute_are_taken(self, client: IntegrateClient) -> None:
        nobody = client.with_key(None)
        replies = [sign_in(nobody, email=f"{number}@example.com") for number in range(4)]

        assert [reply.status_code for reply in replies] == [401, 401, 401, 429]
        assert replies[-1].json()["code"] == "rate_limited"
        assert 0 < int(replies[-1].headers["retry-after"]) <= 60
        reset = {"email": "tim@example.com"}
        assert nobody.post("/users/reset-password", reset).status_code == 429
        assert client.post("/users/reset-password", reset).status_code == 200


class TestBehindProxies:
    @pytest.fixture
    def settings(self) -> dict[str, Any]:
        return {"sign_ins_per_minute": 1, "trusted_proxies": 2}

    def test_callers_are_told_apart_and_cannot_make_up_an_address(self, client: IntegrateClient) -> None:
        body = json.dumps({"email": "nobody@example.com", "password": "a wrong one"}).encode()

        def status(*forwarded: str) -> int:
            return (
                client.with_key(None)
                .post_raw("/auth/token", body, {"x-forwarded-for": ", ".join(forwarded)})
                .status_code
            )

        assert status("192.0.2.1", "10.0.0.1") == 401
        assert status("192.0.2.1", "10.0.0.1") == 429
        assert status("192.0.2.77", "192.0.2.1", "10.0.0.1") == 429, "the first address is the caller's own word"
        assert status("192.0.2.2", "10.0.0.1") == 401


def test_all_that_is_wrong_with_a_sign_in_is_told_at_once(client: IntegrateClient) -> None:
    faults = client.with_key(None).post("/auth/token", {"email": 5}).json()["validation_error"]["body_params"]

    assert [(fault["loc"], fault["type"]) for fault in faults] == [
        (["email"], "type_error.str"),
        (["password"], "value_error.missing"),
    ]
