"""One point in time at which a whole exchange is over, however its parts drag on."""

from collections.abc import Callable
from time import monotonic

from planroom.infra.outbound.port import OutboundCode, OutboundError


class Deadline:
    """A moment ``seconds`` from now."""

    def __init__(self, seconds: float, now: Callable[[], float] = monotonic) -> None:
        """Start the time."""
        self._now = now
        self._started = now()
        self._seconds = seconds

    @property
    def elapsed_seconds(self) -> float:
        """How much time has passed."""
        return self._now() - self._started

    def remaining_seconds(self) -> float:
        """Give what is left, always more than 0; raises OutboundError ``timed_out`` when nothing is."""
        left = self._seconds - self.elapsed_seconds
        if left <= 0:
            raise self.error()
        return left

    def error(self) -> OutboundError:
        """Make the error that says the time is up."""
        return OutboundError(OutboundCode.TIMED_OUT, f"No complete answer came within {self._seconds:g} seconds.")
