"""Rows of offices."""

from typing import Any
from uuid import UUID

import sqlalchemy as sa

from planroom.features.offices.errors import OfficeExists
from planroom.features.offices.models import Office, OfficeEntry, offices
from planroom.infra.database.engine import is_unique_violation
from planroom.infra.database.paging import newest_first
from planroom.infra.database.unit_of_work import UnitOfWork
from planroom.kit.paging import PageRequest

_OFFICE = tuple(offices.c[name] for name in Office._fields)
# Users lie above offices, so their table is named here and not imported.
_users: Any = sa.table("users", sa.column("company_id", sa.Uuid()), sa.column("office_id", sa.Uuid()))
_user_count = (
    sa.select(sa.func.count())
    .select_from(_users)
    .where(_users.c.company_id == offices.c.company_id, _users.c.office_id == offices.c.id)
    .scalar_subquery()
)
_PAGE = newest_first(
    sa.select(*_OFFICE, _user_count).where(offices.c.company_id == sa.bindparam("company_id")), offices.c.id
)


def insert_office(uow: UnitOfWork, office: Office) -> None:
    """Store a new office; OfficeExists when the company has one of this name."""
    try:
        uow.connection.execute(sa.insert(offices).values(office._asdict()))
    except sa.exc.IntegrityError as error:
        if is_unique_violation(error):
            raise OfficeExists from error
        raise


def find_office(uow: UnitOfWork, company_id: UUID, office_id: UUID) -> Office | None:
    """Find an office of the company."""
    row = uow.connection.execute(
        sa.select(*_OFFICE).where(offices.c.company_id == company_id, offices.c.id == office_id)
    ).one_or_none()
    return Office(*row) if row is not None else None


def find_first_office(uow: UnitOfWork, company_id: UUID) -> Office | None:
    """Find the office that the company was made with: ids sort by time."""
    row = uow.connection.execute(
        sa.select(*_OFFICE).where(offices.c.company_id == company_id).order_by(offices.c.id).limit(1)
    ).one_or_none()
    return Office(*row) if row is not None else None


def list_offices(uow: UnitOfWork, company_id: UUID, page: PageRequest) -> list[OfficeEntry]:
    """List the offices of the company with the number of their users, newest first."""
    return [OfficeEntry(*row) for row in _PAGE.rows(uow.connection, page, {"company_id": company_id})]
