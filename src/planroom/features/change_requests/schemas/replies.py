"""How change requests and their parts are shown to customers."""

from typing import Any

import msgspec

from planroom.features.change_requests.models import (
    ChangeRequestImage,
    ChangeRequestItem,
    Comment,
    FullChangeRequest,
    HistoryEntry,
)
from planroom.features.change_requests.pictures import ENDINGS
from planroom.features.change_requests.rules import (
    ChangeRequestStatus,
    HistoryEvent,
    ImageState,
    ItemKind,
    ItemState,
    Side,
)
from planroom.features.change_requests.schemas.requests import PlaceBox, PlacePoint
from planroom.features.deliverables.rules import ProductRange

SENT = "change request sent successfully!"
"""The reply that the contract prescribes to the letter."""

PRODUCTION = "production"
"""Who the customer reads of when the desk did something: not which person."""


class ChangeRequestCreated(msgspec.Struct, frozen=True, kw_only=True):
    """The change request was taken."""

    id: str
    message: str = SENT


class ElementRead(msgspec.Struct, frozen=True, kw_only=True):
    """An element of the model near an item's place; ``distance_mm`` is 0 where the place touches it."""

    id: str
    kind: str
    name: str
    distance_mm: float


class ItemRead(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that was asked for, and its answer.

    ``points_to`` is what lay at its place in ``model_id``, the model that had been delivered when it was asked for.
    """

    id: str
    kind: ItemKind
    text: str
    floor: int | None
    point: PlacePoint | None
    box: PlaceBox | None
    state: ItemState
    reply: str | None
    model_id: str | None
    storey_id: str | None
    points_to: list[ElementRead]


class ImageRead(msgspec.Struct, frozen=True, kw_only=True):
    """An entry of ``img_urls``: ``waiting`` to be fetched, ``kept`` at ``kept_url``, or ``failed`` for a reason."""

    url: str
    state: ImageState
    kept_url: str | None
    message: str | None


class HistoryRead(msgspec.Struct, frozen=True, kw_only=True):
    """Something that happened to a change request. ``version`` is that of the files that answered it."""

    at: float
    by: str
    what: HistoryEvent
    text: str | None
    version: int | None


class ChangeRequestRead(msgspec.Struct, frozen=True, kw_only=True):
    """A change request. From the fourth of an order on, ``billable`` is true.

    ``changes`` says what differs between the model that was delivered before and the one that answers the request:
    ``summary`` in sentences, the rest by element. ``round`` counts the times that it was open, ``history`` keeps the
    replies of them all.
    """

    id: str
    order_id: str
    status: ChangeRequestStatus
    products: list[ProductRange]
    text: str
    img_urls: list[str]
    created_at: float
    created_by: str
    due_at: float
    completed_at: float | None
    model_id: str | None
    reply: str | None
    billable: bool
    items: list[ItemRead]
    version: int | None
    changes: dict[str, Any] | None
    images: list[ImageRead]
    started_at: float | None
    accepted_at: float | None
    round: int
    history: list[HistoryRead]


class CommentRead(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody says about a change request; ``by`` is ``production`` for all who work there."""

    id: str
    by: str
    text: str
    created_at: float


def change_request_read(full: FullChangeRequest, public_url: str) -> ChangeRequestRead:
    """Show a change request; an answer shows when it is complete."""
    asked = full.asked
    completed_at = asked.completed_at
    return ChangeRequestRead(
        id=str(asked.id),
        order_id=str(asked.order_id),
        status=asked.status,
        products=asked.products,
        text=asked.text,
        img_urls=asked.img_urls,
        created_at=asked.created_at.timestamp(),
        created_by=asked.created_by,
        due_at=asked.due_at.timestamp(),
        completed_at=completed_at.timestamp() if completed_at else None,
        model_id=str(asked.model_id) if asked.model_id else None,
        reply=asked.reply if completed_at else None,
        billable=asked.billable,
        items=[item_read(item) for item in full.items],
        version=asked.version,
        changes=asked.changes if completed_at else None,
        images=[image_read(image, public_url) for image in full.images],
        started_at=asked.started_at.timestamp() if asked.started_at else None,
        accepted_at=asked.accepted_at.timestamp() if asked.accepted_at else None,
        round=asked.round,
        history=[_history_read(entry) for entry in full.history],
    )


def item_read(item: ChangeRequestItem) -> ItemRead:
    """Show an item."""
    corners = [PlacePoint(x_mm=x, y_mm=y) for x, y in item.place or []]
    is_point = bool(corners) and corners[0] == corners[1]
    return ItemRead(
        id=str(item.id),
        kind=item.kind,
        text=item.text,
        floor=item.floor,
        point=corners[0] if is_point else None,
        box=PlaceBox(corner=corners[0], opposite=corners[1]) if corners and not is_point else None,
        state=item.state,
        reply=item.reply,
        model_id=str(item.model_id) if item.model_id else None,
        storey_id=item.storey_id,
        points_to=[ElementRead(**element) for element in item.points_to],
    )


def image_read(image: ChangeRequestImage, public_url: str) -> ImageRead:
    """Show an image with its address on this server."""
    kept = f"{public_url}{image_path(image)}" if image.token is not None else None
    return ImageRead(url=image.url, state=image.state, kept_url=kept, message=image.message)


def image_path(image: ChangeRequestImage) -> str:
    """Give the path at which a kept image is served for good."""
    return f"/change-request-images/{image.token}/{image_file_name(image)}"


def image_file_name(image: ChangeRequestImage) -> str:
    """Name a kept image by its place among those of its request, with the ending that its type has."""
    return f"image-{image.position + 1}.{ENDINGS.get(image.media_type or '', 'bin')}"


def comment_read(comment: Comment) -> CommentRead:
    """Show a comment to the customer."""
    return CommentRead(
        id=str(comment.id),
        by=_shown(comment.side, comment.written_by),
        text=comment.text,
        created_at=comment.created_at.timestamp(),
    )


def _history_read(entry: HistoryEntry) -> HistoryRead:
    return HistoryRead(
        at=entry.made_at.timestamp(),
        by=_shown(entry.side, entry.made_by),
        what=entry.what,
        text=entry.text,
        version=entry.version,
    )


def _shown(side: Side, name: str) -> str:
    return name if side is Side.CUSTOMER else PRODUCTION
