"""Rows of the audit log. They are written and read, never changed."""

from uuid import UUID

import sqlalchemy as sa

from planroom.features.audit.models import AuditEntry, AuditFilter, audit_entries
from planroom.infra.database.paging import newest_first
from planroom.infra.database.unit_of_work import UnitOfWork
from planroom.kit.paging import PageRequest

_ENTRY = tuple(audit_entries.c[name] for name in AuditEntry._fields)


def insert_entry(uow: UnitOfWork, entry: AuditEntry) -> None:
    """Store an entry."""
    uow.connection.execute(sa.insert(audit_entries).values(entry._asdict()))


def list_entries(uow: UnitOfWork, company_id: UUID, wanted: AuditFilter, page: PageRequest) -> list[AuditEntry]:
    """List entries of the company's log, newest first."""
    query = sa.select(*_ENTRY).where(audit_entries.c.company_id == company_id, *_conditions(wanted))
    return [AuditEntry(*row) for row in newest_first(query, audit_entries.c.id).rows(uow.connection, page)]


def _conditions(wanted: AuditFilter) -> list[sa.ColumnElement[bool]]:
    conditions = {
        "action": audit_entries.c.action == wanted.action,
        "subject": audit_entries.c.subject == wanted.subject,
        "subject_id": audit_entries.c.subject_id == wanted.subject_id,
        "actor": audit_entries.c.actor == wanted.actor,
    }
    given = [condition for name, condition in conditions.items() if getattr(wanted, name) is not None]
    if wanted.created_from is not None:
        given.append(audit_entries.c.created_at >= wanted.created_from)
    if wanted.created_to is not None:
        given.append(audit_entries.c.created_at < wanted.created_to)
    return given
