"""Rows of the audit log. They are written and read, never changed."""

import sqlalchemy as sa

from planroom.features.audit.models import AuditEntry, audit_entries
from planroom.infra.database.unit_of_work import UnitOfWork


def insert_entry(uow: UnitOfWork, entry: AuditEntry) -> None:
    """Store an entry."""
    uow.connection.execute(sa.insert(audit_entries).values(entry._asdict()))
