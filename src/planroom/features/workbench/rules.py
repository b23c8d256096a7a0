"""Why an order waits for a person, by when, and how long a claim holds."""

from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID


class WorkReason(StrEnum):
    """Why an order waits for a person."""

    DRAFT_NEEDS_PERSON = "draft_needs_person"
    READING_FAILED = "reading_failed"
    DRAWING_FAILED = "drawing_failed"
    CHANGE_REQUEST = "change_request"


UNTIL_DELIVERED = (WorkReason.DRAFT_NEEDS_PERSON, WorkReason.READING_FAILED, WorkReason.DRAWING_FAILED)
"""Reasons that are gone when the order shows the files of a newer delivery."""

UNTIL_READ_AGAIN = (WorkReason.DRAFT_NEEDS_PERSON, WorkReason.READING_FAILED)
"""Reasons that are gone when sources of the order are read anew: the new draft speaks for itself."""

DUE_AFTER = timedelta(hours=24)
"""When work is due whose order does not say."""

CLAIM_LAPSES_AFTER = timedelta(hours=4)
"""How long a claim holds without any work on the order, so that one who went home blocks nobody."""


def open_key(reason: WorkReason, order_id: UUID, subject_id: UUID | None) -> str:
    """Name a piece of open work: there is at most one for the same reason and subject."""
    return f"{reason}:{order_id}:{subject_id or ''}"


def lapsed_before(now: datetime) -> datetime:
    """Give the moment before which a claim without work has lapsed."""
    return now - CLAIM_LAPSES_AFTER
