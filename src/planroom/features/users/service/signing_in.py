"""Signing in: an e-mail address and a password become a token."""

from datetime import timedelta

from planroom.features.users import repository
from planroom.features.users.models import NewUserToken, User
from planroom.features.users.rules import USER_TOKEN_PREFIX
from planroom.infra.database.unit_of_work import UnitOfWork
from planroom.kit.secrets import hash_key, new_key


def issue_token(uow: UnitOfWork, user: User, *, lifetime: timedelta) -> NewUserToken:
    """Make a token with which the user acts by role. Only its hash is stored."""
    secret = new_key(USER_TOKEN_PREFIX)
    expires_at = uow.now() + lifetime
    repository.insert_token(uow, user.id, hash_key(secret), expires_at)
    return NewUserToken(user, secret, expires_at)
