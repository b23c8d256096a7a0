"""What counts as received, and when a call that failed is tried again (contract 2.3)."""

from enum import StrEnum


class DeliveryState(StrEnum):
    """Where one delivery stands. A delivery that is not waiting is finished, one way or the other."""

    WAITING = "waiting"
    DELIVERED = "delivered"
    GIVEN_UP = "given_up"


class Cause(StrEnum):
    """Why a delivery job was queued; stored with attempts, so never renamed.

    A delivery is looked at when it is published and again when its predecessor is finished, whichever comes to it in
    turn; later attempts are retries.
    """

    PUBLISHED = "published"
    TURN = "turn"
    RETRY = "retry"


# Seconds before the second and the third attempt. The last one serves any further attempts that a setting allows.
RETRY_DELAYS_SECONDS = (60.0, 600.0)
# A delay is stretched by up to this share, so that the calls of an outage do not all come back at once.
JITTER = 0.2
# Characters of an answer that are kept in the log.
KEPT_ANSWER_CHARACTERS = 1000


def is_success(status: int | None) -> bool:
    """Say whether a receiver's answer counts as received: any 2xx."""
    return status is not None and 200 <= status < 300  # noqa: PLR2004 — the class of HTTP statuses itself


def retry_delay_seconds(attempts_made: int, attempts_allowed: int, chance: float) -> float | None:
    """Give the pause before the next attempt in seconds, or None when it is time to give up.

    ``attempts_made`` is at least 1; ``chance`` between 0 and 1 picks the place inside the jitter.
    """
    if attempts_made >= attempts_allowed:
        return None
    delay = RETRY_DELAYS_SECONDS[min(attempts_made, len(RETRY_DELAYS_SECONDS)) - 1]
    return delay * (1 + JITTER * chance)


def kept_answer(body: bytes) -> str:
    """Give the part of an answer that the log keeps: readable text without the character that no database takes."""
    return body.decode("utf-8", "replace").replace("\x00", "")[:KEPT_ANSWER_CHARACTERS]
