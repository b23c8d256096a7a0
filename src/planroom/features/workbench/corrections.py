"""How the production desk sees change requests: everything about the change, nothing about who asks for it."""

from typing import Annotated

import msgspec

from planroom.features.change_requests.models import ChangeRequest, Comment, HistoryEntry
from planroom.features.change_requests.rules import Closing, ItemState, Side
from planroom.features.change_requests.schemas.replies import (
    HistoryRead,
    ImageRead,
    ItemRead,
    image_read,
    item_read,
)
from planroom.features.change_requests.service.looking import ChangeRequestForDesk

CUSTOMER = "customer"
MAX_REPLY_LENGTH = 10_000

Reply = Annotated[str, msgspec.Meta(max_length=MAX_REPLY_LENGTH)]


class CommentOfWork(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody says about a change request; ``by`` is ``customer`` or the operator."""

    id: str
    by: str
    text: str
    created_at: float


class ChangeRequestOfWork(msgspec.Struct, frozen=True, kw_only=True):
    """What the customer wants changed. ``comments`` are the newest, oldest first; their own list holds them all."""

    id: str
    order_id: str
    status: str
    products: list[str]
    text: str
    img_urls: list[str]
    items: list[ItemRead]
    images: list[ImageRead]
    comments: list[CommentOfWork]
    history: list[HistoryRead]
    round: int
    due_at: float
    reply: str | None
    version: int | None
    is_being_drawn: bool


class ChangeRequestClose(msgspec.Struct, frozen=True, kw_only=True):
    """The answer to a change request; ``reply`` is what the customer reads.

    Items that are still open become ``done`` or ``declined`` with their request.
    """

    status: Closing
    reply: Reply | None = None


class ItemAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """The answer to one item; ``reply`` is what the customer reads beside it. The request itself stays open."""

    state: ItemState
    reply: Reply | None = None


class ChangeRequestAnswered(msgspec.Struct, frozen=True, kw_only=True):
    """A change request after its answer. It is ``in_progress`` while the corrected files are being drawn."""

    id: str
    order_id: str
    status: str
    reply: str | None
    completed_at: float | None


def change_request_of_work(found: ChangeRequestForDesk, public_url: str) -> ChangeRequestOfWork:
    """Show a change request to the desk."""
    asked = found.full.asked
    return ChangeRequestOfWork(
        id=str(asked.id),
        order_id=str(asked.order_id),
        status=asked.status,
        products=list(asked.products),
        text=asked.text,
        img_urls=list(asked.img_urls),
        items=[item_read(item) for item in found.full.items],
        images=[image_read(image, public_url) for image in found.full.images],
        comments=[comment_of_work(comment) for comment in found.comments],
        history=[_history(entry) for entry in found.full.history],
        round=asked.round,
        due_at=asked.due_at.timestamp(),
        reply=asked.reply,
        version=asked.version,
        is_being_drawn=asked.closing_delivery_id is not None,
    )


def comment_of_work(comment: Comment) -> CommentOfWork:
    """Show a comment to the desk."""
    return CommentOfWork(
        id=str(comment.id),
        by=_shown(comment.side, comment.written_by),
        text=comment.text,
        created_at=comment.created_at.timestamp(),
    )


def change_request_answered(answered: ChangeRequest) -> ChangeRequestAnswered:
    """Show a change request after its answer."""
    return ChangeRequestAnswered(
        id=str(answered.id),
        order_id=str(answered.order_id),
        status=answered.status,
        reply=answered.reply,
        completed_at=answered.completed_at.timestamp() if answered.completed_at else None,
    )


def _history(entry: HistoryEntry) -> HistoryRead:
    return HistoryRead(
        at=entry.made_at.timestamp(),
        by=_shown(entry.side, entry.made_by),
        what=entry.what,
        text=entry.text,
        version=entry.version,
    )


def _shown(side: Side, name: str) -> str:
    return CUSTOMER if side is Side.CUSTOMER else name
