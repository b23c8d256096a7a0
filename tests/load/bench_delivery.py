"""From POST to Ready: how long a customer waits for the demonstration's blueprint, on each database."""

import tempfile
import time
from collections.abc import Callable
from statistics import median

import httpx
from tests.load.databases import each_database
from tests.support.command_line import run_planroom
from tests.support.serving import serving

from planroom.entrypoints.cli.demo.customer_server import customer_server
from planroom.entrypoints.cli.demo.drawing import demo_drawing

ORDERS = 7
POLL_SECONDS = 0.02
LIMIT_SECONDS = 120


def run(report: Callable[[str], None] = print) -> None:
    """Serve on each database, place orders one after the other, and report how long each took."""
    report(f"POST /orders to Ready for the demonstration's blueprint, {ORDERS} orders one after the other, one worker")
    for name, url in each_database():
        first, *others = measure(url)
        report(
            f"  {name:12} first {first:6.2f} s, then median {median(others):6.2f} s (least {min(others):.2f}, most "
            f"{max(others):.2f})"
        )


def measure(database_url: str) -> list[float]:
    """Give the seconds from POST to Ready of each order."""
    drawing = demo_drawing()
    with (
        tempfile.TemporaryDirectory(prefix="planroom-bench-") as data,
        customer_server(drawing.blueprint()) as customer,
    ):
        variables = {
            "PLANROOM_DATA": data,
            "PLANROOM_DATABASE_URL": database_url,
            "PLANROOM_ALLOW_PRIVATE_ADDRESSES": "true",
        }
        words = ("company", "create", "--name", "Bench", "--email", "bench@example.com", "--json")
        key = run_planroom(*words, variables=variables).answer["api_key"]
        body = {**drawing.address, "source": customer.blueprint_url, "info": drawing.info}
        with (
            serving(variables=variables) as service,
            httpx.Client(
                base_url=f"{service.url}/api/integrate/v3", headers={"api-key": key}, trust_env=False
            ) as client,
        ):
            return [_seconds_to_ready(client, body) for _ in range(ORDERS)]


def _seconds_to_ready(client: httpx.Client, body: dict[str, str]) -> float:
    began = time.perf_counter()
    order = client.post("/orders", json=body).raise_for_status().json()
    while order["info"]["status"] != "Ready":
        if time.perf_counter() - began > LIMIT_SECONDS:
            message = f"not Ready after {LIMIT_SECONDS} s: {order['issues']}"
            raise RuntimeError(message)
        time.sleep(POLL_SECONDS)
        order = client.get(f"/orders/{order['id']}").raise_for_status().json()
    return time.perf_counter() - began
