"""Use cases of the audit log."""

from typing import Any
from uuid import UUID

from planroom.features.audit import repository
from planroom.features.audit.models import AuditEntry
from planroom.features.audit.rules import Subject
from planroom.infra.database.unit_of_work import UnitOfWork
from planroom.kit.actor import Actor
from planroom.kit.ids import new_id


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
