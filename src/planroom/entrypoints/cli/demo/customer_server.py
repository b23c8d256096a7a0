"""The customer's own server: it hands out the blueprint and receives the webhook calls."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

WEBHOOK_PATH = "/webhooks/planroom"
BLUEPRINT_PATH = "/drawings/blueprint.png"


@dataclass
class CustomerServer:
    """A small HTTP server on loopback; ``calls`` are the webhook bodies in the order of their arrival."""

    base_url: str = ""
    calls: list[dict[str, Any]] = field(default_factory=list)

    @property
    def webhook_url(self) -> str:
        """Where this customer wants to be told."""
        return self.base_url + WEBHOOK_PATH

    @property
    def blueprint_url(self) -> str:
        """Where the drawing can be fetched."""
        return self.base_url + BLUEPRINT_PATH


@contextmanager
def customer_server(blueprint: bytes) -> Iterator[CustomerServer]:
    """Run the customer's server on a free port of loopback until the block ends."""
    customer = CustomerServer()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            found = self.path == BLUEPRINT_PATH
            self._answer(200 if found else 404, "image/png" if found else "text/plain", blueprint if found else b"")

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("content-length", "0")))
            customer.calls.append(json.loads(body))
            self._answer(200, "text/plain", b"thank you")

        def _answer(self, status: int, media_type: str, content: bytes) -> None:
            self.send_response(status)
            self.send_header("content-type", media_type)
            self.send_header("content-length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002, ANN401 — the signature is given
            """Keep quiet: the story prints what arrives."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    customer.base_url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield customer
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
