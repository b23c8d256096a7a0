"""Servers that behave as badly as servers do: each connection is answered by a function of the test."""

import contextlib
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

_TLS_HANDSHAKE = b"\x16"

Behaviour = Callable[[socket.socket, bytes], None]
"""Gets the open connection and the request as it arrived; what it returns from is closed."""


@dataclass
class RawServer:
    """A server on a free port of the loopback."""

    port: int
    requests: list[bytes] = field(default_factory=list)
    stopping: threading.Event = field(default_factory=threading.Event)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"


def reply(body: bytes = b"", status: str = "200 OK", **headers: str) -> bytes:
    """Write a whole, well-behaved answer; header names are given with underscores."""
    fields = {"content_length": str(len(body)), "connection": "close"} | headers
    lines = [f"HTTP/1.1 {status}", *(f"{name.replace('_', '-')}: {value}" for name, value in fields.items())]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def saying(answer: bytes) -> Behaviour:
    """Send these bytes and hang up."""
    return lambda connection, _request: connection.sendall(answer)


@contextmanager
def raw_server(behaviour: Behaviour, tls: ssl.SSLContext | None = None) -> Iterator[RawServer]:
    """Run a server whose every connection is handled by ``behaviour`` on a thread of its own."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0.05)
        server = RawServer(listener.getsockname()[1])
        threads: list[threading.Thread] = []

        def accept() -> None:
            while not server.stopping.is_set():
                with contextlib.suppress(TimeoutError):
                    connection, _ = listener.accept()
                    threads.append(threading.Thread(target=_serve, args=(server, connection, behaviour, tls)))
                    threads[-1].start()

        acceptor = threading.Thread(target=accept)
        acceptor.start()
        try:
            yield server
        finally:
            server.stopping.set()
            acceptor.join()
            for thread in threads:
                thread.join()


def _serve(server: RawServer, connection: socket.socket, behaviour: Behaviour, tls: ssl.SSLContext | None) -> None:
    connection.settimeout(10)
    with contextlib.suppress(OSError):  # the other end hangs up on us: that is what the tests are about
        if tls is not None:
            connection = tls.wrap_socket(connection, server_side=True)
        with connection:
            request = _read_request(connection)
            server.requests.append(request)
            behaviour(connection, request)
    connection.close()


def _read_request(connection: socket.socket) -> bytes:
    received = b""
    while b"\r\n\r\n" not in received and (more := connection.recv(65536)):
        received += more
        if received[:1] == _TLS_HANDSHAKE:
            break  # a client that expects TLS waits for us
    head, _, body = received.partition(b"\r\n\r\n")
    length = next((int(line[15:]) for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:")), 0)
    while len(body) < length and (more := connection.recv(65536)):
        received += more
        body += more
    return received
