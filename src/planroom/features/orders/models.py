"""The orders table and the record read from it."""

import sqlalchemy as sa

from planroom.features.companies.rules import PackageType
from planroom.features.orders.rules import OrderStatus
from planroom.infra.database.base import metadata
from planroom.infra.database.types import Json, UtcTime, text_enum

orders = sa.Table(
    "orders",
    metadata,
    sa.Column("id", sa.Uuid(), primary_key=True),
    sa.Column("company_id", sa.Uuid(), sa.ForeignKey("companies.id"), nullable=False),
    # Both are null once the owner is deleted: the order stays, assigned to nobody (contract 3.3).
    sa.Column("owner_id", sa.Uuid(), sa.ForeignKey("users.id", ondelete="SET NULL"), index=True),
    sa.Column("office_id", sa.Uuid(), sa.ForeignKey("offices.id", ondelete="SET NULL")),
    sa.Column("status", text_enum(OrderStatus, "status"), nullable=False),
    sa.Column("order_type", sa.String(40), nullable=False),
    sa.Column("external_id", sa.Text()),
    sa.Column("add_info", sa.Text(), nullable=False),
    sa.Column("package_type", text_enum(PackageType, "package_type"), nullable=False),
    sa.Column("add_ons", Json, nullable=False),
    sa.Column("order_preferences", Json),
    # The address is kept as it was sent (contract 2.1).
    sa.Column("street", sa.Text(), nullable=False),
    sa.Column("number", sa.Text()),
    sa.Column("suite", sa.Text()),
    sa.Column("city", sa.Text(), nullable=False),
    sa.Column("state", sa.Text()),
    sa.Column("postal_code", sa.Text()),
    sa.Column("country", sa.Text(), nullable=False),
    sa.Column("latitude", sa.Float()),
    sa.Column("longitude", sa.Float()),
    # What was delivered last. No foreign keys: deliveries and revisions name the order already.
    sa.Column("model_id", sa.Uuid()),
    sa.Column("delivery_id", sa.Uuid()),
    sa.Column("version", sa.Integer()),
    # [{"code", "message", "created_at", "blocking"}]; a blocking one goes when the order is delivered after all.
    sa.Column("issues", Json, nullable=False),
    sa.Column("open_change_requests", sa.Integer(), nullable=False),
    sa.Column("change_requests_made", sa.Integer(), nullable=False),
    # The ranges named by the change requests since the order went to Fixing: each gets a Ready call at the end.
    sa.Column("fixing_ranges", Json, nullable=False),
    sa.Column("view_token", sa.String(64), nullable=False, unique=True),
    sa.Column("created_at", UtcTime(), nullable=False),
    sa.Column("updated_at", UtcTime(), nullable=False),
    sa.Column("due_at", UtcTime()),
    sa.Column("first_delivered_at", UtcTime()),
    sa.CheckConstraint("open_change_requests >= 0", name="open_change_requests"),
    sa.CheckConstraint("(status = 'Fixing') = (open_change_requests > 0)", name="fixing_has_open_change_requests"),
    sa.CheckConstraint("status NOT IN ('Ready', 'Fixing') OR delivery_id IS NOT NULL", name="ready_has_a_delivery"),
    # Lists run newest first, and ids sort by time.
    sa.Index("ix_orders_company_id_id", "company_id", "id"),
    sa.Index("ix_orders_company_id_status_id", "company_id", "status", "id"),
)
