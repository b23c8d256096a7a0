"""Rows of invitations, and the secret of this installation."""

from typing import Any
from uuid import UUID

import sqlalchemy as sa

from planroom.features.invitations.models import Invitation, invitations, signing_secrets
from planroom.infra.database.engine import is_unique_violation
from planroom.infra.database.unit_of_work import UnitOfWork
from planroom.kit.signing import new_signing_secret

_LINKS = "links"
_SECRET = sa.select(signing_secrets.c.secret).where(signing_secrets.c.name == _LINKS)


def insert_invitation(uow: UnitOfWork, invitation: Invitation) -> None:
    """Store an invitation."""
    uow.connection.execute(sa.insert(invitations).values(invitation._asdict()))


def find_invitation_by_link(uow: UnitOfWork, invitation_id: UUID) -> Invitation | None:
    """Find an invitation of any company: who has a signed link to it may, and so may the jobs about it."""
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


def find_secret(uow: UnitOfWork) -> bytes | None:
    """Find the secret that links are signed with; None while no link was made."""
    secret: bytes | None = uow.connection.scalar(_SECRET)
    return secret


def make_secret(uow: UnitOfWork) -> bytes:
    """Give the secret that links are signed with, made by whoever comes first."""
    secret = find_secret(uow)
    if secret is not None:
        return secret
    secret = new_signing_secret()
    try:
        with uow.connection.begin_nested():
            uow.connection.execute(sa.insert(signing_secrets).values(name=_LINKS, secret=secret, created_at=uow.now()))
    except sa.exc.IntegrityError as error:
        if not is_unique_violation(error):
            raise
        return bytes(uow.connection.execute(_SECRET).scalar_one())
    return secret
