"""Drafts: made, changed as a whole, deleted, and handed in (contract 3.6)."""

import json
from typing import Any
from uuid import UUID

import httpx
import pytest
import sqlalchemy as sa
from tests.support.bodies import DRAFT, ORDER, SMALL_ORDER
from tests.support.clock import FixedClock
from tests.support.customers import Customer
from tests.support.forms import CONTENT_TYPE, file_part, form
from tests.support.integrate import IntegrateClient
from tests.support.production import deliver

from planroom.features.orders.models import orders
from planroom.features.plans.models import plan_readings
from planroom.features.webhooks.models import webhook_events
from planroom.features.workbench.models import work_items
from planroom.infra.database.unit_of_work import Database

FULL_DRAFT = {
    **{name: value for name, value in ORDER.items() if name != "source"},
    "owner_email": "manager@example.com",
    "package_type": "plus",
    "add_ons": ["gla"],
    "order_preferences": {"style_2d": {"style_template_id": "string", "add_info": "string"}},
}
SOURCE = {"source": "https://drawings.example.com/1.png"}


def make_draft(client: IntegrateClient, body: dict[str, Any] | None = None) -> dict[str, Any]:
    reply = client.post("/orders/draft", body or DRAFT)
    assert reply.status_code == 200, reply.text
    draft: dict[str, Any] = reply.json()
    return draft


def upload(client: IntegrateClient, content: bytes, name: str) -> str:
    reply = client.post_raw("/uploads", form(file_part(content, name)), {"content-type": CONTENT_TYPE})
    return str(reply.json()["url"])


def told(database: Database, order_id: str) -> list[tuple[Any, ...]]:
    query = sa.select(webhook_events.c.body).where(webhook_events.c.order_id == UUID(order_id))
    with database.read() as uow:
        bodies = [json.loads(body) for body in uow.connection.scalars(query.order_by(webhook_events.c.sequence))]
    return [(body["previous_status"], body["current_status"], body["delivery_type"]) for body in bodies]


def test_a_draft_is_an_order_that_waits(client: IntegrateClient, database: Database) -> None:
    draft = make_draft(client, FULL_DRAFT)
    info = draft["info"]

    assert (info["status"], info["order_type"], info["is_scan_order"]) == ("Draft", "scan", False)
    assert (info["external_id"], info["add_info"], info["go2scan"]) == ("EXT10005", "width 38'6\"", None)
    assert info["product"]["package_type"] == "plus"
    assert draft["due_at"] is None
    assert draft["address"]["postalCode"] == "55401"
    assert client.get(f"/orders/{draft['id']}").json() == draft
    assert [order["id"] for order in client.get("/orders", status="Draft").json()["items"]] == [draft["id"]]
    assert told(database, draft["id"]) == [("New", "Draft", "new")]
    with database.read() as uow:
        assert uow.connection.scalar(sa.select(sa.func.count()).select_from(plan_readings)) == 0


def test_a_draft_is_changed_as_a_whole(client: IntegrateClient, database: Database) -> None:
    draft = make_draft(client, FULL_DRAFT)

    changed = client.patch(f"/orders/draft/{draft['id']}", {**DRAFT, "street": "Other Street"}).json()

    assert (changed["id"], changed["info"]["status"]) == (draft["id"], "Draft")
    assert (changed["address"]["street"], changed["address"]["suite"]) == ("Other Street", None)
    assert (changed["info"]["external_id"], changed["info"]["add_info"]) == (None, "")
    assert changed["info"]["product"]["package_type"] == "base"
    assert changed["issues"] == []
    assert client.get("/orders", q="other street").json()["items"][0]["id"] == draft["id"]
    assert len(told(database, draft["id"])) == 1


@pytest.mark.parametrize("missing", ["street", "city", "country", "owner_email"])
def test_what_a_draft_needs_is_needed_for_every_change(client: IntegrateClient, missing: str) -> None:
    draft = make_draft(client)
    body = {name: value for name, value in DRAFT.items() if name != missing}
    replies = [client.post("/orders/draft", body), client.patch(f"/orders/draft/{draft['id']}", body)]

    for reply in replies:
        assert reply.status_code == 400
        fault = {"loc": [missing], "msg": "field required", "type": "value_error.missing"}
        assert reply.json()["validation_error"]["body_params"] == [fault]


def test_all_that_is_wrong_with_a_draft_is_told_at_once(client: IntegrateClient) -> None:
    body = {**DRAFT, "owner_email": "nobody@example.com", "add_ons": ["3d_video"], "info": {"a": 1}, "unknown": 1}
    reply = client.post("/orders/draft", body)

    assert reply.status_code == 400
    faults = reply.json()["validation_error"]["body_params"]
    assert [fault["loc"] for fault in faults] == [["info"], ["add_ons", 0], ["owner_email"]]


def test_a_draft_is_changed_or_deleted_only_in_the_version_that_is_named(client: IntegrateClient) -> None:
    draft = make_draft(client)
    path = f"/orders/draft/{draft['id']}"
    tag = client.get(f"/orders/{draft['id']}").headers["etag"]
    body = json.dumps({**DRAFT, "street": "Other Street"}).encode()
    assert client.send("PATCH", path, body, {"if-match": tag}).status_code == 200
    for method in ("PATCH", "DELETE"):
        reply = client.send(method, path, body if method == "PATCH" else b"", {"if-match": tag})
        assert (reply.status_code, reply.json()["code"]) == (412, "precondition_failed")


def test_a_deleted_draft_is_gone(client: IntegrateClient, database: Database) -> None:
    draft = make_draft(client)
    reply = client.delete(f"/orders/draft/{draft['id']}")

    assert (reply.status_code, list(reply.json())) == (200, ["message"])
    assert client.get(f"/orders/{draft['id']}").status_code == 404
    assert client.delete(f"/orders/draft/{draft['id']}").json()["code"] == "order_not_found"
    with database.read() as uow:
        assert uow.connection.scalar(sa.select(sa.func.count()).select_from(orders)) == 0


def test_a_draft_with_drawings_is_placed_like_any_other_order(
    client: IntegrateClient, database: Database, clock: FixedClock
) -> None:
    draft = make_draft(client)
    clock.advance(3600)
    reply = client.post(f"/orders/draft/{draft['id']}/submit", {"source": [SOURCE["source"]] * 2})

    assert reply.status_code == 200, reply.text
    order = reply.json()
    assert (order["id"], order["info"]["status"], order["info"]["order_type"]) == (draft["id"], "Pending", "redraw")
    assert order["due_at"] == clock.now().timestamp() + 24 * 3600
    assert told(database, order["id"]) == [("New", "Draft", "new"), ("Draft", "Pending", "new")]
    with database.read() as uow:
        assert uow.connection.scalar(sa.select(plan_readings.c.state)) == "waiting"
    deliver(database, UUID(order["id"]))
    assert client.get(f"/orders/{order['id']}").json()["info"]["status"] == "Ready"


def test_a_scan_waits_for_a_person_and_the_order_says_so(client: IntegrateClient, database: Database) -> None:
    draft = make_draft(client)
    scan = upload(client, b"PK\x03\x04 a scan", "house.zip")
    order = client.post(f"/orders/draft/{draft['id']}/submit", {"scan": scan}).json()

    info = order["info"]
    assert (info["status"], info["order_type"], info["is_scan_order"]) == ("Pending", "scan", True)
    assert [issue["code"] for issue in order["issues"]] == ["scan_needs_person"]
    assert [trigger for trigger, *_ in told(database, order["id"])] == ["New", "Draft"]
    with database.read() as uow:
        items = uow.connection.execute(sa.select(work_items.c.reason, work_items.c.due_at)).all()
        assert [(item.reason, item.due_at.timestamp()) for item in items] == [("draft_needs_person", order["due_at"])]

    deliver(database, UUID(order["id"]))
    ready = client.get(f"/orders/{order['id']}").json()
    assert (ready["info"]["status"], ready["issues"]) == ("Ready", [])


def test_a_drawing_beside_a_scan_is_read(client: IntegrateClient, database: Database) -> None:
    draft = make_draft(client)
    scan = upload(client, b"PK\x03\x04 a scan", "house.zip")
    order = client.post(f"/orders/draft/{draft['id']}/submit", {**SOURCE, "scan": scan}).json()

    assert (order["info"]["order_type"], order["info"]["is_scan_order"], order["issues"]) == ("scan", True, [])
    with database.read() as uow:
        assert uow.connection.scalar(sa.select(plan_readings.c.state)) == "waiting"


def test_only_the_companys_own_uploads_are_scans(client: IntegrateClient, stranger: Customer) -> None:
    draft = make_draft(client)
    scans = [
        "https://scans.example.com/house.zip",
        upload(client.with_key(stranger.api_key), b"PK\x03\x04", "house.zip"),
    ]
    for scan in scans:
        reply = client.post(f"/orders/draft/{draft['id']}/submit", {"scan": scan})
        fault = {"loc": ["scan"], "msg": "upload not found", "type": "value_error.upload_not_found"}
        assert (reply.status_code, reply.json()["validation_error"]["body_params"]) == (400, [fault])
    assert client.get(f"/orders/{draft['id']}").json()["info"]["status"] == "Draft"


def test_something_must_be_handed_in(client: IntegrateClient) -> None:
    reply = client.post(f"/orders/draft/{make_draft(client)['id']}/submit", {})
    faults = reply.json()["validation_error"]["body_params"]
    assert (reply.status_code, [fault["loc"] for fault in faults]) == (400, [["source"], ["scan"]])


def test_an_order_that_is_no_draft_cannot_be_treated_as_one(client: IntegrateClient) -> None:
    path = f"/orders/draft/{client.post('/orders', SMALL_ORDER).json()['id']}"
    replies: list[httpx.Response] = [
        client.patch(path, DRAFT),
        client.delete(path),
        client.post(f"{path}/submit", SOURCE),
    ]
    assert [(reply.status_code, reply.json()["code"]) for reply in replies] == [(409, "order_not_draft")] * 3
