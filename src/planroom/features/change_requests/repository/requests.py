"""Rows of the change requests themselves."""

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from planroom.features.change_requests.errors import ChangeRequestNotFound
from planroom.features.change_requests.models import ChangeRequest, change_requests
from planroom.features.change_requests.rules import UNFINISHED, ChangeRequestStatus
from planroom.infra.database.paging import newest_first
from planroom.infra.database.unit_of_work import UnitOfWork
from planroom.kit.paging import PageRequest

_columns: tuple[sa.Column[Any], ...] = tuple(change_requests.c[name] for name in ChangeRequest._fields)
_unfinished = change_requests.c.status.in_(sorted(UNFINISHED))


def insert_change_request(uow: UnitOfWork, change_request: ChangeRequest) -> None:
    """Store a new change request."""
    uow.connection.execute(sa.insert(change_requests).values(change_request._asdict()))


def get_change_request(uow: UnitOfWork, company_id: UUID, order_id: UUID, change_request_id: UUID) -> ChangeRequest:
    """Give a change request of the company's order; ChangeRequestNotFound when it has none of this id."""
    return _one(
        uow,
        change_requests.c.company_id == company_id,
        change_requests.c.order_id == order_id,
        change_requests.c.id == change_request_id,
    )


def list_change_requests(
    uow: UnitOfWork, company_id: UUID, order_id: UUID, statuses: Collection[ChangeRequestStatus], page: PageRequest
) -> list[ChangeRequest]:
    """List the change requests of the company's order, newest first; no ``statuses`` means any."""
    query = sa.select(*_columns).where(
        change_requests.c.company_id == company_id, change_requests.c.order_id == order_id
    )
    if statuses:
        query = query.where(change_requests.c.status.in_(sorted(statuses)))
    return [ChangeRequest(*row) for row in newest_first(query, change_requests.c.id).rows(uow.connection, page)]


def lock_change_request(uow: UnitOfWork, company_id: UUID, order_id: UUID, change_request_id: UUID) -> ChangeRequest:
    """Give a change request of the company's order whose row nobody else changes until the transaction ends."""
    return _one(
        uow,
        change_requests.c.company_id == company_id,
        change_requests.c.order_id == order_id,
        change_requests.c.id == change_request_id,
        lock=True,
    )


def count_free(uow: UnitOfWork, company_id: UUID, order_id: UUID) -> int:
    """Count the free change requests of an order, without those withdrawn before anybody began on them."""
    never_began = sa.and_(
        change_requests.c.status == ChangeRequestStatus.WITHDRAWN, change_requests.c.started_at.is_(None)
    )
    counted = uow.connection.scalar(
        sa.select(sa.func.count())
        .select_from(change_requests)
        .where(
            change_requests.c.company_id == company_id,
            change_requests.c.order_id == order_id,
            change_requests.c.billable.is_(sa.false()),
            sa.not_(never_began),
        )
    )
    return int(counted or 0)


def get_change_request_for_operator(uow: UnitOfWork, change_request_id: UUID) -> ChangeRequest:
    """Give a change request of any company; ChangeRequestNotFound when there is none of this id."""
    return _one(uow, change_requests.c.id == change_request_id)


def list_change_requests_for_operator(uow: UnitOfWork, change_request_ids: Collection[UUID]) -> list[ChangeRequest]:
    """List change requests of any company by their ids, in no order."""
    rows = uow.connection.execute(sa.select(*_columns).where(change_requests.c.id.in_(change_request_ids)))
    return [ChangeRequest(*row) for row in rows]


def lock_change_request_for_operator(uow: UnitOfWork, change_request_id: UUID) -> ChangeRequest:
    """Give a change request of any company whose row nobody else changes until the transaction ends."""
    return _one(uow, change_requests.c.id == change_request_id, lock=True)


def list_unfinished(uow: UnitOfWork, company_id: UUID, order_id: UUID) -> list[ChangeRequest]:
    """List the change requests of an order that are not closed, oldest first, locked."""
    rows = uow.connection.execute(
        sa.select(*_columns)
        .where(change_requests.c.company_id == company_id, change_requests.c.order_id == order_id, _unfinished)
        .order_by(change_requests.c.id)
        .with_for_update(key_share=True)
    )
    return [ChangeRequest(*row) for row in rows]


def list_closing(uow: UnitOfWork, delivery_id: UUID) -> list[ChangeRequest]:
    """List the change requests whose answer a delivery is, oldest first, locked."""
    rows = uow.connection.execute(
        sa.select(*_columns)
        .where(change_requests.c.closing_delivery_id == delivery_id, _unfinished)
        .order_by(change_requests.c.id)
        .with_for_update(key_share=True)
    )
    return [ChangeRequest(*row) for row in rows]


def find_sharing(uow: UnitOfWork, company_id: UUID, delivery_id: UUID, *, besides: UUID | None = None) -> bool | None:
    """Find ``closing_is_shared`` of a change request, other than ``besides``, that a delivery answers.

    None when it answers no other.
    """
    others = [change_requests.c.id != besides] if besides is not None else []
    found: bool | None = uow.connection.scalar(
        sa.select(change_requests.c.closing_is_shared)
        .where(
            change_requests.c.company_id == company_id, change_requests.c.closing_delivery_id == delivery_id, *others
        )
        .limit(1)
    )
    return found


def find_next_due_at(uow: UnitOfWork, company_id: UUID, order_id: UUID) -> datetime | None:
    """Find when the first of the order's change requests that are not closed is due."""
    due_at: datetime | None = uow.connection.scalar(
        sa.select(sa.func.min(change_requests.c.due_at)).where(
            change_requests.c.company_id == company_id, change_requests.c.order_id == order_id, _unfinished
        )
    )
    return due_at


def update_change_request(uow: UnitOfWork, change_request: ChangeRequest, **values: Any) -> None:  # noqa: ANN401 — columns
    """Change columns of a change request whose row is locked."""
    uow.connection.execute(
        sa.update(change_requests)
        .where(change_requests.c.company_id == change_request.company_id, change_requests.c.id == change_request.id)
        .values(values)
    )


def _one(uow: UnitOfWork, *conditions: sa.ColumnElement[bool], lock: bool = False) -> ChangeRequest:
    query = sa.select(*_columns).where(*conditions)
    row = uow.connection.execute(query.with_for_update(key_share=True) if lock else query).one_or_none()
    if row is None:
        raise ChangeRequestNotFound
    return ChangeRequest(*row)
