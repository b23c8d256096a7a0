"""A customer's server: a real HTTP receiver on the loopback that remembers what it was told and can fail."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, NamedTuple

import msgspec


class Received(NamedTuple):
    """One call as it arrived."""

    path: str
    headers: dict[str, str]
    body: dict[str, Any]


Answer = Callable[[Received], int]


class Receiver:
    """Remembers calls in the order of their arrival; ``answer`` decides the status, 200 unless told otherwise."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.calls: list[Received] = []
        self.answer: Answer = lambda _: 200
        self._lock = threading.Lock()

    def take(self, call: Received) -> int:
        with self._lock:
            self.calls.append(call)
        return self.answer(call)


@contextmanager
def running_receiver() -> Iterator[Receiver]:
    """Run a receiver on a free port."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler)
    receiver = Receiver(f"http://127.0.0.1:{server.server_port}")

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            headers = {name.lower(): value for name, value in self.headers.items()}
            status = receiver.take(Received(self.path, headers, msgspec.json.decode(body)))
            self.send_response(status)
            self.send_header("content-length", "2")
            self.end_headers()
            self.wfile.write(b"ok")

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server.RequestHandlerClass = Handler
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield receiver
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
