"""Rows of API keys."""

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa

from planroom.features.users.errors import ApiKeyNotFound
from planroom.features.users.models import ApiKey, api_keys
from planroom.infra.database.paging import newest_first
from planroom.infra.database.unit_of_work import UnitOfWork
from planroom.kit.paging import PageRequest

_API_KEY = tuple(api_keys.c[name] for name in ApiKey._fields)


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
