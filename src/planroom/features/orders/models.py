"""The orders table and the record read from it."""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any, NamedTuple, TypedDict
from uuid import UUID

import sqlalchemy as sa

from planroom.features.companies.rules import AddOn, PackageType
from planroom.features.deliverables.models import Assets
from planroom.features.orders.rules import OrderStatus, full_address
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
    # The style that the plans are drawn in, as StyleOfOrder; null for the built-in one.
    sa.Column("style_template", Json),
    sa.Column("is_scan_order", sa.Boolean(), nullable=False, server_default=sa.text("FALSE")),
    # What became of the link that the client was sent, as Go2Scan; null for orders without one.
    sa.Column("go2scan", Json),
    # The address is kept as it was sent (contract 2.1).
    sa.Column("street", sa.Text(), nullable=False),
    sa.Column("number", sa.Text()),
    sa.Column("suite", sa.Text()),
    sa.Column("city", sa.Text(), nullable=False),
    sa.Column("state", sa.Text()),
    sa.Column("postal_code", sa.Text()),
    sa.Column("country", sa.Text(), nullable=False),
    # What a search looks through; the repository writes it beside the address.
    sa.Column("search_text", sa.Text()),
    sa.Column("latitude", sa.Float()),
    sa.Column("longitude", sa.Float()),
    # What was delivered last. No foreign keys: deliveries and revisions name the order already.
    sa.Column("model_id", sa.Uuid()),
    sa.Column("delivery_id", sa.Uuid()),
    sa.Column("version", sa.Integer()),
    # A list of Issue, oldest first.
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
    # When its company gave it up; its status stays what it was.
    sa.Column("cancelled_at", UtcTime()),
    sa.CheckConstraint("open_change_requests >= 0", name="open_change_requests"),
    sa.CheckConstraint("(status = 'Fixing') = (open_change_requests > 0)", name="fixing_has_open_change_requests"),
    sa.CheckConstraint("status NOT IN ('Ready', 'Fixing') OR delivery_id IS NOT NULL", name="ready_has_a_delivery"),
    # Lists run newest first, and ids sort by time. One for each way of narrowing them, so that no page costs more.
    sa.Index("ix_orders_company_id_id", "company_id", "id"),
    sa.Index("ix_orders_company_id_status_id", "company_id", "status", "id"),
    sa.Index("ix_orders_company_id_external_id_id", "company_id", "external_id", "id"),
    sa.Index("ix_orders_company_id_owner_id_id", "company_id", "owner_id", "id"),
    sa.Index("ix_orders_company_id_office_id_id", "company_id", "office_id", "id"),
    sa.Index("ix_orders_company_id_created_at_id", "company_id", "created_at", "id"),
    sa.Index("ix_orders_company_id_updated_at_id", "company_id", "updated_at", "id"),
)


class IssueAbout(StrEnum):
    """What an issue is about. One about a source or a delivery stands for waiting work and goes with a delivery."""

    SOURCE = "source"
    DELIVERY = "delivery"
    PREFERENCES = "preferences"


class Issue(TypedDict):
    """Something about an order that its customer should know; ``created_at`` is in Unix seconds, as JSON keeps it."""

    code: str
    message: str
    created_at: float
    about: str


class StyleOfOrder(TypedDict):
    """The style template that an order is drawn in, as it was called when the order was made."""

    id: str
    name: str


class Go2Scan(TypedDict):
    """The link that a client was sent: its path on this server, and what became of it; time in Unix seconds."""

    path: str
    status: str
    client_name: str | None
    client_email: str | None
    client_phone: str | None
    expires_at: float


class Order(NamedTuple):
    """An order with what a reader sees of it: the owner's address and the files delivered last."""

    id: UUID
    company_id: UUID
    status: OrderStatus
    order_type: str
    external_id: str | None
    add_info: str
    package_type: PackageType
    add_ons: list[AddOn]
    street: str
    number: str | None
    suite: str | None
    city: str
    state: str | None
    postal_code: str | None
    country: str
    latitude: float | None
    longitude: float | None
    model_id: UUID | None
    version: int | None
    issues: list[Issue]
    open_change_requests: int
    change_requests_made: int
    fixing_ranges: list[str]
    view_token: str
    created_at: datetime
    due_at: datetime | None
    first_delivered_at: datetime | None
    cancelled_at: datetime | None
    style_template: StyleOfOrder | None
    is_scan_order: bool
    go2scan: Go2Scan | None
    owner_email: str | None
    assets: Assets | None
    total_scanned_area_m2: float | None

    @property
    def address_line(self) -> str:
        """The address in one line."""
        return full_address(
            number=self.number,
            street=self.street,
            suite=self.suite,
            city=self.city,
            state=self.state,
            postal_code=self.postal_code,
            country=self.country,
        )


class OrderFilter(NamedTuple):
    """Which orders of a company a list holds. None: any; times are from, until before.

    ``seen_by_owner`` and ``seen_in_office`` are the bounds of the caller's sight, the rest is what the caller asks for.
    """

    statuses: Sequence[OrderStatus] | None = None
    external_id: str | None = None
    updated_since: datetime | None = None
    created_from: datetime | None = None
    created_to: datetime | None = None
    owner_email: str | None = None
    office_id: UUID | None = None
    text: str | None = None
    seen_by_owner: UUID | None = None
    seen_in_office: UUID | None = None


class OrderWishes(NamedTuple):
    """What could be read of an order that fails its schema.

    ``package_type`` is None when none was given; ``package_is_known`` is False when it was one that does not exist.
    ``add_ons`` keeps positions: None stands where there is no such add-on.
    """

    package_type: PackageType | None
    package_is_known: bool
    add_ons: list[AddOn | None]
    owner_email: str | None
    source_urls: Sequence[str] = ()
    uploads_at: str = ""


class NewOrder(NamedTuple):
    """What a customer asks for when placing an order. None: not given; ``package_type`` is then the company's.

    ``uploads_at`` is what the URLs of this installation's uploads begin with; "" where none are taken.
    """

    street: str
    city: str
    country: str
    source_urls: list[str]
    number: str | None = None
    suite: str | None = None
    state: str | None = None
    postal_code: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    info: str = ""
    external_id: str | None = None
    owner_email: str | None = None
    package_type: PackageType | None = None
    add_ons: list[AddOn] | None = None
    order_preferences: dict[str, Any] | None = None
    uploads_at: str = ""
