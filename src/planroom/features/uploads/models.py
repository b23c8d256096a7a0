"""The uploads table and the records read from it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa

from planroom.infra.database.base import metadata
from planroom.infra.database.types import UtcTime

uploads = sa.Table(
    "uploads",
    metadata,
    sa.Column("id", sa.Uuid(), primary_key=True),
    sa.Column("company_id", sa.Uuid(), sa.ForeignKey("companies.id"), nullable=False, index=True),
    sa.Column("token", sa.String(43), nullable=False, unique=True),
    sa.Column("file_name", sa.String(200), nullable=False),
    sa.Column("media_type", sa.String(100), nullable=False),
    sa.Column("size", sa.BigInteger(), nullable=False),
    sa.Column("sha256", sa.String(64), nullable=False),
    sa.Column("storage_key", sa.Text(), nullable=False),
    sa.Column("created_by", sa.Text(), nullable=False),
    sa.Column("created_at", UtcTime(), nullable=False),
    # Null: nothing uses the file yet, and it goes when its time is over.
    sa.Column("used_at", UtcTime()),
    # The file is being removed; nobody can use it any more.
    sa.Column("removed_at", UtcTime()),
)


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that was handed in: ``size`` in bytes, ``sha256`` of its content, ``media_type`` as it was found to be."""

    id: UUID
    company_id: UUID
    token: str
    file_name: str
    media_type: str
    size: int
    sha256: str
    storage_key: str
    created_by: str
    created_at: datetime
    used_at: datetime | None = None
    removed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file that is in the storage already and becomes an upload."""

    file_name: str
    media_type: str
    size: int
    sha256: str
    storage_key: str
