"""POST /orders/{id}/cancel: giving up what was never delivered (contract 3.8)."""

from uuid import UUID

import msgspec
import pytest
import sqlalchemy as sa
from tests.support.bodies import SMALL_ORDER
from tests.support.customers import Customer
from tests.support.integrate import IntegrateClient
from tests.support.people import make_person
from tests.support.production import deliver, draw_all, fail_reading, make_model

from planroom.features.companies.rules import Trigger
from planroom.features.orders.errors import OrderCancelled
from planroom.features.orders.service.moving import deliver_for_operator
from planroom.features.plans.models import plan_readings
from planroom.features.users.rules import Role
from planroom.features.webhooks.models import webhook_events
from planroom.features.workbench.repository import has_open_items
from planroom.infra.database.unit_of_work import Database


@pytest.fixture
def order_id(client: IntegrateClient) -> str:
    """A Pending order of a company that wants to hear of failures."""
    client.patch(
        "/companies/webhook",
        {"webhook_urls": ["https://93.184.216.34/"], "webhook_triggers": [Trigger.MOVED_TO_FAILED]},
    )
    return str(client.post("/orders", SMALL_ORDER).json()["id"])


def calls(database: Database) -> list[tuple[str, str]]:
    with database.read() as uow:
        failed = webhook_events.c.trigger == Trigger.MOVED_TO_FAILED
        bodies = uow.connection.scalars(sa.select(webhook_events.c.body).where(failed)).all()
    told = [msgspec.json.decode(body) for body in bodies]
    return [(body["current_status"], body["previous_status"]) for body in told]


def test_a_cancelled_order_says_who_gave_it_up_and_why(
    client: IntegrateClient, database: Database, order_id: str
) -> None:
    reply = client.post(f"/orders/{order_id}/cancel", {"reason": " The home was sold. "})

    assert reply.status_code == 200, reply.text
    order = client.get(f"/orders/{order_id}").json()
    assert reply.json() == order
    assert (order["info"]["status"], order["due_at"]) == ("Pending", None)
    (issue,) = order["issues"]
    assert issue["code"] == "order_cancelled"
    assert issue["message"] == "Cancelled by API key: The home was sold."
    assert calls(database) == [("Pending", "Pending")]
    (entry,) = [row for row in client.get("/audit").json()["items"] if row["action"] == "order.cancelled"]
    assert entry["details"] == {"reason": " The home was sold. "}


def test_a_reason_is_not_needed(client: IntegrateClient, database: Database, customer: Customer) -> None:
    collaborator = client.with_token(make_person(database, customer, Role.COLLABORATOR).token)
    order_id = collaborator.post("/orders", SMALL_ORDER).json()["id"]

    cancelled = collaborator.post_raw(f"/orders/{order_id}/cancel", b"").json()

    assert [issue["message"] for issue in cancelled["issues"]] == [f"Cancelled by collaborator.of.{customer.email}."]


def test_all_work_on_a_cancelled_order_ends(client: IntegrateClient, database: Database, order_id: str) -> None:
    model_id = make_model(database, UUID(order_id))
    with database.write() as uow:
        deliver_for_operator(uow, UUID(order_id), model_id)
    fail_reading(database, UUID(order_id))

    assert client.post(f"/orders/{order_id}/cancel", {}).status_code == 200

    assert draw_all(database, UUID(order_id)) == 0
    with database.read() as uow:
        assert not has_open_items(uow, UUID(order_id))
        assert uow.connection.scalars(sa.select(plan_readings.c.state)).all() == ["failed"]
    assert client.get(f"/orders/{order_id}").json()["info"]["status"] == "Pending"


def test_a_cancelled_order_cannot_be_taken_up_again(client: IntegrateClient, database: Database, order_id: str) -> None:
    fail_reading(database, UUID(order_id))
    client.post(f"/orders/{order_id}/cancel", {})

    for path, body in (("cancel", {}), ("source", {"source": "https://drawings.example.com/2.png"})):
        reply = client.post(f"/orders/{order_id}/{path}", body)
        assert (reply.status_code, reply.json()["code"]) == (409, "order_cancelled")
    model_id = make_model(database, UUID(order_id))
    with pytest.raises(OrderCancelled), database.write() as uow:
        deliver_for_operator(uow, UUID(order_id), model_id)


def test_news_that_come_late_change_nothing(client: IntegrateClient, database: Database, order_id: str) -> None:
    client.post(f"/orders/{order_id}/cancel", {})
    before = client.get(f"/orders/{order_id}").json()

    fail_reading(database, UUID(order_id))

    assert client.get(f"/orders/{order_id}").json() == before
    with database.read() as uow:
        assert not has_open_items(uow, UUID(order_id))


def test_what_was_delivered_cannot_be_cancelled(client: IntegrateClient, database: Database, order_id: str) -> None:
    deliver(database, UUID(order_id))

    reply = client.post(f"/orders/{order_id}/cancel", {})

    assert (reply.status_code, reply.json()["code"]) == (409, "order_not_pending")
