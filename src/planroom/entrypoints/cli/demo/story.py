"""The story: an order, a floor plan, a change request, the corrected plan, and the customer told at each step."""

from dataclasses import dataclass
from typing import Any

import httpx

from planroom.entrypoints.cli.demo.callers import Caller
from planroom.entrypoints.cli.demo.customer_server import CustomerServer
from planroom.entrypoints.cli.demo.drawing import DemoDrawing
from planroom.entrypoints.cli.demo.screen import Screen, StoryStopped
from planroom.entrypoints.cli.demo.service_log import ServiceLog

DELIVERY_LIMIT_SECONDS = 180
WEBHOOK_LIMIT_SECONDS = 30
TRIGGERS = ["moved_to_pending", "moved_to_ready", "moved_to_fixing", "moved_to_failed"]


@dataclass
class Story:
    """Tells the story: ``customer`` and ``operator`` call the service, ``server`` is the customer's own."""

    screen: Screen
    customer: Caller
    operator: Caller
    server: CustomerServer
    drawing: DemoDrawing
    log: ServiceLog
    shown_calls: int = 0

    def tell(self) -> dict[str, Any]:
        """Run every step; returns the order as it stands at the end."""
        self._register_webhook()
        order = self._order_from_the_blueprint()
        first = self._wait_for_ready(order["id"], calls=3)
        self._show_files(first)
        request_id = self._ask_for_a_change(order["id"])
        self._correct_and_close(order["id"], request_id)
        second = self._wait_for_ready(order["id"], calls=5)
        self._show_files(second)
        self._accept_the_answer(order["id"], request_id)
        self._prove_that_old_files_stay(first, second)
        self._show_all_calls()
        return second

    def _register_webhook(self) -> None:
        self.screen.step("The customer registers a webhook")
        body = {"webhook_urls": [self.server.webhook_url], "webhook_triggers": TRIGGERS}
        self.customer.call("PATCH", "/companies/webhook", body)
        self.screen.say(f"receiver: {self.server.webhook_url}")

    def _order_from_the_blueprint(self) -> dict[str, Any]:
        self.screen.step("The customer orders a floor plan from a blueprint")
        self.screen.say(f"source: {self.server.blueprint_url}  ({self.drawing.title})")
        body = {**self.drawing.address, "source": self.server.blueprint_url, "info": self.drawing.info}
        order: dict[str, Any] = self.customer.call("POST", "/orders", {**body, "external_id": "DEMO-1"})
        self.screen.say(f"order {order['id']} is [bold]{order['info']['status']}[/]")
        return order

    def _wait_for_ready(self, order_id: str, *, calls: int) -> dict[str, Any]:
        self.screen.step("The worker reads, checks and draws")

        def look() -> dict[str, Any] | None:
            order: dict[str, Any] = self.customer.call("GET", f"/orders/{order_id}", quiet=True)
            if order["issues"]:
                message = f"the order has an issue: {order['issues'][-1]['message']}"
                raise StoryStopped(message)
            return order if order["info"]["status"] == "Ready" else None

        order = self.screen.wait_for(
            "the order is Ready", look, limit_seconds=DELIVERY_LIMIT_SECONDS, steps=self.log.new_steps
        )
        self._wait_for_calls(calls)
        return order

    def _ask_for_a_change(self, order_id: str) -> str:
        self.screen.step("The customer asks for a change")
        self.screen.say(f"“{self.drawing.request}”")
        body = {"products": ["products_2d"], "text": self.drawing.request, "img_urls": ["string"]}
        reply = self.customer.call("POST", f"/orders/{order_id}/change-requests", body)
        self.screen.say(f"reply: {reply}")
        order = self.customer.call("GET", f"/orders/{order_id}")
        self.screen.say(f"order is [bold]{order['info']['status']}[/]")
        self._wait_for_calls(4)
        return str(reply["id"])

    def _correct_and_close(self, order_id: str, request_id: str) -> None:
        self.screen.step("The production desk corrects the model and closes the request")
        waiting = self.operator.call("GET", "/queue")
        self.screen.say(f"{len(waiting['items'])} order(s) wait at the desk")
        self.operator.call("POST", f"/orders/{order_id}/claim")
        model = self.operator.call("GET", f"/orders/{order_id}/model")
        edits = self.drawing.edits_for(model["plan"])
        for edit in edits:
            self.screen.say("[dim]edit[/]  " + "  ".join(f"{key}={value}" for key, value in edit.items()))
        self.operator.call("POST", f"/orders/{order_id}/edits", {"version": model["version"], "edits": edits})
        answer = {"status": "done", "reply": "Rooms named as on the drawing, wall moved."}
        self.operator.call("POST", f"/change-requests/{request_id}/close", answer)

    def _accept_the_answer(self, order_id: str, request_id: str) -> None:
        self.screen.step("The customer reads what changed and accepts the answer")
        path = f"/orders/{order_id}/change-requests/{request_id}"
        answered = self.customer.call("GET", path)
        self.screen.say(f"{answered['status']} in version {answered['version']}: “{answered['reply']}”")
        for sentence in answered["changes"]["summary"]:
            self.screen.say(sentence)
        self.customer.call("POST", f"{path}/accept")

    def _wait_for_calls(self, count: int) -> None:
        def look() -> bool | None:
            return len(self.server.calls) >= count or None

        self.screen.wait_for("the customer's server was told", look, limit_seconds=WEBHOOK_LIMIT_SECONDS)
        for call in self.server.calls[self.shown_calls :]:
            self.screen.say(_webhook_line(call))
        self.shown_calls = len(self.server.calls)

    def _show_files(self, order: dict[str, Any]) -> None:
        files = order["delivery_assets"]["listing_floorplans"]
        self.screen.say(f"version {order['version']}, model {order['model_id']}")
        for name, urls in files.items():
            for url in urls or ["—"]:
                self.screen.say(f"{name:<13} {url}")

    def _prove_that_old_files_stay(self, first: dict[str, Any], second: dict[str, Any]) -> None:
        self.screen.step("The old links still serve the old version")
        old, new = (order["delivery_assets"]["listing_floorplans"]["png_urls"][0] for order in (first, second))
        contents = [httpx.get(url, trust_env=False).raise_for_status().content for url in (old, new)]
        if old == new or contents[0] == contents[1]:
            message = "the corrected plan did not get files of its own"
            raise StoryStopped(message)
        self.screen.say(f"old  {len(contents[0]):>7} bytes  {old}")
        self.screen.say(f"new  {len(contents[1]):>7} bytes  {new}")

    def _show_all_calls(self) -> None:
        self.screen.step("Every webhook call that the customer received, in order")
        for number, call in enumerate(self.server.calls, 1):
            self.screen.say(f"{number}. {_webhook_line(call)}")


def _webhook_line(call: dict[str, Any]) -> str:
    moved = f"{call['previous_status']} → [bold]{call['current_status']}[/]"
    return f"[magenta]webhook[/] {moved}  {call['delivery_type']}  {call['product_type']}  model {call['model_id']}"
