"""Rows of users, API keys and operators."""

from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

import sqlalchemy as sa

from planroom.features.users.errors import ApiKeyNotFound, OperatorExists, UserExists
from planroom.features.users.models import ApiKey, Operator, User, api_keys, operators, user_tokens, users
from planroom.features.users.rules import Role, Scope, email_key
from planroom.infra.database.engine import is_unique_violation
from planroom.infra.database.paging import newest_first
from planroom.infra.database.unit_of_work import UnitOfWork
from planroom.kit.ids import new_id
from planroom.kit.paging import PageRequest

_USER = tuple(users.c[name] for name in User._fields)
_API_KEY = tuple(api_keys.c[name] for name in ApiKey._fields)
_OPERATOR = tuple(operators.c[name] for name in Operator._fields)

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
    sa.select(user_tokens.c.expires_at, *_USER)
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


def insert_token(uow: UnitOfWork, user_id: UUID, token_hash: str, expires_at: datetime) -> None:
    """Store a user token by its hash."""
    uow.connection.execute(
        sa.insert(user_tokens).values(
            id=new_id(), user_id=user_id, token_hash=token_hash, created_at=uow.now(), expires_at=expires_at
        )
    )


def insert_user(uow: UnitOfWork, user: User) -> None:
    """Store a new user; UserExists when the address is taken, by whichever company."""
    _insert(uow, users, {**user._asdict(), "email_key": email_key(user.email)}, UserExists)


def find_user(uow: UnitOfWork, company_id: UUID, user_id: UUID) -> User | None:
    """Find a user of the company by id."""
    row = uow.connection.execute(
        sa.select(*_USER).where(users.c.company_id == company_id, users.c.id == user_id)
    ).one_or_none()
    return User(*row) if row is not None else None


def find_user_by_email(uow: UnitOfWork, company_id: UUID, email: str) -> User | None:
    """Find a user of the company by e-mail address, in any case."""
    row = uow.connection.execute(
        sa.select(*_USER).where(users.c.company_id == company_id, users.c.email_key == email_key(email))
    ).one_or_none()
    return User(*row) if row is not None else None


def insert_api_key(uow: UnitOfWork, key: ApiKey, key_hash: str) -> None:
    """Store a new API key by its hash."""
    uow.connection.execute(sa.insert(api_keys).values(**key._asdict(), key_hash=key_hash))


def get_usable_api_key(uow: UnitOfWork, company_id: UUID, key_id: UUID) -> ApiKey:
    """Give a key of the company that is not revoked, locked; ApiKeyNotFound otherwise."""
    row = uow.connection.execute(
        sa.select(*_API_KEY)
        .where(api_keys.c.company_id == company_id, api_keys.c.id == key_id, api_keys.c.revoked_at.is_(None))
        .with_for_update(key_share=True)
    ).one_or_none()
    if row is None:
        raise ApiKeyNotFound
    return ApiKey(*row)


def list_api_keys(uow: UnitOfWork, company_id: UUID, page: PageRequest) -> list[ApiKey]:
    """List the keys of the company, newest first."""
    query = sa.select(*_API_KEY).where(api_keys.c.company_id == company_id)
    return [ApiKey(*row) for row in newest_first(query, api_keys.c.id).rows(uow.connection, page)]


def update_api_key(
    uow: UnitOfWork, key: ApiKey, *, expires_at: datetime | None = None, revoked_at: datetime | None = None
) -> None:
    """Write when a key ends."""
    uow.connection.execute(
        sa.update(api_keys)
        .where(api_keys.c.company_id == key.company_id, api_keys.c.id == key.id)
        .values(expires_at=expires_at, revoked_at=revoked_at)
    )


def note_last_use(uow: UnitOfWork, company_id: UUID, key_id: UUID, used_at: datetime) -> None:
    """Write when a key was used last, unless a later use is known."""
    uow.connection.execute(
        sa.update(api_keys)
        .where(
            api_keys.c.company_id == company_id,
            api_keys.c.id == key_id,
            sa.or_(api_keys.c.last_used_at.is_(None), api_keys.c.last_used_at < used_at),
        )
        .values(last_used_at=used_at)
    )


def insert_operator(uow: UnitOfWork, operator: Operator, key_hash: str) -> None:
    """Store a new operator; OperatorExists when the address is taken."""
    values = {**operator._asdict(), "email_key": email_key(operator.email), "key_hash": key_hash}
    _insert(uow, operators, values, OperatorExists)


def _insert(
    uow: UnitOfWork, table: sa.Table, values: dict[str, Any], taken: type[UserExists] | type[OperatorExists]
) -> None:
    try:
        uow.connection.execute(sa.insert(table).values(values))
    except sa.exc.IntegrityError as error:
        if is_unique_violation(error):
            raise taken from error
        raise
