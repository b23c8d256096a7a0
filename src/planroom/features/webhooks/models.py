"""What was to be told, to which address, and every attempt at it. Rows are kept: they are the log.

An event is a fact about an order with its body frozen. A delivery is that event on its way to one URL. ``sequence``
counts the events of an order from 1; it is unique because whoever publishes holds the order's row lock.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

import sqlalchemy as sa

from planroom.features.companies.rules import Trigger
from planroom.features.webhooks.rules import DeliveryState
from planroom.infra.database.base import metadata
from planroom.infra.database.types import UtcTime, text_enum

webhook_events = sa.Table(
    "webhook_events",
    metadata,
    sa.Column("id", sa.Uuid(), primary_key=True),
    sa.Column("company_id", sa.Uuid(), sa.ForeignKey("companies.id"), nullable=False),
    sa.Column("order_id", sa.Uuid(), nullable=False),
    sa.Column("sequence", sa.Integer(), nullable=False),
    sa.Column("trigger", text_enum(Trigger, "trigger"), nullable=False),
    # The exact bytes that are sent, as text: a retry or a replay says what the first call said.
    sa.Column("body", sa.Text(), nullable=False),
    sa.Column("created_at", UtcTime(), nullable=False),
    sa.UniqueConstraint("order_id", "sequence"),
    sa.Index("ix_webhook_events_company_id_id", "company_id", "id"),
)

webhook_deliveries = sa.Table(
    "webhook_deliveries",
    metadata,
    sa.Column("id", sa.Uuid(), primary_key=True),
    sa.Column("event_id", sa.Uuid(), sa.ForeignKey("webhook_events.id"), nullable=False, index=True),
    sa.Column("company_id", sa.Uuid(), sa.ForeignKey("companies.id"), nullable=False),
    sa.Column("order_id", sa.Uuid(), nullable=False),
    sa.Column("sequence", sa.Integer(), nullable=False),
    sa.Column("url", sa.Text(), nullable=False),
    sa.Column("state", text_enum(DeliveryState, "state"), nullable=False),
    sa.Column("next_attempt_at", UtcTime()),
    sa.Column("finished_at", UtcTime()),
    sa.Column("created_at", UtcTime(), nullable=False),
    sa.Index("ix_webhook_deliveries_order_id_sequence", "order_id", "sequence"),
    sa.Index("ix_webhook_deliveries_company_id_id", "company_id", "id"),
)

webhook_attempts = sa.Table(
    "webhook_attempts",
    metadata,
    sa.Column("id", sa.Uuid(), primary_key=True),
    sa.Column("delivery_id", sa.Uuid(), sa.ForeignKey("webhook_deliveries.id"), nullable=False),
    sa.Column("number", sa.Integer(), nullable=False),
    # Which queued job made the attempt: the same job run again may repeat it, another job may not.
    sa.Column("cause", sa.String(20), nullable=False),
    sa.Column("started_at", UtcTime(), nullable=False),
    sa.Column("finished_at", UtcTime()),
    sa.Column("status", sa.Integer()),
    sa.Column("duration_seconds", sa.Float()),
    sa.Column("error_code", sa.String(40)),
    sa.Column("error", sa.Text()),
    sa.Column("answer", sa.Text()),
    sa.UniqueConstraint("delivery_id", "number"),
)


class WaitingDelivery(NamedTuple):
    """A delivery that is not finished, with the place in its order's sequence and what is to be sent."""

    id: UUID
    order_id: UUID
    sequence: int
    url: str
    body: str


class Attempt(NamedTuple):
    """One try at a delivery, counted from 1; ``finished_at`` is None while it runs or after a worker died in it."""

    number: int
    cause: str
    finished_at: datetime | None


class LogEntry(NamedTuple):
    """One line of the log: what was sent where and what came back. The last seven are None before an attempt ends."""

    delivery_id: UUID
    order_id: UUID
    sequence: int
    trigger: Trigger
    url: str
    body: str
    state: DeliveryState
    number: int | None
    started_at: datetime | None
    status: int | None
    duration_seconds: float | None
    error_code: str | None
    error: str | None
    answer: str | None


@dataclass(frozen=True, slots=True)
class Call:
    """One call to make now: attempt ``number`` of a delivery."""

    delivery_id: UUID
    number: int
    url: str
    body: bytes


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a call: an HTTP status, or an error when there was no answer."""

    duration_seconds: float
    status: int | None = None
    answer: str | None = None
    error_code: str | None = None
    error: str | None = None
