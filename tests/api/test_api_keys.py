"""The calls about API keys (contract 3.8)."""

from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from tests.support.clock import FixedClock
from tests.support.customers import Customer
from tests.support.integrate import IntegrateClient
from tests.support.people import make_person

from planroom.features.audit.models import audit_entries
from planroom.features.users.key_uses import KeyUses
from planroom.features.users.rules import Role
from planroom.features.users.service.authenticating import authenticate
from planroom.infra.database.engine import open_engines
from planroom.infra.database.unit_of_work import Database
from planroom.infra.jobs.engine import DbosJobQueue

A_DAY_SECONDS = 86_400.0
WEBSITE = {"name": "Website", "scope": "orders", "expires_in_days": 90}


def make_key(client: IntegrateClient, **body: Any) -> dict[str, Any]:  # noqa: ANN401 — any JSON value
    reply = client.post("/api-keys", {**WEBSITE, **body})
    assert reply.status_code == 200, reply.text
    made: dict[str, Any] = reply.json()
    return made


def test_a_key_is_made_with_name_scope_and_end_and_shown_once(client: IntegrateClient, clock: FixedClock) -> None:
    made = make_key(client)

    secret = made["api_key"]
    now = clock.now().timestamp()
    assert made == {
        "id": made["id"],
        "name": "Website",
        "scope": "orders",
        "prefix": secret[:14],
        "created_at": now,
        "expires_at": now + 90 * A_DAY_SECONDS,
        "last_used_at": None,
        "revoked_at": None,
        "api_key": secret,
        "message": "Keep the key now: it is not shown again.",
    }
    listed = client.get("/api-keys")
    assert secret not in listed.text
    newest, first = listed.json()["items"]
    assert newest == {key: value for key, value in made.items() if key not in {"api_key", "message"}}
    assert (first["name"], first["scope"], first["expires_at"]) == ("API key", "admin", None)
    assert client.with_key(secret).get("/orders").status_code == 200


@pytest.mark.parametrize(
    ("scope", "statuses"),
    [("read", (200, 403, 403, 403, 200)), ("orders", (200, 200, 403, 403, 403)), ("admin", (200, 200, 200, 200, 200))],
)
def test_a_key_may_do_what_its_scope_says(client: IntegrateClient, scope: str, statuses: tuple[int, ...]) -> None:
    scoped = client.with_key(make_key(client, scope=scope)["api_key"])

    order = {"street": "Main Street", "city": "Bath", "country": "UK", "source": ["https://drawings.example.com/1.png"]}
    replies = [
        scoped.get("/orders"),
        scoped.post("/orders", order),
        scoped.patch("/companies/webhook", {"webhook_triggers": []}),
        scoped.get("/api-keys"),
        scoped.get("/users"),
    ]

    assert tuple(reply.status_code for reply in replies) == statuses
    assert {reply.json()["code"] for reply in replies if reply.status_code == 403} <= {"role_not_allowed"}


def test_a_key_ends_when_it_should(client: IntegrateClient, clock: FixedClock) -> None:
    key = client.with_key(make_key(client, expires_in_days=1)["api_key"])

    clock.advance(A_DAY_SECONDS - 1)
    assert key.get("/orders").status_code == 200
    clock.advance(1)
    assert (key.get("/orders").status_code, key.get("/orders").json()["code"]) == (401, "api_key_invalid")


def test_a_successor_gets_the_name_scope_and_lifetime_of_the_old_key(
    client: IntegrateClient, clock: FixedClock
) -> None:
    old = make_key(client)
    clock.advance(30 * A_DAY_SECONDS)

    successor = client.post(f"/api-keys/{old['id']}/rotate", None).json()
    again = client.post(f"/api-keys/{old['id']}/rotate", None).json()

    for key in (successor, again):
        assert (key["name"], key["scope"]) == ("Website", "orders")
        assert key["expires_at"] == clock.now().timestamp() + 90 * A_DAY_SECONDS
    clock.advance(7 * A_DAY_SECONDS - 1)
    assert client.with_key(old["api_key"]).get("/orders").status_code == 200
    clock.advance(1)
    assert client.with_key(old["api_key"]).get("/orders").status_code == 401
    assert client.with_key(successor["api_key"]).get("/orders").status_code == 200


def test_a_revoked_key_ends_at_once(client: IntegrateClient) -> None:
    made = make_key(client)

    reply = client.delete(f"/api-keys/{made['id']}")

    assert (reply.status_code, reply.json()) == (200, {"message": "The API key is revoked."})
    assert client.with_key(made["api_key"]).get("/orders").status_code == 401
    for again in (client.delete(f"/api-keys/{made['id']}"), client.post(f"/api-keys/{made['id']}/rotate", None)):
        assert (again.status_code, again.json()["code"]) == (404, "api_key_not_found")


def test_a_text_that_is_no_id_names_no_key(client: IntegrateClient) -> None:
    assert client.delete("/api-keys/no-id").json()["code"] == "api_key_not_found"


def test_all_that_is_wrong_with_a_new_key_is_told_at_once(client: IntegrateClient) -> None:
    reply = client.post("/api-keys", {"name": " ", "scope": "everything", "expires_in_days": 0})

    assert reply.status_code == 400
    faults = reply.json()["validation_error"]["body_params"]
    assert {tuple(fault["loc"]) for fault in faults} == {("name",), ("scope",), ("expires_in_days",)}


@pytest.mark.parametrize("role", [Role.USER, Role.COLLABORATOR])
def test_only_a_manager_sees_keys(client: IntegrateClient, database: Database, customer: Customer, role: Role) -> None:
    signed_in = client.with_token(make_person(database, customer, role).token)

    assert signed_in.get("/api-keys").status_code == 403
    assert signed_in.post("/api-keys", WEBSITE).status_code == 403


def test_what_happens_to_keys_is_in_the_audit_log(
    client: IntegrateClient, database: Database, customer: Customer
) -> None:
    made = make_key(client)
    client.post(f"/api-keys/{made['id']}/rotate", None)
    client.delete(f"/api-keys/{made['id']}")

    with database.read() as uow:
        entries = uow.connection.execute(audit_entries.select().order_by(audit_entries.c.id)).all()

    assert [(entry.actor, entry.action) for entry in entries] == [
        ("command line", "api_key.created"),
        ("API key", "api_key.created"),
        ("API key", "api_key.rotated"),
        ("API key", "api_key.revoked"),
    ]
    assert {entry.company_id for entry in entries} == {customer.company_id}
    assert made["api_key"] not in str(entries)
    assert entries[2].details["successor_of"] == made["id"]


def test_the_last_use_of_a_key_is_written_later_and_survives_a_failure(
    database: Database, customer: Customer, client: IntegrateClient, clock: FixedClock, tmp_path: Path
) -> None:
    nowhere = open_engines(f"sqlite:///{tmp_path / 'missing' / 'planroom.db'}")
    out_of_reach = Database(nowhere, clock, DbosJobQueue(nowhere), {})
    uses = KeyUses()

    def use() -> float:
        with database.read() as uow:
            authenticate(uow, customer.api_key, None, uses.note)
        return clock.now().timestamp()

    def last_used() -> float | None:
        shown: float | None = client.get("/api-keys").json()["items"][0]["last_used_at"]
        return shown

    use()
    clock.advance(5)
    used_at = use()
    assert last_used() is None
    with pytest.raises(sa.exc.OperationalError):
        uses.write(out_of_reach)
    uses.write(database)
    assert last_used() == used_at
    uses.write(database)
    assert last_used() == used_at
