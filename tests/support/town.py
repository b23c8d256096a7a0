"""The whole service for stories: an operator, a customer with servers of their own, and the workers between them."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from tests.support.blueprints import INFO
from tests.support.bodies import CHANGE_REQUEST, SMALL_ORDER
from tests.support.desk import DeskClient
from tests.support.integrate import IntegrateClient
from tests.support.raw_server import RawServer
from tests.support.receiver import Receiver

from planroom.infra.jobs.context import JobContext
from planroom.infra.jobs.draining import Drained, drain

PATIENCE_SECONDS = 240.0
"""A bound for the broken case, not a measure."""


@dataclass
class Town:
    """A customer, an operator and the service between them."""

    desk: DeskClient
    company: IntegrateClient
    context: JobContext
    sources: RawServer
    receiver: Receiver

    def place(self, *paths: str, **changes: Any) -> str:  # noqa: ANN401 — fields of the body
        """Place an order for drawings on the customer's server and give its id."""
        urls = [path if "://" in path else self.sources.url + path for path in paths]
        reply = self.company.post("/orders", {**SMALL_ORDER, "info": INFO, "source": urls, **changes})
        assert reply.status_code == 200, reply.text
        assert reply.json()["info"]["status"] == "Pending"
        return str(reply.json()["id"])

    def work(self, *, hurry: bool = False, failures_allowed: bool = False) -> Drained:
        """Let the workers do what is due; with ``hurry`` also what is put off. A job that fails fails the test."""
        return drain(self.context, hurry=hurry, failures_allowed=failures_allowed, timeout_seconds=PATIENCE_SECONDS)

    def order(self, order_id: str) -> dict[str, Any]:
        """Look at an order as its customer."""
        found: dict[str, Any] = self.company.get(f"/orders/{order_id}").json()
        return found

    def status(self, order_id: str) -> str:
        """Tell where an order stands."""
        return str(self.order(order_id)["info"]["status"])

    def plans(self, order_id: str) -> dict[str, list[str]]:
        """List the addresses of an order's files."""
        found: dict[str, list[str]] = self.order(order_id)["delivery_assets"]["listing_floorplans"]
        return found

    def files(self, order_id: str) -> dict[str, bytes]:
        """Fetch every file of an order by its address."""
        return {address: self.fetch(address) for group in self.plans(order_id).values() for address in group}

    def fetch(self, address: str) -> bytes:
        """Fetch a file as anybody can."""
        reply = self.desk.open("GET", address)
        assert reply.status_code == 200, address
        return reply.content

    def ask_for_changes(self, order_id: str, **changes: Any) -> str:  # noqa: ANN401 — fields of the body
        """Ask for a correction and give its id."""
        reply = self.company.post(f"/orders/{order_id}/change-requests", {**CHANGE_REQUEST, **changes})
        assert reply.json().keys() == {"id", "message"}, reply.text
        assert reply.json()["message"] == "change request sent successfully!"
        return str(UUID(reply.json()["id"]))

    def told(self, order_id: str) -> list[tuple[str, str]]:
        """List what the customer's server was told of an order, as (previous status, current status)."""
        calls = [call.body for call in self.receiver.calls if call.body["id"] == order_id]
        return [(body["previous_status"], body["current_status"]) for body in calls]
