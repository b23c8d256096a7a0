"""The secret that links are signed with: one for the whole installation, made with the first link and kept for good."""

import sqlalchemy as sa

from planroom.features.invitations.models import signing_secrets
from planroom.infra.database.engine import is_unique_violation
from planroom.infra.database.unit_of_work import UnitOfWork
from planroom.kit.signing import new_signing_secret

_LINKS = "links"
_SECRET = sa.select(signing_secrets.c.secret).where(signing_secrets.c.name == _LINKS)


def find_secret(uow: UnitOfWork) -> bytes | None:
    """Find the secret; None while no link was made."""
    secret: bytes | None = uow.connection.scalar(_SECRET)
    return secret


def make_secret(uow: UnitOfWork) -> bytes:
    """Give the secret, made by whoever comes first."""
    found = find_secret(uow)
    if found is not None:
        return found
    secret = new_signing_secret()
    try:
        with uow.connection.begin_nested():
            uow.connection.execute(sa.insert(signing_secrets).values(name=_LINKS, secret=secret, created_at=uow.now()))
    except sa.exc.IntegrityError as error:
        if not is_unique_violation(error):
            raise
        return bytes(uow.connection.execute(_SECRET).scalar_one())
    return secret
