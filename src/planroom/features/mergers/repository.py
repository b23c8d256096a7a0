"""Rows of merge requests, and the rows of all features that move with a company."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from planroom.features.companies.models import companies
from planroom.features.mergers.errors import MergeRequestNotFound
from planroom.features.mergers.models import MergeEntry, MergeRequest, merge_requests
from planroom.features.mergers.rules import MAX_MAILED_MANAGERS, MOVES, Direction, MergeState, free_name, state_now
from planroom.features.offices.models import offices
from planroom.features.users.models import api_keys, users
from planroom.features.users.rules import Role, email_key
from planroom.infra.database.paging import newest_first
from planroom.infra.database.unit_of_work import UnitOfWork
from planroom.kit.paging import PageRequest

_REQUEST = tuple(merge_requests.c[name] for name in MergeRequest._fields)
# By name only: a company moves with the rows of features that nothing here knows.
_MOVING: list[Any] = [sa.table(name, sa.column("company_id", sa.Uuid())) for name in MOVES]


def insert_request(uow: UnitOfWork, request: MergeRequest) -> None:
    """Store a new request."""
    uow.connection.execute(sa.insert(merge_requests).values(request._asdict()))


def list_open_emails(uow: UnitOfWork, company_id: UUID, now: datetime) -> list[str]:
    """List the addresses to which the company has an open request."""
    return list(
        uow.connection.scalars(
            sa.select(merge_requests.c.email).where(
                merge_requests.c.company_id == company_id,
                merge_requests.c.state == MergeState.OPEN,
                merge_requests.c.expires_at > now,
            )
        )
    )


def list_requests(uow: UnitOfWork, company_id: UUID, page: PageRequest) -> list[MergeEntry]:
    """List what the company asked and was asked, newest first."""
    query = (
        sa.select(merge_requests, companies.c.name)
        .join(companies, companies.c.id == merge_requests.c.company_id)
        .where(sa.or_(merge_requests.c.company_id == company_id, merge_requests.c.asked_company_id == company_id))
    )
    now = uow.now()
    return [
        MergeEntry(
            id=row.id,
            direction=Direction.SENT if row.company_id == company_id else Direction.RECEIVED,
            company_name=row.name,
            asked_by=row.asked_by,
            email=row.email,
            message=row.message,
            state=state_now(row.state, row.expires_at, now),
            created_at=row.created_at,
            expires_at=row.expires_at,
            finished_at=row.finished_at,
        )
        for row in newest_first(query, merge_requests.c.id).rows(uow.connection, page)
    ]


def lock_request(uow: UnitOfWork, company_id: UUID, request_id: UUID) -> MergeRequest:
    """Give a request that the company sent or received, locked; MergeRequestNotFound otherwise."""
    row = uow.connection.execute(
        sa.select(*_REQUEST)
        .where(
            merge_requests.c.id == request_id,
            sa.or_(merge_requests.c.company_id == company_id, merge_requests.c.asked_company_id == company_id),
        )
        .with_for_update(key_share=True)
    ).one_or_none()
    if row is None:
        raise MergeRequestNotFound
    return MergeRequest(*row)


def finish_request(uow: UnitOfWork, request: MergeRequest, state: MergeState) -> None:
    """Write what became of a request that is locked."""
    uow.connection.execute(
        sa.update(merge_requests)
        .where(merge_requests.c.id == request.id, merge_requests.c.company_id == request.company_id)
        .values(state=state, finished_at=uow.now())
    )


def end_open_requests(uow: UnitOfWork, company_id: UUID) -> None:
    """End what a company that closes asked and was asked and is open."""
    uow.connection.execute(
        sa.update(merge_requests)
        .where(
            sa.or_(merge_requests.c.company_id == company_id, merge_requests.c.asked_company_id == company_id),
            merge_requests.c.state == MergeState.OPEN,
        )
        .values(state=MergeState.EXPIRED, finished_at=uow.now())
    )


def find_company_of_manager_for_operator(uow: UnitOfWork, email: str) -> UUID | None:
    """Find the company in which the person with this address is a Manager. The asking company is never told."""
    return uow.connection.scalar(
        sa.select(users.c.company_id).where(users.c.email_key == email_key(email), users.c.role == Role.MANAGER)
    )


def list_manager_emails(uow: UnitOfWork, company_id: UUID) -> Sequence[str]:
    """List the addresses of the company's Managers who confirmed theirs, as many as are mailed."""
    return uow.connection.scalars(
        sa.select(users.c.email)
        .where(users.c.company_id == company_id, users.c.role == Role.MANAGER, users.c.email_confirmed)
        .order_by(users.c.id)
        .limit(MAX_MAILED_MANAGERS)
    ).all()


def end_all_keys(uow: UnitOfWork, company_id: UUID) -> None:
    """Stop the API keys of a company that closes."""
    uow.connection.execute(
        sa.update(api_keys)
        .where(api_keys.c.company_id == company_id, api_keys.c.revoked_at.is_(None))
        .values(revoked_at=uow.now())
    )


def rename_clashing_offices(uow: UnitOfWork, company_id: UUID, *, into: UUID, company_name: str) -> None:
    """Give the offices of a company names that are free in the company ``into``."""
    taken = set(uow.connection.scalars(sa.select(offices.c.name).where(offices.c.company_id == into)))
    own = uow.connection.execute(
        sa.select(offices.c.id, offices.c.name).where(offices.c.company_id == company_id)
    ).all()
    taken_by_own = {name for _, name in own}
    for office_id, name in own:
        if name in taken:
            free = free_name(name, company_name, taken | taken_by_own)
            taken_by_own.add(free)
            uow.connection.execute(
                sa.update(offices)
                .where(offices.c.company_id == company_id, offices.c.id == office_id)
                .values(name=free)
            )


def move_rows(uow: UnitOfWork, company_id: UUID, *, into: UUID) -> int:
    """Make everything of a company that moves the company ``into``'s, and count it."""
    moved = 0
    for table in _MOVING:
        statement = sa.update(table).where(table.c.company_id == company_id).values(company_id=into)
        moved += uow.connection.execute(statement).rowcount
    return moved
