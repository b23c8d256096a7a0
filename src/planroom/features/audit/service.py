"""Use cases of the audit log."""

from typing import Any
from uuid import UUID

from planroom.features.audit import repository
from planroom.features.audit.models import AuditEntry, AuditFilter
from planroom.features.audit.rules import READ_AUDIT, Subject
from planroom.infra.database.unit_of_work import UnitOfWork
from planroom.kit.actor import Actor
from planroom.kit.ids import new_id
from planroom.kit.paging import Page, PageRequest, make_page


def record(
    uow: UnitOfWork,
    actor: Actor,
    action: str,
    subject: Subject,
    subject_id: UUID,
    *,
    company_id: UUID | None = None,
    details: dict[str, Any] | None = None,
) -> None:
    """Write down, in the change's own transaction, that ``actor`` did ``action`` (``user.role_changed``) to a thing.

    ``company_id`` is whose log it is; the actor's own unless given, which an operator must. ``details`` are plain JSON
    values that tell what changed; never a secret.
    """
    entry = AuditEntry(
        id=new_id(),
        company_id=company_id or actor.company,
        actor=actor.name,
        actor_id=actor.user_id,
        action=action,
        subject=subject,
        subject_id=subject_id,
        details=details or {},
        created_at=uow.now(),
    )
    repository.insert_entry(uow, entry)


def list_entries(uow: UnitOfWork, actor: Actor, wanted: AuditFilter, page: PageRequest) -> Page[AuditEntry]:
    """List entries of the log of the actor's company, newest first."""
    actor.require(READ_AUDIT)
    return make_page(page, repository.list_entries(uow, actor.company, wanted, page))


def list_for_export(uow: UnitOfWork, *, company_id: UUID, wanted: AuditFilter, page: PageRequest) -> Page[AuditEntry]:
    """List a part of a company's log for who has been found to be allowed to read it."""
    return make_page(page, repository.list_entries(uow, company_id, wanted, page))
