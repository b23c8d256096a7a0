"""The audit log's table and the record read from it."""

from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

import sqlalchemy as sa

from planroom.features.audit.rules import Subject
from planroom.infra.database.base import metadata
from planroom.infra.database.types import Json, UtcTime, text_enum

audit_entries = sa.Table(
    "audit_entries",
    metadata,
    sa.Column("id", sa.Uuid(), primary_key=True),
    # No foreign keys: an entry outlives what it tells of.
    sa.Column("company_id", sa.Uuid(), nullable=False),
    sa.Column("actor", sa.Text(), nullable=False),
    sa.Column("actor_id", sa.Uuid()),
    sa.Column("action", sa.String(60), nullable=False),
    sa.Column("subject", text_enum(Subject, "subject"), nullable=False),
    sa.Column("subject_id", sa.Uuid(), nullable=False),
    sa.Column("details", Json, nullable=False),
    sa.Column("created_at", UtcTime(), nullable=False),
    # Lists run newest first, and ids sort by time.
    sa.Index("ix_audit_entries_company_id_id", "company_id", "id"),
)


class AuditEntry(NamedTuple):
    """One change: ``actor`` did ``action`` to the thing ``subject_id``. ``details`` never holds a secret."""

    id: UUID
    company_id: UUID
    actor: str
    actor_id: UUID | None
    action: str
    subject: Subject
    subject_id: UUID
    details: dict[str, Any]
    created_at: datetime


class AuditFilter(NamedTuple):
    """Which entries are wanted: all that is given must hold; ``created_to`` is not included itself."""

    action: str | None = None
    subject: Subject | None = None
    subject_id: UUID | None = None
    actor: str | None = None
    created_from: datetime | None = None
    created_to: datetime | None = None
