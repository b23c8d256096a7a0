"""Rows of events, deliveries and attempts."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from planroom.features.companies.rules import Trigger
from planroom.features.webhooks.models import (
    Attempt,
    Call,
    LogEntry,
    Outcome,
    WaitingDelivery,
    webhook_attempts,
    webhook_deliveries,
    webhook_events,
)
from planroom.features.webhooks.rules import DeliveryState
from planroom.infra.database.unit_of_work import UnitOfWork
from planroom.kit.ids import new_id

_waiting = sa.select(
    webhook_deliveries.c.id,
    webhook_deliveries.c.order_id,
    webhook_deliveries.c.sequence,
    webhook_deliveries.c.url,
    webhook_events.c.body,
).join(webhook_events, webhook_events.c.id == webhook_deliveries.c.event_id)

_LOG_COLUMNS: tuple[sa.Column[Any], ...] = (
    webhook_deliveries.c.id,
    webhook_deliveries.c.order_id,
    webhook_deliveries.c.sequence,
    webhook_events.c.trigger,
    webhook_deliveries.c.url,
    webhook_events.c.body,
    webhook_deliveries.c.state,
    webhook_attempts.c.number,
    webhook_attempts.c.started_at,
    webhook_attempts.c.status,
    webhook_attempts.c.duration_seconds,
    webhook_attempts.c.error_code,
    webhook_attempts.c.error,
    webhook_attempts.c.answer,
)


def next_sequence(uow: UnitOfWork, order_id: UUID) -> int:
    """Give the number of an order's next event; the caller holds the order's row lock."""
    newest = uow.connection.scalar(
        sa.select(sa.func.max(webhook_events.c.sequence)).where(webhook_events.c.order_id == order_id)
    )
    return int(newest or 0) + 1


def insert_event(
    uow: UnitOfWork, *, company_id: UUID, order_id: UUID, sequence: int, trigger: Trigger, body: str
) -> UUID:
    """Store a fact with its frozen body."""
    event_id = new_id()
    uow.connection.execute(
        sa.insert(webhook_events).values(
            id=event_id,
            company_id=company_id,
            order_id=order_id,
            sequence=sequence,
            trigger=trigger,
            body=body,
            created_at=uow.now(),
        )
    )
    return event_id


def insert_delivery(
    uow: UnitOfWork, *, event_id: UUID, company_id: UUID, order_id: UUID, sequence: int, url: str
) -> UUID:
    """Store that an event is to reach a URL."""
    delivery_id = new_id()
    uow.connection.execute(
        sa.insert(webhook_deliveries).values(
            id=delivery_id,
            event_id=event_id,
            company_id=company_id,
            order_id=order_id,
            sequence=sequence,
            url=url,
            state=DeliveryState.WAITING,
            created_at=uow.now(),
        )
    )
    return delivery_id


def find_waiting(uow: UnitOfWork, delivery_id: UUID) -> WaitingDelivery | None:
    """Find a delivery unless it is finished."""
    row = uow.connection.execute(
        _waiting.where(webhook_deliveries.c.id == delivery_id, webhook_deliveries.c.state == DeliveryState.WAITING)
    ).one_or_none()
    return WaitingDelivery(*row) if row is not None else None


def lock_waiting_up_to(uow: UnitOfWork, delivery: WaitingDelivery) -> Sequence[UUID]:
    """List the unfinished deliveries of the same order and URL up to this one, in their order, and lock them.

    The lock waits for a predecessor that is being finished, and then no longer lists it: otherwise both this job and
    the one that finishes could each leave the next call to the other. All jobs lock in the order of the sequence, so
    two of them never wait for each other.
    """
    return uow.connection.scalars(
        sa.select(webhook_deliveries.c.id)
        .where(
            webhook_deliveries.c.order_id == delivery.order_id,
            webhook_deliveries.c.url == delivery.url,
            webhook_deliveries.c.sequence <= delivery.sequence,
            webhook_deliveries.c.state == DeliveryState.WAITING,
        )
        .order_by(webhook_deliveries.c.sequence)
        .with_for_update(key_share=True)
    ).all()


def lock_waiting(uow: UnitOfWork, delivery_id: UUID) -> WaitingDelivery | None:
    """Find a delivery unless it is finished, locked."""
    row = uow.connection.execute(
        _waiting.where(
            webhook_deliveries.c.id == delivery_id, webhook_deliveries.c.state == DeliveryState.WAITING
        ).with_for_update(of=webhook_deliveries, key_share=True)
    ).one_or_none()
    return WaitingDelivery(*row) if row is not None else None


def find_next_waiting(uow: UnitOfWork, delivery: WaitingDelivery) -> UUID | None:
    """Find the first unfinished delivery of the same order and URL after this one."""
    return uow.connection.scalar(
        sa.select(webhook_deliveries.c.id)
        .where(
            webhook_deliveries.c.order_id == delivery.order_id,
            webhook_deliveries.c.url == delivery.url,
            webhook_deliveries.c.sequence > delivery.sequence,
            webhook_deliveries.c.state == DeliveryState.WAITING,
        )
        .order_by(webhook_deliveries.c.sequence)
        .limit(1)
    )


def list_attempts(uow: UnitOfWork, delivery_id: UUID) -> list[Attempt]:
    """List the attempts at a delivery, first to last."""
    rows = uow.connection.execute(
        sa.select(webhook_attempts.c.number, webhook_attempts.c.cause, webhook_attempts.c.finished_at)
        .where(webhook_attempts.c.delivery_id == delivery_id)
        .order_by(webhook_attempts.c.number)
    )
    return [Attempt(*row) for row in rows]


def insert_attempt(uow: UnitOfWork, delivery_id: UUID, number: int, cause: str) -> None:
    """Note that a call is about to be made."""
    uow.connection.execute(
        sa.insert(webhook_attempts).values(
            id=new_id(), delivery_id=delivery_id, number=number, cause=cause, started_at=uow.now()
        )
    )


def finish_attempt(uow: UnitOfWork, call: Call, outcome: Outcome) -> bool:
    """Note what came of a call; False when that was noted before."""
    result = uow.connection.execute(
        sa.update(webhook_attempts)
        .where(
            webhook_attempts.c.delivery_id == call.delivery_id,
            webhook_attempts.c.number == call.number,
            webhook_attempts.c.finished_at.is_(None),
        )
        .values(
            finished_at=uow.now(),
            status=outcome.status,
            duration_seconds=outcome.duration_seconds,
            error_code=outcome.error_code,
            error=outcome.error,
            answer=outcome.answer,
        )
    )
    return result.rowcount == 1


def update_delivery(
    uow: UnitOfWork,
    delivery_id: UUID,
    *,
    state: DeliveryState,
    next_attempt_at: datetime | None = None,
    finished_at: datetime | None = None,
) -> None:
    """Write where a delivery stands."""
    uow.connection.execute(
        sa.update(webhook_deliveries)
        .where(webhook_deliveries.c.id == delivery_id)
        .values(state=state, next_attempt_at=next_attempt_at, finished_at=finished_at)
    )


def give_up_waiting(uow: UnitOfWork, company_id: UUID) -> None:
    """Finish everything of a company that waits, without a further call."""
    uow.connection.execute(
        sa.update(webhook_deliveries)
        .where(webhook_deliveries.c.company_id == company_id, webhook_deliveries.c.state == DeliveryState.WAITING)
        .values(state=DeliveryState.GIVEN_UP, next_attempt_at=None, finished_at=uow.now())
    )


def list_log(uow: UnitOfWork, company_id: UUID, order_id: UUID) -> list[LogEntry]:
    """List what an order's receivers were told, in order, with every attempt."""
    rows = uow.connection.execute(
        sa.select(*_LOG_COLUMNS)
        .join(webhook_events, webhook_events.c.id == webhook_deliveries.c.event_id)
        .outerjoin(webhook_attempts, webhook_attempts.c.delivery_id == webhook_deliveries.c.id)
        .where(webhook_deliveries.c.company_id == company_id, webhook_deliveries.c.order_id == order_id)
        .order_by(webhook_deliveries.c.sequence, webhook_deliveries.c.url, webhook_attempts.c.number)
    )
    return [LogEntry(*row) for row in rows]
