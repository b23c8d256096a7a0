"""The company_exports table and the record read from it."""

from datetime import datetime
from typing import NamedTuple
from uuid import UUID

import sqlalchemy as sa

from planroom.features.privacy.rules import ExportState
from planroom.infra.database.base import metadata
from planroom.infra.database.types import UtcTime, text_enum

company_exports = sa.Table(
    "company_exports",
    metadata,
    sa.Column("id", sa.Uuid(), primary_key=True),
    sa.Column("company_id", sa.Uuid(), sa.ForeignKey("companies.id"), nullable=False, index=True),
    sa.Column("requested_by", sa.Text(), nullable=False),
    sa.Column("state", text_enum(ExportState, "state"), nullable=False),
    sa.Column("created_at", UtcTime(), nullable=False),
    sa.Column("finished_at", UtcTime()),
    # The rest is set when the archive is ready. The token is the secret in its address.
    sa.Column("expires_at", UtcTime()),
    sa.Column("token", sa.String(64), unique=True),
    sa.Column("size", sa.BigInteger()),
    sa.Column("sha256", sa.String(64)),
    sa.Column("storage_key", sa.Text()),
)


class Export(NamedTuple):
    """One archive of everything that a company has: ``size`` in bytes, ``sha256`` of its content."""

    id: UUID
    company_id: UUID
    requested_by: str
    state: ExportState
    created_at: datetime
    finished_at: datetime | None
    expires_at: datetime | None
    token: str | None
    size: int | None
    sha256: str | None
    storage_key: str | None


class ArchivedFile(NamedTuple):
    """A stored file and where it lies in an archive."""

    storage_key: str
    path: str
