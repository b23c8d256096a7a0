"""Tables of open work and claims, and the records read from them."""

from datetime import datetime
from typing import NamedTuple
from uuid import UUID

import sqlalchemy as sa

from planroom.features.workbench.rules import WorkReason
from planroom.infra.database.base import metadata
from planroom.infra.database.types import UtcTime, text_enum

work_items = sa.Table(
    "work_items",
    metadata,
    sa.Column("id", sa.Uuid(), primary_key=True),
    sa.Column("company_id", sa.Uuid(), sa.ForeignKey("companies.id"), nullable=False),
    sa.Column("order_id", sa.Uuid(), sa.ForeignKey("orders.id"), nullable=False, index=True),
    sa.Column("reason", text_enum(WorkReason, "reason"), nullable=False),
    # The change request that the work is about; null for work on the order itself.
    sa.Column("subject_id", sa.Uuid()),
    sa.Column("message", sa.Text(), nullable=False),
    # Set while the work is open: the same work cannot be open twice, whoever opens it.
    sa.Column("open_key", sa.String(120), unique=True),
    sa.Column("opened_at", UtcTime(), nullable=False),
    sa.Column("due_at", UtcTime(), nullable=False),
    sa.Column("closed_at", UtcTime()),
    # The queue: open work by due time.
    sa.Index("ix_work_items_closed_at_due_at_id", "closed_at", "due_at", "id"),
)

work_claims = sa.Table(
    "work_claims",
    metadata,
    sa.Column("order_id", sa.Uuid(), sa.ForeignKey("orders.id"), primary_key=True),
    sa.Column("operator", sa.Text(), nullable=False),
    sa.Column("claimed_at", UtcTime(), nullable=False),
    sa.Column("worked_at", UtcTime(), nullable=False),
)


class WorkItem(NamedTuple):
    """One reason for which an order waits for a person; the claim is that of the whole order."""

    id: UUID
    company_id: UUID
    order_id: UUID
    reason: WorkReason
    subject_id: UUID | None
    message: str
    opened_at: datetime
    due_at: datetime
    claimed_by: str | None
    claimed_at: datetime | None


class Claim(NamedTuple):
    """Who works on an order, since when, and when they last did something."""

    order_id: UUID
    operator: str
    claimed_at: datetime
    worked_at: datetime
