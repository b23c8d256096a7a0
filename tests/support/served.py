"""The real server: Granian with the API, as ``planroom serve`` starts it."""

import contextlib
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

API = "planroom.entrypoints.asgi:create"
_START_SECONDS = 60


@dataclass(frozen=True)
class Served:
    """A running server: its port, and the process that started its workers."""

    port: int
    process_id: int

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def kill(self) -> None:
        """Kill every process of it with signal 9, as a machine does that loses its power."""
        server = psutil.Process(self.process_id)
        for process in [server, *server.children(recursive=True)]:
            with contextlib.suppress(psutil.NoSuchProcess):
                process.kill()


@contextmanager
def served(settings: Settings, log: Path, application: str = API) -> Iterator[Served]:
    """Serve ``application`` on a free port of the loopback, in as many processes as set; it logs to ``log``."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port: int = free.getsockname()[1]
    command = [sys.executable, "-m", "granian", application, "--factory", "--interface", "asgi", "--host", "127.0.0.1"]
    options = [
        "--port",
        str(port),
        "--workers",
        str(settings.processes),
        "--http",
        "1",
        "--no-ws",
        "--log-level",
        "warning",
    ]
    with log.open("wb") as output:
        process = subprocess.Popen(  # noqa: S603 — our own program
            [*command, *options], env=environment_for(settings), stdout=output, stderr=output
        )
        try:
            _wait_until_alive(process, port, log)
            yield Served(port, process.pid)
        finally:
            process.terminate()
            process.wait(_START_SECONDS)


def _wait_until_alive(process: "subprocess.Popen[bytes]", port: int, log: Path) -> None:
    deadline = time.monotonic() + _START_SECONDS
    while process.poll() is None and time.monotonic() < deadline:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=_START_SECONDS)
        try:
            connection.request("GET", "/health/live")
            if connection.getresponse().status == http.HTTPStatus.OK:
                return
        except (OSError, http.client.HTTPException):
            time.sleep(0.05)
        finally:
            connection.close()
    message = f"the server did not start:\n{log.read_text()}"
    raise RuntimeError(message)
