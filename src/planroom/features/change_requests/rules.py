"""Change requests: what they may be about, what they cost, when they are due (contract 3.5)."""

from datetime import timedelta
from enum import StrEnum

FREE_CHANGE_REQUESTS = 3
TURNAROUND = timedelta(hours=24)
MAX_TEXT_LENGTH = 10_000
MAX_PICTURES = 20
MAX_PICTURE_URL_LENGTH = 2000


class ChangeRequestStatus(StrEnum):
    """Where a change request stands, as the wire spells it (contract 2.4)."""

    OPEN = "open"
    IN_PROGRESS = "in_progress"
    DONE = "done"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class Closing(StrEnum):
    """How an operator can close a change request."""

    DONE = "done"
    DECLINED = "declined"


UNFINISHED = frozenset({ChangeRequestStatus.OPEN, ChangeRequestStatus.IN_PROGRESS})


def is_billable(made_before: int) -> bool:
    """Say whether a request costs something: the first three of an order are free."""
    return made_before >= FREE_CHANGE_REQUESTS
