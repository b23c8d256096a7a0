"""Whom a credential stands for: one statement each, on a unique index."""

from datetime import datetime
from typing import NamedTuple
from uuid import UUID

import sqlalchemy as sa

from planroom.features.users.models import User, api_keys, operators, user_tokens, users
from planroom.features.users.repository.people import USER
from planroom.features.users.rules import Role, Scope
from planroom.infra.database.unit_of_work import UnitOfWork

_first_manager = (
    sa.select(users.c.id)
    .where(users.c.company_id == api_keys.c.company_id, users.c.role == Role.MANAGER)
    .order_by(users.c.id)
    .limit(1)
    .scalar_subquery()
)
# Built once: every call of the API runs one of these.
_CALLER_OF_API_KEY = sa.select(
    api_keys.c.id,
    api_keys.c.company_id,
    api_keys.c.name,
    api_keys.c.scope,
    api_keys.c.expires_at,
    api_keys.c.revoked_at,
    _first_manager,
).where(api_keys.c.key_hash == sa.bindparam("key_hash"))
_CALLER_OF_OPERATOR_KEY = sa.select(operators.c.email, operators.c.revoked_at).where(
    operators.c.key_hash == sa.bindparam("key_hash")
)
_USER_BY_TOKEN = (
    sa.select(user_tokens.c.expires_at, *USER)
    .join(users, users.c.id == user_tokens.c.user_id)
    .where(user_tokens.c.token_hash == sa.bindparam("token_hash"))
)


class ApiKeyCaller(NamedTuple):
    """Whom an API key stands for: its company, and the first Manager as the owner of what it makes."""

    key_id: UUID
    company_id: UUID
    name: str
    scope: Scope
    expires_at: datetime | None
    revoked_at: datetime | None
    first_manager_id: UUID | None


class OperatorCaller(NamedTuple):
    """Whom an operator's key stands for."""

    email: str
    revoked_at: datetime | None


class UserCaller(NamedTuple):
    """Whom a user token stands for, and until when."""

    token_expires_at: datetime
    user: User


def find_caller_of_api_key(uow: UnitOfWork, key_hash: str) -> ApiKeyCaller | None:
    """Find whom an API key stands for, in one statement on its unique index."""
    row = uow.connection.execute(_CALLER_OF_API_KEY, {"key_hash": key_hash}).one_or_none()
    return ApiKeyCaller(*row) if row is not None else None


def find_caller_of_operator_key(uow: UnitOfWork, key_hash: str) -> OperatorCaller | None:
    """Find whom an operator's key stands for, in one statement on its unique index."""
    row = uow.connection.execute(_CALLER_OF_OPERATOR_KEY, {"key_hash": key_hash}).one_or_none()
    return OperatorCaller(*row) if row is not None else None


def find_user_by_token(uow: UnitOfWork, token_hash: str) -> UserCaller | None:
    """Find the user whom a token was made for, in one statement on its unique index."""
    row = uow.connection.execute(_USER_BY_TOKEN, {"token_hash": token_hash}).one_or_none()
    return UserCaller(row[0], User(*row[1:])) if row is not None else None
