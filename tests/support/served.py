"""The real server: Granian with the API, as ``planroom serve`` starts it."""

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

from planroom.infra.settings import Settings, environment_for

START_SECONDS = 60


@contextmanager
def served_api(settings: Settings, log: Path) -> Iterator[httpx.Client]:
    """Serve the API in a process of its own, on a free port; what it logs goes to ``log``."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "granian", "planroom.entrypoints.asgi:create", "--factory", "--interface", "asgi"]
    options = ["--host", "127.0.0.1", "--port", str(port), "--http", "1", "--no-ws", "--log-level", "warning"]
    with log.open("wb") as output:
        process = subprocess.Popen(  # noqa: S603 — our own program
            [*command, *options], env=environment_for(settings), stdout=output, stderr=output
        )
        try:
            with httpx.Client(base_url=f"http://127.0.0.1:{port}", trust_env=False, timeout=START_SECONDS) as client:
                _wait_until_alive(client, process, log)
                yield client
        finally:
            process.terminate()
            process.wait(START_SECONDS)


def _wait_until_alive(client: httpx.Client, process: "subprocess.Popen[bytes]", log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while process.poll() is None and time.monotonic() < deadline:
        try:
            client.get("/health/live").raise_for_status()
        except httpx.HTTPError:
            time.sleep(0.05)
        else:
            return
    message = f"the server did not start:\n{log.read_text()}"
    raise RuntimeError(message)
