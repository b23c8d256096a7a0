"""The service under demonstration: ``planroom serve`` as a process of its own, the way everybody runs it."""

import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import httpx

from planroom.entrypoints.cli.demo.screen import Screen, StoryStopped
from planroom.entrypoints.cli.demo.service_log import ServiceLog

START_LIMIT_SECONDS = 60
STOP_LIMIT_SECONDS = 30


@dataclass(frozen=True)
class RunningService:
    """A service that answers at ``base_url``."""

    base_url: str
    process: subprocess.Popen[bytes]
    log: ServiceLog

    def wait(self) -> None:
        """Keep serving until the process ends."""
        self.process.wait()


def free_port(wanted: int) -> int:
    """Give ``wanted`` when nobody listens there, else any free port of loopback."""
    for port in (wanted, 0):
        with socket.socket() as probe, suppress(OSError):
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(("127.0.0.1", port))
            return int(probe.getsockname()[1])
    message = "no free port on 127.0.0.1"
    raise StoryStopped(message)


@contextmanager
def running_service(screen: Screen, environment: dict[str, str], base_url: str, log: Path) -> Iterator[RunningService]:
    """Start API and worker with the settings in ``environment``, wait until they are ready, stop them at the end.

    What they log goes to the file ``log``, which begins anew.
    """
    command = [sys.executable, "-m", "planroom", "serve"]
    with log.open("wb") as output:
        process = subprocess.Popen(command, env=environment, stdout=output, stderr=output)  # noqa: S603 — our own program
    service = RunningService(base_url, process, ServiceLog(log))
    try:
        screen.wait_for("API and worker are ready", lambda: _ready(service), limit_seconds=START_LIMIT_SECONDS)
        yield service
    finally:
        process.terminate()
        try:
            process.wait(STOP_LIMIT_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _ready(service: RunningService) -> bool | None:
    if service.process.poll() is not None:
        message = f"the service ended with exit status {service.process.returncode}; {service.log.path} says why"
        raise StoryStopped(message)
    try:
        return httpx.get(f"{service.base_url}/health/ready", trust_env=False).is_success or None
    except httpx.TransportError:
        return None
