"""Replies and webhook calls against the schema of what public clients read."""

from collections.abc import Callable
from pathlib import Path
from uuid import UUID

import pytest
from tests.support.bodies import CHANGE_REQUEST, ORDER, SMALL_ORDER
from tests.support.integrate import IntegrateClient
from tests.support.production import deliver
from tests.support.receiver import Receiver

from planroom.features.companies.rules import Trigger
from planroom.infra.database.unit_of_work import Database
from planroom.infra.jobs.catalogue import JobContext
from planroom.infra.jobs.draining import drain
from planroom.infra.outbound.client import CheckedOutbound
from planroom.infra.settings import Settings
from planroom.infra.storage.objects import MemoryStorage

Fits = Callable[[str, object], list[str]]


@pytest.mark.parametrize("body", [ORDER, SMALL_ORDER, {**ORDER, "package_type": "plus_3d", "add_ons": ["3d_video"]}])
def test_an_order_fits_before_and_after_its_delivery(
    client: IntegrateClient, database: Database, fits: Fits, body: dict[str, object]
) -> None:
    placed = client.post("/orders", body).json()
    assert fits("OrderDetail", placed) == []

    deliver(database, UUID(placed["id"]))
    assert fits("OrderDetail", client.get(f"/orders/{placed['id']}").json()) == []

    client.post(f"/orders/{placed['id']}/change-requests", CHANGE_REQUEST)
    assert fits("OrderDetail", client.get(f"/orders/{placed['id']}").json()) == []


def test_every_page_of_a_list_fits(client: IntegrateClient, database: Database, fits: Fits) -> None:
    placed = [client.post("/orders", SMALL_ORDER).json()["id"] for _ in range(3)]
    deliver(database, UUID(placed[0]))

    for offset in (0, 2, 3, 100):
        assert fits("OrderList", client.get("/orders", limit=2, offset=offset).json()) == []


def test_company_info_and_webhook_settings_fit(client: IntegrateClient, receiver: Receiver, fits: Fits) -> None:
    settings = {"webhook_urls": [receiver.url], "webhook_triggers": list(Trigger)}

    assert fits("WebhookSettings", client.patch("/companies/webhook", settings).json()) == []
    assert fits("CompanyInfo", client.get("/companies/info").json()) == []


def test_a_validation_error_fits(client: IntegrateClient, fits: Fits) -> None:
    for reply in (client.post("/orders", {}), client.get("/orders", status="Delivered", limit="x")):
        assert reply.status_code == 400
        assert fits("ValidationError", reply.json()) == []


def test_every_webhook_call_fits(
    client: IntegrateClient, database: Database, receiver: Receiver, fits: Fits, tmp_path: Path
) -> None:
    client.patch("/companies/webhook", {"webhook_urls": [receiver.url], "webhook_triggers": list(Trigger)})
    order_id = client.post("/orders", {**SMALL_ORDER, "source": receiver.url}).json()["id"]
    deliver(database, UUID(order_id))
    client.post(f"/orders/{order_id}/change-requests", CHANGE_REQUEST)
    settings = Settings(data=tmp_path, allow_private_addresses=True)
    drain(JobContext(database, MemoryStorage(), CheckedOutbound(settings), settings))

    assert [call.body["current_status"] for call in receiver.calls] == ["Pending", "Ready", "Ready", "Fixing"]
    for call in receiver.calls:
        assert fits("WebhookDelivery", call.body) == []


def test_the_schema_would_notice_a_broken_reply(fits: Fits) -> None:
    assert fits("WebhookSettings", {"webhook_urls": []}) != []
    assert fits("OrderDetail", {"id": "1", "info": {"status": "Done"}, "address": None}) != []
