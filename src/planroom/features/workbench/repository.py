"""Rows of open work and claims. All of it is for operators, who see the work of every company."""

from collections.abc import Collection
from uuid import UUID

import sqlalchemy as sa

from planroom.features.workbench.models import Claim, WorkItem, work_claims, work_items
from planroom.features.workbench.rules import WorkReason, lapsed_before, open_key
from planroom.infra.database.engine import is_unique_violation
from planroom.infra.database.paging import ranked
from planroom.infra.database.unit_of_work import UnitOfWork
from planroom.kit.paging import PageRequest

_OF_CLAIM = {"claimed_by": work_claims.c.operator, "claimed_at": work_claims.c.claimed_at}
_item_columns = [_OF_CLAIM[name].label(name) if name in _OF_CLAIM else work_items.c[name] for name in WorkItem._fields]


def open_item(uow: UnitOfWork, item: WorkItem) -> None:
    """Store open work; nothing happens when the same work is open already."""
    key = open_key(item.reason, item.order_id, item.subject_id)
    try:
        with uow.connection.begin_nested():
            uow.connection.execute(
                sa.insert(work_items).values(
                    id=item.id,
                    company_id=item.company_id,
                    order_id=item.order_id,
                    reason=item.reason,
                    subject_id=item.subject_id,
                    message=item.message,
                    open_key=key,
                    opened_at=item.opened_at,
                    due_at=item.due_at,
                )
            )
    except sa.exc.IntegrityError as error:
        if not is_unique_violation(error):
            raise


def close_items(
    uow: UnitOfWork, order_id: UUID, reasons: Collection[WorkReason], subject_id: UUID | None = None
) -> None:
    """Close open work of an order that is there for one of ``reasons``; with a subject, only what is about it."""
    of_subject = [work_items.c.subject_id == subject_id] if subject_id is not None else []
    uow.connection.execute(
        sa.update(work_items)
        .where(
            work_items.c.order_id == order_id,
            work_items.c.reason.in_(reasons),
            work_items.c.closed_at.is_(None),
            *of_subject,
        )
        .values(closed_at=uow.now(), open_key=None)
    )


def has_open_items(uow: UnitOfWork, order_id: UUID) -> bool:
    """Say whether anything of an order waits for a person."""
    found = uow.connection.scalar(
        sa.select(work_items.c.id).where(work_items.c.order_id == order_id, work_items.c.closed_at.is_(None)).limit(1)
    )
    return found is not None


def list_open_items_for_operator(uow: UnitOfWork, reasons: Collection[WorkReason], page: PageRequest) -> list[WorkItem]:
    """List open work of all companies, most urgent first; no ``reasons`` means any."""
    claim_holds = sa.and_(
        work_claims.c.order_id == work_items.c.order_id, work_claims.c.worked_at >= lapsed_before(uow.now())
    )
    query = (
        sa.select(*_item_columns)
        .select_from(work_items.outerjoin(work_claims, claim_holds))
        .where(work_items.c.closed_at.is_(None))
    )
    if reasons:
        query = query.where(work_items.c.reason.in_(reasons))
    listed = ranked(query, work_items.c.due_at, work_items.c.id)
    return [WorkItem(*row) for row in listed.rows(uow.connection, page)]


def lock_claim(uow: UnitOfWork, order_id: UUID) -> Claim | None:
    """Find the claim on an order and keep others from changing it until the transaction ends."""
    row = uow.connection.execute(
        sa.select(work_claims).where(work_claims.c.order_id == order_id).with_for_update()
    ).one_or_none()
    return Claim(*row) if row is not None else None


def find_claim(uow: UnitOfWork, order_id: UUID) -> Claim | None:
    """Find the claim on an order."""
    row = uow.connection.execute(sa.select(work_claims).where(work_claims.c.order_id == order_id)).one_or_none()
    return Claim(*row) if row is not None else None


def insert_claim(uow: UnitOfWork, claim: Claim) -> bool:
    """Store a claim; False when somebody else was a moment faster."""
    try:
        with uow.connection.begin_nested():
            uow.connection.execute(sa.insert(work_claims).values(claim._asdict()))
    except sa.exc.IntegrityError as error:
        if not is_unique_violation(error):
            raise
        return False
    return True


def update_claim(uow: UnitOfWork, claim: Claim) -> None:
    """Change a claim that is locked."""
    uow.connection.execute(
        sa.update(work_claims).where(work_claims.c.order_id == claim.order_id).values(claim._asdict())
    )


def delete_claim(uow: UnitOfWork, order_id: UUID) -> None:
    """End the claim on an order, if there is one."""
    uow.connection.execute(sa.delete(work_claims).where(work_claims.c.order_id == order_id))
