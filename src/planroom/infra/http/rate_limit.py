"""How many requests one key may send a minute, counted in this process.

Litestar's own limiter stores the moment of every request and encodes the whole history again for each; at 6,000 a
minute that costs more than the request. Here a key costs one number: the moment at which its allowance will be
whole again (the generic cell rate algorithm). It allows a burst of a full minute's allowance.
"""

import math
from collections import OrderedDict
from collections.abc import Callable
from time import monotonic
from typing import NamedTuple

WINDOW_SECONDS = 60.0
MAX_KEYS = 20_000


class Allowance(NamedTuple):
    """Whether a request may pass, and the figures of the ``RateLimit`` headers."""

    allowed: bool
    limit: int
    remaining: int
    reset_seconds: int
    retry_after_seconds: int


class RateLimiter:
    """Counts for up to 20,000 keys; the one unused for longest is forgotten first, to its favour."""

    def __init__(self, per_minute: int, seconds: Callable[[], float] = monotonic) -> None:
        """Allow ``per_minute`` requests of each key; ``seconds`` tells the time."""
        self._limit = per_minute
        self._interval = WINDOW_SECONDS / per_minute
        self._seconds = seconds
        self._whole_again_at: OrderedDict[int, float] = OrderedDict()

    @property
    def remembered_keys(self) -> int:
        """How many keys are being counted."""
        return len(self._whole_again_at)

    def take(self, key: str) -> Allowance:
        """Count one request of ``key``. Only a hash of the key is kept."""
        slot = hash(key)
        now = self._seconds()
        whole_again_at = max(self._whole_again_at.get(slot, now), now) + self._interval
        used_seconds = whole_again_at - now
        if used_seconds > WINDOW_SECONDS + self._interval / 2:
            wait = math.ceil(used_seconds - WINDOW_SECONDS)
            return Allowance(
                allowed=False,
                limit=self._limit,
                remaining=0,
                reset_seconds=math.ceil(used_seconds - self._interval),
                retry_after_seconds=wait,
            )
        self._whole_again_at[slot] = whole_again_at
        self._whole_again_at.move_to_end(slot)
        if len(self._whole_again_at) > MAX_KEYS:
            self._whole_again_at.popitem(last=False)
        return Allowance(
            allowed=True,
            limit=self._limit,
            remaining=round((WINDOW_SECONDS - used_seconds) / self._interval),
            reset_seconds=math.ceil(used_seconds),
            retry_after_seconds=0,
        )
