"""Something small that a process does again and again beside its work."""

from collections.abc import Callable
from threading import Event, Thread

import structlog

log = structlog.get_logger(__name__)


class Periodic:
    """Runs a step every ``seconds`` on a thread of its own, and once more when stopped; a failure is logged."""

    def __init__(self, name: str, seconds: float, step: Callable[[], None]) -> None:
        """Say what is done how often; nothing runs before ``start``."""
        self._name, self._seconds, self._step = name, seconds, step
        self._stopping = Event()
        self._thread = Thread(target=self._run, name=name, daemon=True)

    def start(self) -> None:
        """Begin to wait for the first time."""
        self._thread.start()

    def stop(self) -> None:
        """Run the step a last time and wait until it is over."""
        self._stopping.set()
        self._thread.join()

    def _run(self) -> None:
        stopping = False
        while not stopping:
            stopping = self._stopping.wait(self._seconds)
            try:
                self._step()
            except Exception:
                log.exception("periodic.failed", step=self._name)
