"""Rows of uploads. Every query names the company, but for the public address of a file and the job that removes one."""

from collections.abc import Collection, Sequence
from dataclasses import asdict
from uuid import UUID

import sqlalchemy as sa

from planroom.features.uploads.models import Upload, uploads
from planroom.infra.database.unit_of_work import UnitOfWork

_there = sa.select(uploads).where(uploads.c.removed_at.is_(None))


def insert_upload(uow: UnitOfWork, upload: Upload) -> None:
    """Store an upload."""
    uow.connection.execute(sa.insert(uploads).values(asdict(upload)))


def list_uploads(uow: UnitOfWork, company_id: UUID, tokens: Collection[str]) -> list[Upload]:
    """List the company's uploads of these tokens, in no order."""
    query = _there.where(uploads.c.company_id == company_id, uploads.c.token.in_(tokens))
    return [Upload(**row._asdict()) for row in uow.connection.execute(query)]


def find_upload_by_token(uow: UnitOfWork, token: str) -> Upload | None:
    """Find an upload by the token in its address, which is all that a reader of the file has."""
    row = uow.connection.execute(_there.where(uploads.c.token == token)).one_or_none()
    return Upload(**row._asdict()) if row is not None else None


def mark_used(uow: UnitOfWork, company_id: UUID, upload_ids: Sequence[UUID]) -> int:
    """Keep uploads for good; gives how many of them are still there."""
    marked = uow.connection.execute(
        sa.update(uploads)
        .where(uploads.c.company_id == company_id, uploads.c.id.in_(upload_ids), uploads.c.removed_at.is_(None))
        .values(used_at=sa.func.coalesce(uploads.c.used_at, uow.now()))
    )
    return int(marked.rowcount)


def lock_unused_for_job(uow: UnitOfWork, upload_id: UUID) -> Upload | None:
    """Find an upload that nothing uses, of any company; nobody begins to use it until the transaction ends."""
    query = sa.select(uploads).where(uploads.c.id == upload_id, uploads.c.used_at.is_(None))
    row = uow.connection.execute(query.with_for_update()).one_or_none()
    return Upload(**row._asdict()) if row is not None else None


def mark_removed(uow: UnitOfWork, upload: Upload) -> None:
    """Let nobody use the upload any more."""
    uow.connection.execute(
        sa.update(uploads)
        .where(uploads.c.company_id == upload.company_id, uploads.c.id == upload.id)
        .values(removed_at=uow.now())
    )


def delete_upload(uow: UnitOfWork, upload: Upload) -> None:
    """Forget an upload whose file is gone."""
    uow.connection.execute(
        sa.delete(uploads).where(uploads.c.company_id == upload.company_id, uploads.c.id == upload.id)
    )
