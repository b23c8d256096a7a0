"""Merge requests on the wire (contract 3.1 and 3.8)."""

from typing import Annotated

import msgspec

from planroom.features.mergers.models import MergeEntry
from planroom.features.mergers.rules import MAX_MESSAGE_LENGTH, Direction, MergeState

SENT = "The merge request was sent to the managers of the company, if there is one with this address."
ACCEPTED = "Your users, offices and orders are part of the asking company now, and your company is closed."
DECLINED = "The merge request was declined. Nothing has moved."


class MergeRequestCreate(msgspec.Struct, frozen=True, kw_only=True):
    """A request to the company in which the person with the address ``email`` is a Manager."""

    email: Annotated[str, msgspec.Meta(min_length=1, max_length=254)]
    message: Annotated[str, msgspec.Meta(max_length=MAX_MESSAGE_LENGTH)] | None = None


class MergeRequestCreated(msgspec.Struct, frozen=True, kw_only=True):
    """The request was taken; the reply is the same whether or not the address is known."""

    id: str
    message: str = SENT


class MergeRequestAnswered(msgspec.Struct, frozen=True, kw_only=True):
    """What came of the answer."""

    id: str
    message: str


class MergeRequestRead(msgspec.Struct, frozen=True, kw_only=True):
    """A merge request that your company sent or received. ``company_name`` is that of the company that asked."""

    id: str
    direction: Direction
    status: MergeState
    company_name: str
    asked_by: str
    email: str
    message: str
    created_at: float
    expires_at: float
    completed_at: float | None


def merge_request_read(entry: MergeEntry) -> MergeRequestRead:
    """Show a request."""
    return MergeRequestRead(
        id=str(entry.id),
        direction=entry.direction,
        status=entry.state,
        company_name=entry.company_name,
        asked_by=entry.asked_by,
        email=entry.email,
        message=entry.message,
        created_at=entry.created_at.timestamp(),
        expires_at=entry.expires_at.timestamp(),
        completed_at=entry.finished_at.timestamp() if entry.finished_at else None,
    )
