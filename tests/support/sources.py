"""A customer's file server on the loopback, which may misbehave at every address in another way."""

import contextlib
import socket
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from tests.support.raw_server import Behaviour, RawServer, raw_server, reply, saying

MEBIBYTE = 1024 * 1024


def file(content: bytes) -> Behaviour:
    """Answer with a file."""
    return saying(reply(content, content_type="image/png"))


def status(line: str) -> Behaviour:
    """Answer with a status and no file."""
    return saying(reply(b"no", line))


def redirect(to: str) -> Behaviour:
    """Send the caller elsewhere."""
    return saying(reply(b"", "302 Found", location=to))


def stream(size_bytes: int) -> Behaviour:
    """Send so many bytes without saying before how many it will be."""

    def send(connection: socket.socket, _request: bytes) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n")
        for _ in range(size_bytes // MEBIBYTE):
            connection.sendall(b"\x89PNG" * (MEBIBYTE // 4))

    return send


def silence(connection: socket.socket, _request: bytes) -> None:
    """Take the request and say nothing until the caller hangs up."""
    with contextlib.suppress(OSError):
        connection.recv(1)


class Flaky:
    """Fails so many times with 503, then gives the file."""

    def __init__(self, failures: int, content: bytes) -> None:
        self._failures = failures
        self._file = file(content)

    def __call__(self, connection: socket.socket, request: bytes) -> None:
        self._failures -= 1
        (status("503 Service Unavailable") if self._failures >= 0 else self._file)(connection, request)


@contextmanager
def serving_sources(addresses: Mapping[str, Behaviour]) -> Iterator[RawServer]:
    """Serve each path by its behaviour and all others with 404."""

    def behave(connection: socket.socket, request: bytes) -> None:
        path = request.split(b" ", 2)[1].decode().partition("?")[0]
        addresses.get(path, status("404 Not Found"))(connection, request)

    with raw_server(behave) as server:
        yield server
