"""Rows of invitations."""

from typing import Any
from uuid import UUID

import sqlalchemy as sa

from planroom.features.invitations.models import Invitation, invitations
from planroom.infra.database.unit_of_work import UnitOfWork


def insert_invitation(uow: UnitOfWork, invitation: Invitation) -> None:
    """Store an invitation."""
    uow.connection.execute(sa.insert(invitations).values(invitation._asdict()))


def find_invitation_by_signed_token(uow: UnitOfWork, invitation_id: UUID) -> Invitation | None:
    """Find the invitation that a signed token names, of any company: who has the link may."""
    return _find(uow, invitation_id)


def find_invitation_for_job(uow: UnitOfWork, invitation_id: UUID) -> Invitation | None:
    """Find an invitation of any company, with an id that we queued ourselves."""
    return _find(uow, invitation_id)


def _find(uow: UnitOfWork, invitation_id: UUID) -> Invitation | None:
    row = uow.connection.execute(sa.select(invitations).where(invitations.c.id == invitation_id)).one_or_none()
    return Invitation(*row) if row is not None else None


def find_invitation(uow: UnitOfWork, company_id: UUID, order_id: UUID) -> Invitation | None:
    """Find the invitation of an order."""
    query = sa.select(invitations).where(invitations.c.company_id == company_id, invitations.c.order_id == order_id)
    row = uow.connection.execute(query).one_or_none()
    return Invitation(*row) if row is not None else None


def update_invitation(uow: UnitOfWork, invitation: Invitation, **values: Any) -> None:  # noqa: ANN401 — column values
    """Change columns of an invitation."""
    uow.connection.execute(
        sa.update(invitations)
        .where(invitations.c.company_id == invitation.company_id, invitations.c.id == invitation.id)
        .values(**values)
    )
