"""The tables of change requests and their parts, and the records read from them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

import sqlalchemy as sa

from planroom.features.change_requests.rules import (
    ChangeRequestStatus,
    HistoryEvent,
    ImageState,
    ItemKind,
    ItemState,
    Side,
)
from planroom.features.deliverables.rules import ProductRange
from planroom.floorplan.geometry.box import Box
from planroom.infra.database.base import metadata
from planroom.infra.database.types import Json, UtcTime, text_enum

change_requests = sa.Table(
    "change_requests",
    metadata,
    sa.Column("id", sa.Uuid(), primary_key=True),
    sa.Column("company_id", sa.Uuid(), sa.ForeignKey("companies.id"), nullable=False),
    sa.Column("order_id", sa.Uuid(), sa.ForeignKey("orders.id"), nullable=False),
    sa.Column("status", text_enum(ChangeRequestStatus, "status"), nullable=False),
    sa.Column("products", Json, nullable=False),
    sa.Column("text", sa.Text(), nullable=False),
    sa.Column("img_urls", Json, nullable=False),
    sa.Column("billable", sa.Boolean(), nullable=False),
    sa.Column("created_by", sa.Text(), nullable=False),
    sa.Column("created_at", UtcTime(), nullable=False),
    sa.Column("due_at", UtcTime(), nullable=False),
    # When somebody first began on it: one withdrawn before that costs nothing.
    sa.Column("started_at", UtcTime()),
    # Counts from 1; each time that the request is reopened begins the next round.
    sa.Column("round", sa.Integer(), nullable=False, server_default="1"),
    # The delivery that answers the request while it is being drawn; the request closes when it is done.
    sa.Column("closing_delivery_id", sa.Uuid(), index=True),
    # The delivery was asked for by somebody else before, and is wanted even if nobody asks for the change any more.
    sa.Column("closing_is_shared", sa.Boolean(), nullable=False, server_default=sa.text("false")),
    sa.Column("reply", sa.Text()),
    sa.Column("completed_at", UtcTime()),
    sa.Column("completed_by", sa.Text()),
    sa.Column("accepted_at", UtcTime()),
    sa.Column("model_id", sa.Uuid()),
    sa.Column("version", sa.Integer()),
    sa.Column("changes", Json),
    sa.CheckConstraint("(completed_at IS NULL) = (status IN ('open', 'in_progress'))", name="finished_has_a_time"),
    sa.Index("ix_change_requests_order_id_id", "order_id", "id"),
)

change_request_items = sa.Table(
    "change_request_items",
    metadata,
    sa.Column("id", sa.Uuid(), primary_key=True),
    sa.Column("company_id", sa.Uuid(), sa.ForeignKey("companies.id"), nullable=False),
    sa.Column("change_request_id", sa.Uuid(), sa.ForeignKey("change_requests.id"), nullable=False),
    sa.Column("position", sa.Integer(), nullable=False),
    sa.Column("kind", text_enum(ItemKind, "item_kind"), nullable=False),
    sa.Column("text", sa.Text(), nullable=False),
    sa.Column("floor", sa.Integer()),
    # Two opposite corners as (x, y) in millimetres; the same twice for a point.
    sa.Column("place", Json),
    # The model that had been delivered when the request was made, and what the place pointed at in it.
    sa.Column("model_id", sa.Uuid()),
    sa.Column("storey_id", sa.Text()),
    sa.Column("points_to", Json, nullable=False),
    sa.Column("state", text_enum(ItemState, "item_state"), nullable=False),
    sa.Column("reply", sa.Text()),
    sa.UniqueConstraint("change_request_id", "position"),
)

change_request_images = sa.Table(
    "change_request_images",
    metadata,
    sa.Column("id", sa.Uuid(), primary_key=True),
    sa.Column("company_id", sa.Uuid(), sa.ForeignKey("companies.id"), nullable=False),
    sa.Column("change_request_id", sa.Uuid(), sa.ForeignKey("change_requests.id"), nullable=False),
    sa.Column("position", sa.Integer(), nullable=False),
    sa.Column("url", sa.Text(), nullable=False),
    sa.Column("state", text_enum(ImageState, "image_state"), nullable=False),
    # Why it is not kept, in a sentence for the customer.
    sa.Column("message", sa.Text()),
    sa.Column("attempts", sa.Integer(), nullable=False),
    sa.Column("token", sa.String(64), unique=True),
    sa.Column("media_type", sa.String(100)),
    sa.Column("size", sa.Integer()),
    sa.Column("sha256", sa.String(64)),
    sa.Column("storage_key", sa.Text()),
    sa.UniqueConstraint("change_request_id", "position"),
)

change_request_comments = sa.Table(
    "change_request_comments",
    metadata,
    sa.Column("id", sa.Uuid(), primary_key=True),
    sa.Column("company_id", sa.Uuid(), sa.ForeignKey("companies.id"), nullable=False),
    sa.Column("change_request_id", sa.Uuid(), sa.ForeignKey("change_requests.id"), nullable=False),
    sa.Column("side", text_enum(Side, "comment_side"), nullable=False),
    sa.Column("written_by", sa.Text(), nullable=False),
    sa.Column("text", sa.Text(), nullable=False),
    sa.Column("created_at", UtcTime(), nullable=False),
    sa.Index("ix_change_request_comments_change_request_id_id", "change_request_id", "id"),
)

change_request_history = sa.Table(
    "change_request_history",
    metadata,
    sa.Column("id", sa.Uuid(), primary_key=True),
    sa.Column("company_id", sa.Uuid(), sa.ForeignKey("companies.id"), nullable=False),
    sa.Column("change_request_id", sa.Uuid(), sa.ForeignKey("change_requests.id"), nullable=False),
    sa.Column("made_at", UtcTime(), nullable=False),
    sa.Column("side", text_enum(Side, "history_side"), nullable=False),
    sa.Column("made_by", sa.Text(), nullable=False),
    sa.Column("what", text_enum(HistoryEvent, "history_event"), nullable=False),
    sa.Column("text", sa.Text()),
    sa.Column("version", sa.Integer()),
    sa.Index("ix_change_request_history_change_request_id_id", "change_request_id", "id"),
)


class ChangeRequest(NamedTuple):
    """A correction that a customer asks for. ``closing_delivery_id``: its answer is being drawn."""

    id: UUID
    company_id: UUID
    order_id: UUID
    status: ChangeRequestStatus
    products: list[ProductRange]
    text: str
    img_urls: list[str]
    billable: bool
    created_by: str
    created_at: datetime
    due_at: datetime
    started_at: datetime | None
    round: int
    closing_delivery_id: UUID | None
    closing_is_shared: bool
    reply: str | None
    completed_at: datetime | None
    completed_by: str | None
    accepted_at: datetime | None
    model_id: UUID | None
    version: int | None
    changes: Any


class ChangeRequestItem(NamedTuple):
    """One thing that a change request asks for, and the answer to it.

    ``place`` is two opposite corners as (x, y), the same twice for a point; ``points_to`` lists what lay there, as
    floorplan/model/pointing.PointedAt in plain data.
    """

    id: UUID
    company_id: UUID
    change_request_id: UUID
    position: int
    kind: ItemKind
    text: str
    floor: int | None
    place: list[list[float]] | None
    model_id: UUID | None
    storey_id: str | None
    points_to: list[dict[str, Any]]
    state: ItemState
    reply: str | None


class ChangeRequestImage(NamedTuple):
    """An entry of ``img_urls`` and the file that was fetched from it; ``token`` is the secret in its address."""

    id: UUID
    company_id: UUID
    change_request_id: UUID
    position: int
    url: str
    state: ImageState
    message: str | None
    attempts: int
    token: str | None
    media_type: str | None
    size: int | None
    sha256: str | None
    storage_key: str | None


class Comment(NamedTuple):
    """What somebody says about a change request."""

    id: UUID
    company_id: UUID
    change_request_id: UUID
    side: Side
    written_by: str
    text: str
    created_at: datetime


class HistoryEntry(NamedTuple):
    """Something that happened to a change request; ``version`` is that of the files that answered it."""

    id: UUID
    company_id: UUID
    change_request_id: UUID
    made_at: datetime
    side: Side
    made_by: str
    what: HistoryEvent
    text: str | None
    version: int | None


@dataclass(frozen=True, slots=True)
class FullChangeRequest:
    """A change request with its parts: items and images in their order, the history from its beginning."""

    asked: ChangeRequest
    items: Sequence[ChangeRequestItem] = ()
    images: Sequence[ChangeRequestImage] = ()
    history: Sequence[HistoryEntry] = ()

    @property
    def id(self) -> UUID:
        """The id of the change request."""
        return self.asked.id


class NewItem(NamedTuple):
    """One thing that a customer asks for; ``floor`` counts from 0, lowest first, as the delivered pictures stand."""

    kind: ItemKind
    text: str
    floor: int | None = None
    place: Box | None = None


@dataclass(frozen=True, slots=True)
class NewChangeRequest:
    """What a customer asks for. ``uploads_at`` is what the URLs of the installation's uploads begin with."""

    products: list[ProductRange]
    text: str
    img_urls: list[str]
    items: list[NewItem] = field(default_factory=list)
    uploads_at: str = ""


class ItemWish(NamedTuple):
    """What could be read of an item in a request that is refused anyway: its floor, and how many places it names."""

    floor: int | None
    places: int


class ChangeRequestWishes(NamedTuple):
    """What could be read of a change request that fails its schema; None stands where there is no such range."""

    products: list[ProductRange | None]
    items: list[ItemWish]
