"""Tables of deliveries and their files, and the records read from them."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

import sqlalchemy as sa

from planroom.features.deliverables.rules import Assets, ProductRange
from planroom.floorplan.drawing.style import Units
from planroom.infra.database.base import metadata
from planroom.infra.database.types import Json, UtcTime, text_enum

__all__ = [
    "AssetFile",
    "Assets",
    "DeliveredVersion",
    "Delivery",
    "DeliveryState",
    "asset_files",
    "deliveries",
    "presentations",
]


class DeliveryState(StrEnum):
    """How far a delivery is. Deliveries of one order and range are drawn one after the other, in order of version."""

    WAITING = "waiting"
    RENDERED = "rendered"
    FAILED = "failed"


deliveries = sa.Table(
    "deliveries",
    metadata,
    sa.Column("id", sa.Uuid(), primary_key=True),
    sa.Column("company_id", sa.Uuid(), sa.ForeignKey("companies.id"), nullable=False),
    sa.Column("order_id", sa.Uuid(), nullable=False),
    sa.Column("revision_id", sa.Uuid(), sa.ForeignKey("plan_revisions.id"), nullable=False),
    sa.Column("version", sa.Integer(), nullable=False),
    sa.Column("product_range", text_enum(ProductRange, "delivery_range"), nullable=False),
    sa.Column("state", text_enum(DeliveryState, "delivery_state"), nullable=False),
    # How this version is drawn, as it was said when it was asked for; null for those of the first release.
    sa.Column("presentation", Json),
    sa.Column("assets", Json),
    sa.Column("total_scanned_area_m2", sa.Float()),
    sa.Column("code", sa.String(60)),
    sa.Column("message", sa.Text()),
    sa.Column("requested_at", UtcTime(), nullable=False),
    sa.Column("finished_at", UtcTime()),
    sa.UniqueConstraint("order_id", "product_range", "version"),
)

# How the plans of an order are presented, whichever revision is drawn; an order without a row gets the default.
presentations = sa.Table(
    "presentations",
    metadata,
    sa.Column("order_id", sa.Uuid(), primary_key=True),
    sa.Column("company_id", sa.Uuid(), sa.ForeignKey("companies.id"), nullable=False),
    sa.Column("style", sa.String(60), nullable=False),
    sa.Column("units", text_enum(Units, "units"), nullable=False),
    sa.Column("address", sa.Text(), nullable=False),
    sa.Column("options", Json),
)

asset_files = sa.Table(
    "asset_files",
    metadata,
    sa.Column("token", sa.String(43), primary_key=True),
    sa.Column("company_id", sa.Uuid(), sa.ForeignKey("companies.id"), nullable=False),
    sa.Column("delivery_id", sa.Uuid(), sa.ForeignKey("deliveries.id"), nullable=False, index=True),
    sa.Column("file_name", sa.String(200), nullable=False),
    sa.Column("media_type", sa.String(100), nullable=False),
    sa.Column("size", sa.Integer(), nullable=False),
    sa.Column("sha256", sa.String(64), nullable=False),
    sa.Column("storage_key", sa.Text(), nullable=False),
    sa.Column("created_at", UtcTime(), nullable=False),
)


@dataclass(frozen=True, slots=True)
class Delivery:
    """One delivery of one range of an order: what was drawn, from which revision, as which version (from 1)."""

    id: UUID
    company_id: UUID
    order_id: UUID
    revision_id: UUID
    version: int
    product_range: ProductRange
    state: DeliveryState
    assets: Assets | None
    total_scanned_area_m2: float | None
    requested_at: datetime
    finished_at: datetime | None


@dataclass(frozen=True, slots=True)
class DeliveredVersion:
    """A delivery whose files are there, and the revision that its range showed before; None for the first."""

    id: UUID
    version: int
    product_range: ProductRange
    revision_id: UUID
    previous_revision_id: UUID | None
    finished_at: datetime


@dataclass(frozen=True, slots=True)
class AssetFile:
    """One stored file and the unguessable token in its address."""

    token: str
    file_name: str
    media_type: str
    size: int
    sha256: str
    storage_key: str
    created_at: datetime
