"""How operators work on change requests: items, images, comments, and giving an order back."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from tests.support.bodies import CHANGE_REQUEST, SMALL_ORDER
from tests.support.clock import FixedClock
from tests.support.customers import Customer, make_operator
from tests.support.desk import DeskClient, serving_desk
from tests.support.integrate import IntegrateClient
from tests.support.production import deliver, make_model

from planroom.features.audit.models import audit_entries
from planroom.infra.database.unit_of_work import Database

UNKNOWN = "0192c0de-0000-7000-8000-000000000000"
ITEMS = [
    {"kind": "wall", "text": "Move it.", "floor": 0, "point": {"x_mm": 5400, "y_mm": 1000}},
    {"kind": "fixture", "text": "No bath here."},
    {"kind": "style", "text": "Grey walls."},
]


@pytest.fixture
def desk(database: Database, tmp_path: Path) -> Iterator[DeskClient]:
    with serving_desk(database, tmp_path, make_operator(database)) as opened:
        yield opened


@pytest.fixture
def company(desk: DeskClient, customer: Customer) -> IntegrateClient:
    return desk.as_company(customer.api_key)


@pytest.fixture
def asked(company: IntegrateClient, database: Database) -> dict[str, Any]:
    """A change request with items, as the customer sees it."""
    order_id = company.post("/orders", SMALL_ORDER).json()["id"]
    deliver(database, UUID(order_id))
    made = company.post(f"/orders/{order_id}/change-requests", {**CHANGE_REQUEST, "items": ITEMS}).json()
    return as_customer(company, {"order_id": order_id, "id": made["id"]})


def as_customer(company: IntegrateClient, asked: dict[str, Any]) -> dict[str, Any]:
    read: dict[str, Any] = company.get(f"/orders/{asked['order_id']}/change-requests/{asked['id']}").json()
    return read


def test_the_queue_shows_all_of_a_change_and_nothing_of_who_asks(
    desk: DeskClient, company: IntegrateClient, customer: Customer, asked: dict[str, Any], clock: FixedClock
) -> None:
    for number in range(7):
        company.post(f"/orders/{asked['order_id']}/change-requests/{asked['id']}/comments", {"text": f"No. {number}"})

    [item] = desk.get("/queue").json()["items"]

    shown = item["change_request"]
    assert shown["items"] == asked["items"]
    assert shown["images"] == asked["images"]
    assert [(comment["by"], comment["text"]) for comment in shown["comments"]] == [
        ("customer", f"No. {number}") for number in range(2, 7)
    ]
    now = clock.now().timestamp()
    assert shown["history"] == [{"at": now, "by": "customer", "what": "asked", "text": None, "version": None}]
    assert (shown["due_at"], shown["round"], shown["is_being_drawn"]) == (now + 24 * 3600, 1, False)
    assert customer.email not in desk.get("/queue").text + desk.get(f"/change-requests/{asked['id']}").text


def test_an_item_gets_an_answer_of_its_own(desk: DeskClient, company: IntegrateClient, asked: dict[str, Any]) -> None:
    wall, fixture, style = asked["items"]
    path = f"/change-requests/{asked['id']}/items"

    answered = desk.send("PATCH", f"{path}/{wall['id']}", {"state": "done", "reply": "Moved by 20 cm."})
    desk.send("PATCH", f"{path}/{fixture['id']}", {"state": "declined", "reply": "The drawing shows one."})

    assert answered.json() == {**wall, "state": "done", "reply": "Moved by 20 cm."}
    seen = as_customer(company, asked)
    assert (seen["status"], [entry["what"] for entry in seen["history"]]) == ("in_progress", ["asked", "started"])
    assert [(item["state"], item["reply"]) for item in seen["items"]] == [
        ("done", "Moved by 20 cm."),
        ("declined", "The drawing shows one."),
        ("open", None),
    ]
    desk.send("PATCH", f"{path}/{wall['id']}", {"state": "open"})
    assert as_customer(company, asked)["items"][0] == style | {**wall, "state": "open"}


@pytest.mark.parametrize("status", ["done", "declined"])
def test_open_items_go_with_the_answer_to_their_request(
    desk: DeskClient, company: IntegrateClient, asked: dict[str, Any], status: str
) -> None:
    first = asked["items"][0]["id"]
    desk.send("PATCH", f"/change-requests/{asked['id']}/items/{first}", {"state": "declined"})

    desk.post(f"/change-requests/{asked['id']}/close", {"status": status})

    assert [item["state"] for item in as_customer(company, asked)["items"]] == ["declined", status, status]


def test_items_of_a_withdrawn_request_stay_as_they_are(company: IntegrateClient, asked: dict[str, Any]) -> None:
    company.post(f"/orders/{asked['order_id']}/change-requests/{asked['id']}/withdraw", None)
    assert [item["state"] for item in as_customer(company, asked)["items"]] == ["open"] * 3


def test_an_item_is_answered_while_its_request_is_open(
    desk: DeskClient, database: Database, asked: dict[str, Any]
) -> None:
    path = f"/change-requests/{asked['id']}"
    item = f"{path}/items/{asked['items'][0]['id']}"
    for wrong in (UNKNOWN, "x"):
        reply = desk.send("PATCH", f"{path}/items/{wrong}", {"state": "done"})
        assert (reply.status_code, reply.json()["code"]) == (404, "change_request_item_not_found")
    reply = desk.send("PATCH", item, {"state": "lost", "reply": 5})
    assert [fault["loc"] for fault in reply.json()["validation_error"]["body_params"]] == [["state"], ["reply"]]
    make_model(database, UUID(asked["order_id"]))
    desk.post(f"{path}/close", {"status": "done"})
    assert desk.get(path).json()["is_being_drawn"] is True
    reply = desk.send("PATCH", item, {"state": "done"})
    assert (reply.status_code, reply.json()["code"]) == (409, "change_request_closing")


def test_who_has_the_order_alone_answers_its_items(desk: DeskClient, database: Database, asked: dict[str, Any]) -> None:
    desk.with_key(make_operator(database, "second@example.com")).post(f"/orders/{asked['order_id']}/claim")
    path = f"/change-requests/{asked['id']}"

    reply = desk.send("PATCH", f"{path}/items/{asked['items'][0]['id']}", {"state": "done"})

    assert (reply.status_code, reply.json()["code"]) == (409, "claimed_by_another")
    assert desk.post(f"{path}/comments", {"text": "I looked at it yesterday."}).status_code == 200


def test_an_order_is_given_back_by_who_has_it(desk: DeskClient, database: Database, asked: dict[str, Any]) -> None:
    order_id = asked["order_id"]
    other = desk.with_key(make_operator(database, "second@example.com"))
    desk.post(f"/orders/{order_id}/claim")

    refused = other.post(f"/orders/{order_id}/release")
    released = desk.post(f"/orders/{order_id}/release")

    assert (refused.status_code, refused.json()["code"]) == (409, "claimed_by_another")
    assert released.json() == {"order_id": order_id, "message": "The order is free for others."}
    assert desk.post(f"/orders/{order_id}/release").status_code == 200
    assert other.post(f"/orders/{order_id}/claim").status_code == 200


def test_a_changed_model_stands_in_the_companys_audit_log(
    desk: DeskClient, database: Database, customer: Customer, asked: dict[str, Any]
) -> None:
    model = desk.get(f"/orders/{asked['order_id']}/model").json()
    edit = {"op": "set_room_label", "room_id": "r-hall", "label": "Pantry"}
    edited = desk.post(f"/orders/{asked['order_id']}/edits", {"version": model["version"], "edits": [edit]}).json()

    with database.read() as uow:
        rows = uow.connection.execute(audit_entries.select().where(audit_entries.c.action.like("model.%"))).all()
    assert [(row.company_id, row.actor, row.action, str(row.subject_id)) for row in rows] == [
        (customer.company_id, "operator@example.com", "model.edited", edited["model_id"])
    ]
    assert rows[0].details == {"order_id": asked["order_id"], "version": 2, "edits": 1}
