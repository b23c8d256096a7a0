"""Rows of exports."""

from typing import Any
from uuid import UUID

import sqlalchemy as sa

from planroom.features.privacy.errors import ExportNotFound
from planroom.features.privacy.models import Export, company_exports
from planroom.features.privacy.rules import ExportState
from planroom.infra.database.unit_of_work import UnitOfWork

_EXPORT = tuple(company_exports.c[name] for name in Export._fields)


def insert_export(uow: UnitOfWork, export: Export) -> None:
    """Store a new export."""
    uow.connection.execute(sa.insert(company_exports).values(export._asdict()))


def find_waiting_export(uow: UnitOfWork, company_id: UUID) -> Export | None:
    """Find the export of a company that is being made."""
    query = sa.select(*_EXPORT).where(
        company_exports.c.company_id == company_id, company_exports.c.state == ExportState.WAITING
    )
    row = uow.connection.execute(query.limit(1)).one_or_none()
    return Export(*row) if row is not None else None


def get_export(uow: UnitOfWork, company_id: UUID, export_id: UUID) -> Export:
    """Give an export of the company; ExportNotFound when it has none of this id."""
    row = uow.connection.execute(
        sa.select(*_EXPORT).where(company_exports.c.company_id == company_id, company_exports.c.id == export_id)
    ).one_or_none()
    if row is None:
        raise ExportNotFound
    return Export(*row)


def find_export_for_job(uow: UnitOfWork, export_id: UUID, *, lock: bool = False) -> Export | None:
    """Find an export that is to be made."""
    query = sa.select(*_EXPORT).where(company_exports.c.id == export_id, company_exports.c.state == ExportState.WAITING)
    row = uow.connection.execute(query.with_for_update() if lock else query).one_or_none()
    return Export(*row) if row is not None else None


def find_export_by_token(uow: UnitOfWork, token: str) -> Export | None:
    """Find an export by the token in its address, which is all that who downloads it has."""
    row = uow.connection.execute(sa.select(*_EXPORT).where(company_exports.c.token == token)).one_or_none()
    return Export(*row) if row is not None else None


def update_export(uow: UnitOfWork, export: Export, **values: Any) -> None:  # noqa: ANN401 — column values
    """Change columns of an export."""
    uow.connection.execute(
        sa.update(company_exports)
        .where(company_exports.c.company_id == export.company_id, company_exports.c.id == export.id)
        .values(finished_at=uow.now(), **values)
    )
