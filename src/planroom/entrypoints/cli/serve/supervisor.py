"""Keeps programs running until it is told to stop: starts them, restarts what dies, stops them in order.

A program that dies is started again after a pause that grows each time. One that dies again and again within a minute
is broken: then everything stops with exit status 1, so that whoever watches over us hears of it.
"""

import ctypes
import os
import signal
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from planroom.entrypoints.cli.output import say
from planroom.entrypoints.cli.serve.programs import Program

POLL_SECONDS = 0.1
STOP_SECONDS = 45  # workers let running jobs finish for 30 s, and then need a moment
DEATHS_ALLOWED = 5
DEATHS_WITHIN_SECONDS = 60
PAUSES_SECONDS = (0.5, 1, 2, 4, 8)
_PR_SET_PDEATHSIG = 1


@dataclass
class Supervised:
    """One program and the process that runs it now; ``start_at`` is when it is due to be started (again)."""

    program: Program
    process: subprocess.Popen[bytes] | None = None
    start_at: float = 0.0
    deaths: deque[float] = field(default_factory=lambda: deque(maxlen=DEATHS_ALLOWED))


class Supervisor:
    """Runs ``programs`` in ``environment``; ``each_round`` is called about ten times a second while they run."""

    def __init__(
        self, programs: Sequence[Program], environment: Mapping[str, str], each_round: Callable[[], None] | None = None
    ) -> None:
        """Hold what is to be run; nothing is started yet."""
        self._all = [Supervised(program) for program in programs]
        self._environment = environment
        self._each_round = each_round or (lambda: None)
        self._told_to_stop = threading.Event()

    def run(self) -> int:
        """Run until SIGINT or SIGTERM (exit status 0) or until a program cannot be kept alive (1).

        A second signal ends the programs at once instead of waiting for what they are doing.
        """
        before = {number: signal.signal(number, self._stop) for number in (signal.SIGINT, signal.SIGTERM)}
        try:
            return self._keep_running()
        finally:
            self._stop_all()
            for number, handler in before.items():
                signal.signal(number, handler)

    def _stop(self, _number: int, _frame: object) -> None:
        if self._told_to_stop.is_set():
            for process in self._running():
                _kill_family(process)
        self._told_to_stop.set()

    def _running(self) -> list[subprocess.Popen[bytes]]:
        return [one.process for one in self._all if one.process is not None]

    def _keep_running(self) -> int:
        while not self._told_to_stop.is_set():
            now = time.monotonic()
            for supervised in self._all:
                if not self._keep_alive(supervised, now):
                    return 1
            self._each_round()
            self._told_to_stop.wait(POLL_SECONDS)
        return 0

    def _keep_alive(self, supervised: Supervised, now: float) -> bool:
        process = supervised.process
        if process is not None and process.poll() is not None:
            _kill_family(process)
            supervised.process = None
            supervised.deaths.append(now)
            recent = [death for death in supervised.deaths if now - death < DEATHS_WITHIN_SECONDS]
            if len(recent) == DEATHS_ALLOWED:
                say(f"The {supervised.program.name} died {DEATHS_ALLOWED} times in a minute; its last words are above.")
                return False
            supervised.start_at = now + PAUSES_SECONDS[len(recent) - 1]
            say(f"The {supervised.program.name} ended with status {process.returncode}; it is started again.")
        if supervised.process is None and now >= supervised.start_at:
            supervised.process = self._start(supervised.program)
        return True

    def _start(self, program: Program) -> subprocess.Popen[bytes]:
        # A session of its own: Ctrl-C in a terminal reaches us alone, and its children can be found when it is gone.
        return subprocess.Popen(  # noqa: S603 — our own programs
            program.command,
            env=dict(self._environment),
            stdin=subprocess.DEVNULL,
            stdout=sys.stderr,
            start_new_session=True,
            preexec_fn=_end_with_parent,  # noqa: PLW1509 — we have one thread, and it is this one
        )

    def _stop_all(self) -> None:
        running = self._running()
        for process in running:
            process.terminate()
        deadline = time.monotonic() + STOP_SECONDS
        for process in running:
            with suppress(subprocess.TimeoutExpired):
                process.wait(max(deadline - time.monotonic(), 0.1))
            _kill_family(process)
            process.wait()


def _kill_family(process: subprocess.Popen[bytes]) -> None:
    """End a program and every process that it started; a dead server's children would go on answering otherwise."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)


def _end_with_parent() -> None:
    """Have the kernel end this process when its parent dies, be it by kill -9; Linux only, elsewhere nothing."""
    if sys.platform == "linux":
        library: Any = ctypes.CDLL(None)
        library.prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
