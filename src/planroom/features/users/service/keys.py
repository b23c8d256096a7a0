"""The API keys of a company: made, listed, rotated, revoked."""

from datetime import timedelta
from uuid import UUID

from planroom.features.users import repository
from planroom.features.users.models import ApiKey, NewApiKey
from planroom.features.users.rules import API_KEY_PREFIX, ROTATION_OVERLAP_DAYS, SHOWN_KEY_CHARACTERS, Scope
from planroom.infra.database.unit_of_work import UnitOfWork
from planroom.kit.ids import new_id
from planroom.kit.secrets import hash_key, new_key


def create_api_key(uow: UnitOfWork, *, company_id: UUID, name: str, scope: Scope = Scope.ADMIN) -> NewApiKey:
    """Make an API key. Only its hash is stored: the secret is in the reply and nowhere else."""
    secret = new_key(API_KEY_PREFIX)
    key = ApiKey(
        id=new_id(),
        company_id=company_id,
        name=name,
        prefix=secret[:SHOWN_KEY_CHARACTERS],
        created_at=uow.now(),
        expires_at=None,
        revoked_at=None,
        scope=scope,
        lifetime_days=None,
        last_used_at=None,
    )
    repository.insert_api_key(uow, key, hash_key(secret))
    return NewApiKey(key, secret)


def list_api_keys(uow: UnitOfWork, *, company_id: UUID) -> list[ApiKey]:
    """List the keys of a company, newest first, revoked ones too."""
    return repository.list_api_keys(uow, company_id)


def rotate_api_key(uow: UnitOfWork, *, company_id: UUID, key_id: UUID) -> NewApiKey:
    """Make a successor of a key; the old one goes on working for 7 days, or shorter if it ends before.

    Raises ApiKeyNotFound when the company has no such key or it is revoked.
    """
    old = repository.get_usable_api_key(uow, company_id, key_id)
    overlap_ends_at = uow.now() + timedelta(days=ROTATION_OVERLAP_DAYS)
    ends_at = min(old.expires_at, overlap_ends_at) if old.expires_at else overlap_ends_at
    repository.update_api_key(uow, old, expires_at=ends_at)
    return create_api_key(uow, company_id=company_id, name=old.name)


def revoke_api_key(uow: UnitOfWork, *, company_id: UUID, key_id: UUID) -> None:
    """End a key at once; ApiKeyNotFound when the company has no such key or it is revoked."""
    key = repository.get_usable_api_key(uow, company_id, key_id)
    repository.update_api_key(uow, key, expires_at=key.expires_at, revoked_at=uow.now())
