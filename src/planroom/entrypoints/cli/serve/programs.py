"""What ``serve`` and ``worker`` start: each program as a command of its own."""

import sys
from dataclasses import dataclass

from planroom.infra.settings import Settings

# By name: the command line imports neither the API nor the worker (architecture section 3).
API_FACTORY = "planroom.entrypoints.asgi:create"
WORKER_MODULE = "planroom.entrypoints.worker"

SWITCHES = ("--factory", "--no-ws", "--respawn-failed-workers")
STOP_REQUESTS_SECONDS = 10
HEADER_READ_MILLISECONDS = 10_000


@dataclass(frozen=True, slots=True)
class Program:
    """A process to be kept running: its name in messages, and its command."""

    name: str
    command: tuple[str, ...]


def api_program(settings: Settings, address: str, port: int) -> Program:
    """Give the API: Granian with the number of processes that the settings ask for.

    A request that is being answered when the end comes has 10 s; a client that sends its headers slower than that is
    dropped.
    """
    options = {
        "--interface": "asgi",
        "--host": address,
        "--port": port,
        "--workers": settings.processes,
        "--http": "1",
        "--backlog": 2048,
        "--http1-header-read-timeout": HEADER_READ_MILLISECONDS,
        "--workers-kill-timeout": STOP_REQUESTS_SECONDS,
        "--log-level": "warning",
    }
    words = (str(word) for option in options.items() for word in option)
    return Program("API", (sys.executable, "-m", "granian", API_FACTORY, *words, *SWITCHES))


def worker_programs(settings: Settings) -> list[Program]:
    """Give the workers, as many as the settings ask for."""
    command = (sys.executable, "-m", WORKER_MODULE)
    return [Program(f"worker {number}", command) for number in range(1, settings.workers + 1)]
