"""The API keys of a company: made, listed, rotated, revoked (contract 3.8)."""

from datetime import datetime, timedelta
from uuid import UUID

from planroom.features.audit.rules import Subject
from planroom.features.audit.service import record
from planroom.features.companies.rules import Permission
from planroom.features.users.errors import ApiKeyNotFound
from planroom.features.users.models import ApiKey, NewApiKey
from planroom.features.users.repository import keys
from planroom.features.users.rules import (
    API_KEY_PREFIX,
    PERMISSIONS_OF_SCOPE,
    ROTATION_OVERLAP_DAYS,
    SHOWN_KEY_CHARACTERS,
    Scope,
)
from planroom.infra.database.unit_of_work import UnitOfWork
from planroom.kit.actor import Actor
from planroom.kit.errors import RoleNotAllowed
from planroom.kit.ids import new_id, parse_id
from planroom.kit.paging import Page, PageRequest, make_page
from planroom.kit.secrets import hash_key, new_key


def read_key_id(text: str) -> UUID:
    """Read a key's id; ApiKeyNotFound for a text that is none, because no key has it (contract 1.1)."""
    key_id = parse_id(text)
    if key_id is None:
        raise ApiKeyNotFound
    return key_id


def create_api_key(
    uow: UnitOfWork, actor: Actor, *, name: str, scope: Scope = Scope.ADMIN, lifetime_days: int | None = None
) -> NewApiKey:
    """Make an API key. Only its hash is stored: the secret is in the reply and nowhere else.

    Nobody can make a key that may do more than they may: RoleNotAllowed.
    """
    _require(actor, scope)
    made = _make(uow, actor.company, name, scope, lifetime_days)
    _record(uow, actor, "api_key.created", made.key, expires_at=_shown(made.key.expires_at))
    return made


def list_api_keys(uow: UnitOfWork, actor: Actor, page: PageRequest) -> Page[ApiKey]:
    """List the keys of the actor's company, newest first, revoked ones too."""
    actor.require(Permission.EDIT_KEYS)
    return make_page(page, keys.list_api_keys(uow, actor.company, page))


def rotate_api_key(uow: UnitOfWork, actor: Actor, key_id: UUID) -> NewApiKey:
    """Make a successor of a key; the old one goes on working for 7 days, or shorter if it ends before.

    The successor has the old one's name, scope and lifetime. Raises ApiKeyNotFound when the company has no such key or
    it is revoked.
    """
    actor.require(Permission.EDIT_KEYS)
    old = keys.get_usable_api_key(uow, actor.company, key_id)
    _require(actor, old.scope)
    overlap_ends_at = uow.now() + timedelta(days=ROTATION_OVERLAP_DAYS)
    ends_at = min(old.expires_at, overlap_ends_at) if old.expires_at else overlap_ends_at
    keys.update_api_key(uow, old, expires_at=ends_at)
    made = _make(uow, actor.company, old.name, old.scope, old.lifetime_days)
    _record(uow, actor, "api_key.rotated", made.key, successor_of=str(old.id), old_ends_at=_shown(ends_at))
    return made


def revoke_api_key(uow: UnitOfWork, actor: Actor, key_id: UUID) -> None:
    """End a key at once; ApiKeyNotFound when the company has no such key or it is revoked."""
    actor.require(Permission.EDIT_KEYS)
    key = keys.get_usable_api_key(uow, actor.company, key_id)
    keys.update_api_key(uow, key, expires_at=key.expires_at, revoked_at=uow.now())
    _record(uow, actor, "api_key.revoked", key)


def _require(actor: Actor, scope: Scope) -> None:
    actor.require(Permission.EDIT_KEYS)
    if not PERMISSIONS_OF_SCOPE[scope] <= actor.permissions:
        raise RoleNotAllowed


def _make(uow: UnitOfWork, company_id: UUID, name: str, scope: Scope, lifetime_days: int | None) -> NewApiKey:
    secret, now = new_key(API_KEY_PREFIX), uow.now()
    key = ApiKey(
        id=new_id(),
        company_id=company_id,
        name=name,
        prefix=secret[:SHOWN_KEY_CHARACTERS],
        created_at=now,
        expires_at=now + timedelta(days=lifetime_days) if lifetime_days else None,
        revoked_at=None,
        scope=scope,
        lifetime_days=lifetime_days,
        last_used_at=None,
    )
    keys.insert_api_key(uow, key, hash_key(secret))
    return NewApiKey(key, secret)


def _record(uow: UnitOfWork, actor: Actor, action: str, key: ApiKey, **more: str | None) -> None:
    details = {"name": key.name, "scope": key.scope, "prefix": key.prefix, **more}
    record(uow, actor, action, Subject.API_KEY, key.id, details=details)


def _shown(time: datetime | None) -> str | None:
    return time.isoformat() if time else None
