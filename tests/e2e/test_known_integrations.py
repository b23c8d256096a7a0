"""The two integrations that we know of, as stories: what they call, in the order in which they call it (issue of the
whole interface; contract mark [C]).
"""

from collections.abc import Callable
from typing import Any

import httpx
import msgspec
import pytest
from tests.support.blueprints import INFO
from tests.support.bodies import SMALL_ORDER
from tests.support.clock import FixedClock
from tests.support.integrate import IntegrateClient
from tests.support.receiver import Received
from tests.support.town import Town

SECONDS_IN_A_DAY = 86_400
DRAFT: dict[str, Any] = {
    "street": "North Washington Avenue",
    "suite": "",
    "city": "Minneapolis",
    "state": "MN",
    "postalCode": "55401",
    "country": "United States",
    "owner_email": "manager@example.com",
    "external_id": "shoot/2026/11/24",
    "info": "",
    "package_type": "plus",
}


def _escaped(body: object) -> bytes:
    """Write JSON as the one client does whose serialiser escapes slashes."""
    return msgspec.json.encode(body).replace(b"/", rb"\/")


def _plain(body: object) -> bytes:
    return msgspec.json.encode(body)


def _walk_to(company: IntegrateClient, external_id: str) -> dict[str, Any]:
    """Find an order as the first integration does: along ``next_offset``, 50 rows at a time."""
    offset: int | None = 0
    while offset is not None:
        page = company.get("/orders", limit=50, offset=offset).json()
        for row in page["items"]:
            if row["info"]["external_id"] == external_id:
                found: dict[str, Any] = row
                return found
        offset = page["pagination"]["next_offset"]
    pytest.fail(f"no order has the external id {external_id}")


@pytest.mark.parametrize("write", [_plain, _escaped], ids=["plain slashes", "escaped slashes"])
def test_a_photographers_suite_drafts_waits_for_ready_and_fetches_inside_the_call(
    town: Town, clock: FixedClock, write: Callable[[object], bytes]
) -> None:
    hook = {
        "webhook_urls": [f"{town.receiver.url}/hook?site=1"],
        "webhook_triggers": ["moved_to_draft", "moved_to_pending", "moved_to_ready", "moved_to_fixing"],
    }
    assert town.company.send("PATCH", "/companies/webhook", write(hook)).json() == hook

    body = {key: value for key, value in DRAFT.items() if value != ""}
    once = {"idempotency-key": "shoot-1"}
    made = town.company.post_raw("/orders/draft", write(body), once)
    again = town.company.post_raw("/orders/draft", write(body), once)
    assert made.status_code == again.status_code == 200, made.text
    assert (made.json()["id"], made.json()["info"]["status"]) == (again.json()["id"], "Draft")
    for number in range(60):
        town.company.post("/orders/draft", {**body, "external_id": f"other/{number}"})
    assert _walk_to(town.company, DRAFT["external_id"])["id"] == made.json()["id"]

    ready: list[dict[str, Any]] = []

    def fetch_at_once(call: Received) -> int:
        if call.body["current_status"] == "Ready":
            ready.append(town.order(call.body["id"]))
        return 200

    town.receiver.answer = fetch_at_once
    order_id = made.json()["id"]
    drawing = {"source": f"{town.sources.url}/house.png"}
    submitted = town.company.post_raw(f"/orders/draft/{order_id}/submit", write(drawing))
    assert (submitted.status_code, submitted.json()["info"]["status"]) == (200, "Pending"), submitted.text
    town.work()

    assert ready
    plans = ready[0]["delivery_assets"]["listing_floorplans"]
    kept = {
        address: town.fetch(address) for key in ("pdf_urls_dim", "pdf_urls", "jpg_urls_dim") for address in plans[key]
    }
    assert [content[:4] for content in kept.values()] == [b"%PDF", b"%PDF", b"\xff\xd8\xff\xe0"]
    clock.advance(9 * SECONDS_IN_A_DAY)
    assert {address: town.fetch(address) for address in kept} == kept, "stored addresses work days later"
    assert town.told(order_id)[:3] == [("New", "Draft"), ("Draft", "Pending"), ("Pending", "Ready")]
    # The home report is not produced yet; that integration reads it from here as soon as it is.
    assert ready[0]["delivery_assets"]["home_report"] in (None, {"pdf_urls": []})


def test_an_archive_checks_its_key_and_downloads_every_order(town: Town) -> None:
    assert town.company.get("/companies/info").json()["profile"]["name"] == "Example Homes"
    assert town.company.with_key("pk_live_mistyped").get("/companies/info").status_code == 401
    placed = {town.place("/house.png"), town.place("/house.png", info=INFO, external_id="second")}
    town.work()

    rows = town.company.get("/orders", limit=100).json()["items"]
    assert {row["id"] for row in rows} == placed
    for row in rows:
        order = town.order(row["id"])
        assert len(town.files(row["id"])) == 10
        combined = town.company.get(f"/orders/{order['id']}/combined-pdf")
        assert _is_pdf(combined)


def test_an_order_that_was_never_delivered_has_no_combined_pdf(town: Town) -> None:
    order_id = town.company.post("/orders", SMALL_ORDER).json()["id"]

    reply = town.company.get(f"/orders/{order_id}/combined-pdf")
    assert (reply.status_code, reply.json()["code"]) == (409, "order_not_delivered")


def _is_pdf(reply: httpx.Response) -> bool:
    return (reply.status_code, reply.headers["content-type"], reply.content[:5]) == (200, "application/pdf", b"%PDF-")
