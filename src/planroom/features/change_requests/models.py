"""The change requests table."""

import sqlalchemy as sa

from planroom.features.change_requests.rules import ChangeRequestStatus
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
    # The model that the customer had when asking: what `changes` are counted from.
    sa.Column("asked_about_model_id", sa.Uuid(), nullable=False),
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
