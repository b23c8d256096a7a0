"""What counts as received, and when a call that failed is tried again (contract 2.3)."""

from enum import StrEnum


class DeliveryState(StrEnum):
    """Where one delivery stands. A delivery that is not waiting is finished, one way or the other."""

    WAITING = "waiting"
    DELIVERED = "delivered"
    GIVEN_UP = "given_up"


# Seconds before the second and the third attempt. The last one serves any further attempts that a setting allows.
RETRY_DELAYS_SECONDS = (60.0, 600.0)
# A delay is stretched by up to this share, so that the calls of an outage do not all come back at once.
JITTER = 0.2


def is_success(status: int) -> bool:
    """Say whether a receiver's answer counts as received: any 2xx."""
    return 200 <= status < 300  # noqa: PLR2004 — the class of HTTP statuses itself


def retry_delay_seconds(attempts_made: int, attempts_allowed: int, chance: float) -> float | None:
    """Give the pause before the next attempt in seconds, or None when it is time to give up.

    ``chance`` between 0 and 1 picks the place inside the jitter.
    """
    if attempts_made >= attempts_allowed:
        return None
    delay = RETRY_DELAYS_SECONDS[min(attempts_made, len(RETRY_DELAYS_SECONDS)) - 1]
    return delay * (1 + JITTER * chance)
