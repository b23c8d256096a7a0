"""Workers die by kill -9 at any moment, and no order is stuck and no call lost or out of order."""

import random
import time
from pathlib import Path
from typing import Any

import httpx
import msgspec
from tests.support.blueprints import INFO
from tests.support.command_line import run_planroom
from tests.support.raw_server import RawServer
from tests.support.receiver import Receiver
from tests.support.serving import serving

ORDERS = 6
KILLS = 5
LIMIT_SECONDS = 100
TRIGGERS = ["moved_to_pending", "moved_to_ready", "moved_to_fixing", "moved_to_failed"]
ADDRESS = {"street": "Washington Avenue", "city": "Minneapolis", "country": "United States"}


def _account(variables: dict[str, str]) -> dict[str, str]:
    made = run_planroom(
        "company", "create", "--name", "Acme", "--email", "a@example.com", "--json", variables=variables
    )
    return dict(made.answer)


def _statuses(customer: httpx.Client) -> list[str]:
    page = customer.get("/orders", params={"limit": 100}).raise_for_status().json()
    return [item["info"]["status"] for item in page["items"]]


def _calls_by_order(receiver: Receiver) -> dict[str, list[tuple[str, str]]]:
    calls: dict[str, list[tuple[str, str]]] = {}
    for call in list(receiver.calls):
        body: dict[str, Any] = call.body
        told = calls.setdefault(body["id"], [])
        moved = (body["previous_status"], body["current_status"])
        # At least once: a call whose answer died with the worker is made again.
        if moved not in told:
            told.append(moved)
    return calls


def test_every_order_becomes_ready_although_workers_are_killed(
    database_url: str, tmp_path: Path, sources: RawServer, receiver: Receiver
) -> None:
    chance = random.Random(6522)  # noqa: S311 — picks moments, guards nothing
    variables = {
        "PLANROOM_DATA": str(tmp_path / "data"),
        "PLANROOM_DATABASE_URL": database_url,
        "PLANROOM_ALLOW_PRIVATE_ADDRESSES": "true",
    }
    key = _account(variables)["api_key"]
    with (
        serving("--workers", "2", variables=variables) as service,
        httpx.Client(
            base_url=f"{service.url}/api/integrate/v3", headers={"api-key": key}, trust_env=False, timeout=30
        ) as customer,
    ):
        hook = {"webhook_urls": [f"{receiver.url}/hook"], "webhook_triggers": TRIGGERS}
        customer.patch("/companies/webhook", json=hook).raise_for_status()
        order = {**ADDRESS, "source": f"{sources.url}/house.png", "info": INFO}
        placed = {customer.post("/orders", json=order).raise_for_status().json()["id"] for _ in range(ORDERS)}
        killed = 0
        for _ in range(KILLS):
            time.sleep(chance.uniform(0.2, 1.5))
            killed += service.kill_workers()
        assert killed >= KILLS

        deadline = time.monotonic() + LIMIT_SECONDS
        expected = {order_id: [("New", "Pending"), ("Pending", "Ready")] for order_id in placed}
        while _calls_by_order(receiver) != expected and time.monotonic() < deadline:
            time.sleep(0.2)
        assert _statuses(customer) == ["Ready"] * ORDERS, msgspec.json.encode(customer.get("/orders").json())
        assert _calls_by_order(receiver) == expected
