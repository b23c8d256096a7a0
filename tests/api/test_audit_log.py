"""What a company can read of its audit log, and export."""

import csv
import io
import json
from typing import Any
from uuid import UUID

import pytest
from tests.support.clock import FixedClock
from tests.support.customers import Customer
from tests.support.integrate import IntegrateClient

from planroom.features.audit.routes import EXPORTED_AT_ONCE
from planroom.features.audit.rules import Subject
from planroom.features.audit.service import record
from planroom.infra.database.unit_of_work import Database
from planroom.kit.actor import Actor
from planroom.kit.ids import new_id

SUBJECT_ID = new_id()
AN_HOUR_SECONDS = 3600


@pytest.fixture(autouse=True)
def began(client: IntegrateClient, stranger: Customer, clock: FixedClock) -> float:
    """The Unix seconds after which tests write: the making of companies and keys is in the log already."""
    clock.advance(AN_HOUR_SECONDS)
    return clock.now().timestamp()


def note(
    database: Database,
    customer: Customer,
    action: str,
    subject: Subject = Subject.USER,
    actor: str = "someone@example.com",
    subject_id: UUID = SUBJECT_ID,
) -> None:
    with database.write() as uow:
        record(
            uow,
            Actor(customer.company_id, customer.manager_id, actor, frozenset()),
            action,
            subject,
            subject_id,
            details={"role": "User"},
        )


def actions(client: IntegrateClient, began: float, **query: Any) -> list[str]:  # noqa: ANN401 — query parameters of any kind
    query = {"created_from": began, **query}
    reply = client.get("/audit", **query)
    assert reply.status_code == 200, reply.text
    return [item["action"] for item in reply.json()["items"]]


def test_an_entry_says_who_did_what_to_which_thing(
    client: IntegrateClient, database: Database, customer: Customer, clock: FixedClock, began: float
) -> None:
    note(database, customer, "user.role_changed")

    (entry,) = client.get("/audit", created_from=began).json()["items"]

    assert entry == {
        "id": entry["id"],
        "created_at": clock.now().timestamp(),
        "actor": "someone@example.com",
        "actor_id": str(customer.manager_id),
        "action": "user.role_changed",
        "subject": "user",
        "subject_id": str(SUBJECT_ID),
        "details": {"role": "User"},
    }


def test_entries_are_filtered_by_everything_they_hold(
    client: IntegrateClient, database: Database, customer: Customer, stranger: Customer, clock: FixedClock, began: float
) -> None:
    note(database, customer, "user.invited")
    clock.advance(AN_HOUR_SECONDS)
    note(database, customer, "api_key.created", Subject.API_KEY, actor="command line")
    clock.advance(AN_HOUR_SECONDS)
    note(database, customer, "user.deleted", subject_id=new_id())
    note(database, stranger, "user.invited")
    now = clock.now().timestamp()

    assert actions(client, began) == ["user.deleted", "api_key.created", "user.invited"]
    assert actions(client, began, limit=1, offset=2) == ["api_key.created"]
    assert actions(client, began, action="user.invited") == ["user.invited"]
    assert actions(client, began, subject="api_key") == ["api_key.created"]
    assert actions(client, began, subject="user", subject_id=str(SUBJECT_ID)) == ["user.invited"]
    assert actions(client, began, subject_id="no id") == []
    assert actions(client, began, actor="command line") == ["api_key.created"]
    assert actions(client, began, created_from=now - AN_HOUR_SECONDS) == ["user.deleted", "api_key.created"]
    assert actions(client, began, created_to=now - AN_HOUR_SECONDS) == ["user.invited"]
    assert actions(client.with_key(stranger.api_key), began) == ["user.invited"]
    refused = client.get("/audit", subject="cat", created_from="soon", limit=0)
    assert refused.status_code == 400
    assert len(refused.json()["validation_error"]["query_params"]) == 3


def test_the_log_is_exported_as_csv_and_as_json_lines(
    client: IntegrateClient, database: Database, customer: Customer, clock: FixedClock, began: float
) -> None:
    note(database, customer, "user.invited", actor='=HYPERLINK("x")')
    note(database, customer, "user.deleted", actor="Key, with comma")

    reply = client.get("/audit/export", created_from=began)
    assert reply.headers["content-type"] == "text/csv; charset=utf-8"
    assert reply.headers["content-disposition"] == 'attachment; filename="audit.csv"'
    rows = list(csv.DictReader(io.StringIO(reply.text)))
    assert [row["actor"] for row in rows] == ["Key, with comma", '\'=HYPERLINK("x")']
    assert rows[0]["created_at"] == clock.now().isoformat()
    assert json.loads(rows[0]["details"]) == {"role": "User"}

    lines = client.get("/audit/export", format="jsonl", action="user.deleted")
    assert lines.headers["content-type"] == "application/jsonl"
    assert [json.loads(line) for line in lines.text.splitlines()] == client.get("/audit", limit=1).json()["items"]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_long_log_is_exported_whole(
    client: IntegrateClient, database: Database, customer: Customer, began: float
) -> None:
    count = 2 * EXPORTED_AT_ONCE + 1
    actor = Actor(customer.company_id, None, "someone", frozenset())
    with database.write() as uow:
        for number in range(count):
            record(uow, actor, f"user.changed_{number}", Subject.USER, SUBJECT_ID)

    lines = client.get("/audit/export", format="jsonl", created_from=began).text.splitlines()

    assert [json.loads(line)["action"] for line in lines] == [f"user.changed_{n}" for n in reversed(range(count))]
