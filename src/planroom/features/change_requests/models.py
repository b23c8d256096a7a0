"""The change requests table and the record read from it."""

from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

import sqlalchemy as sa

from planroom.features.change_requests.rules import ChangeRequestStatus
from planroom.features.deliverables.rules import ProductRange
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
    # The delivery that answers the request while it is being drawn; the request closes when it is done.
    sa.Column("closing_delivery_id", sa.Uuid(), index=True),
    sa.Column("reply", sa.Text()),
    sa.Column("completed_at", UtcTime()),
    sa.Column("completed_by", sa.Text()),
    sa.Column("model_id", sa.Uuid()),
    sa.Column("version", sa.Integer()),
    sa.Column("changes", Json),
    sa.CheckConstraint("(completed_at IS NULL) = (status IN ('open', 'in_progress'))", name="finished_has_a_time"),
    sa.Index("ix_change_requests_order_id_id", "order_id", "id"),
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
    closing_delivery_id: UUID | None
    reply: str | None
    completed_at: datetime | None
    completed_by: str | None
    model_id: UUID | None
    version: int | None
    changes: Any


class NewChangeRequest(NamedTuple):
    """What a customer asks for."""

    products: list[ProductRange]
    text: str
    img_urls: list[str]
