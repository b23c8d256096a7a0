"""The real server of the measurements: Granian, one process."""

import http.client
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

from planroom.infra.settings import Settings, environment_for

START_SECONDS = 60


@dataclass(frozen=True)
class Server:
    """A running server: its port, and the process that started its workers."""

    port: int
    process_id: int

    def cpu_seconds(self) -> float:
        """Give the processor time that the server has used so far."""
        parent = psutil.Process(self.process_id)
        used = [process.cpu_times() for process in (parent, *parent.children(recursive=True))]
        return sum(times.user + times.system for times in used)


@contextmanager
def served(settings: Settings, log: Path) -> Iterator[Server]:
    """Serve ``tests.load.floor_app``; what the server logs goes to a file, as in earnest."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port: int = free.getsockname()[1]
    command = [sys.executable, "-m", "granian", "tests.load.floor_app:create", "--factory", "--interface", "asgi"]
    options = ["--host", "127.0.0.1", "--port", str(port), "--workers", "1", "--http", "1", "--no-ws"]
    with log.open("wb") as output:
        process = subprocess.Popen(  # noqa: S603 — our own program
            [*command, *options, "--log-level", "warning"], env=environment_for(settings), stdout=output, stderr=output
        )
        try:
            _wait_until_alive(process, port, log)
            yield Server(port, process.pid)
        finally:
            process.terminate()
            process.wait(START_SECONDS)


def get(port: int, path: str, api_key: str) -> bytes:
    """Make one call and give the body; RuntimeError for any answer but 200."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=START_SECONDS)
    connection.request("GET", path, headers={"api-key": api_key})
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    if answer.status != http.HTTPStatus.OK:
        message = f"GET {path}: {answer.status} {body[:300]!r}"
        raise RuntimeError(message)
    return body


def _wait_until_alive(process: "subprocess.Popen[bytes]", port: int, log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while process.poll() is None and time.monotonic() < deadline:
        try:
            get(port, "/health/live", "")
        except (OSError, http.client.HTTPException):
            time.sleep(0.1)
        else:
            return
    message = f"the server did not start:\n{log.read_text()}"
    raise RuntimeError(message)
