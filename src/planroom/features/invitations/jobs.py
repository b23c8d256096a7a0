"""The delayed jobs of an invitation: the reminder half-way, and the end."""

from uuid import UUID

from planroom.features.invitations import service
from planroom.infra.jobs.catalogue import JobContext, job


@job("invitations.remind", queue="mails")
def remind(context: JobContext, invitation_id: str) -> None:
    """Remind a client who has not answered. Safe to run twice: a client is reminded once."""
    with context.database.write() as uow:
        service.remind(uow, UUID(invitation_id), context.settings.resolved_public_url)


@job("invitations.expire", queue="mails")
def expire(context: JobContext, invitation_id: str) -> None:
    """Show on the order that its link has ended. Safe to run twice."""
    with context.database.write() as uow:
        service.expire(uow, UUID(invitation_id))
