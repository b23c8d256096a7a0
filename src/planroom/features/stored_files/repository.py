"""Rows of files that are to be deleted. They belong to no company: whoever gave one up was asked there."""

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from planroom.features.stored_files.models import DoomedFile, doomed_files
from planroom.features.stored_files.rules import FILE_TABLES
from planroom.infra.database.unit_of_work import UnitOfWork
from planroom.kit.ids import new_id

# By name only: those who use files lie above.
_USING: list[Any] = [sa.table(name, sa.column("storage_key", sa.Text())) for name in FILE_TABLES]


def insert_doomed(uow: UnitOfWork, keys: Collection[str]) -> None:
    """Note files that somebody gave up."""
    rows = [{"id": new_id(), "key": key, "created_at": uow.now()} for key in keys]
    uow.connection.execute(sa.insert(doomed_files), rows)


def list_doomed_for_job(uow: UnitOfWork, limit: int) -> list[DoomedFile]:
    """List files that are to be deleted, those first that have waited longest."""
    query = sa.select(doomed_files.c.id, doomed_files.c.key).order_by(doomed_files.c.id).limit(limit)
    return [DoomedFile(*row) for row in uow.connection.execute(query)]


def forget_doomed_for_job(uow: UnitOfWork, ids: Sequence[UUID]) -> None:
    """Forget files that have been dealt with."""
    uow.connection.execute(sa.delete(doomed_files).where(doomed_files.c.id.in_(ids)))


def is_used_for_job(uow: UnitOfWork, key: str) -> bool:
    """Say whether any row of any company refers to a file."""
    used = [sa.exists().where(table.c.storage_key == key) for table in _USING]
    return bool(uow.connection.scalar(sa.select(sa.or_(*used))))
