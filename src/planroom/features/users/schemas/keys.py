"""API keys on the wire (contract 3.8)."""

from typing import Annotated

import msgspec

from planroom.features.users.models import ApiKey, NewApiKey
from planroom.features.users.rules import MAX_KEY_LIFETIME_DAYS, MAX_KEY_NAME_LENGTH, Scope
from planroom.infra.http.constraints import NOT_BLANK

REVOKED = "The API key is revoked."
KEEP_IT = "Keep the key now: it is not shown again."


class ApiKeyCreate(msgspec.Struct, frozen=True, kw_only=True):
    """A key that you want. It acts as a Manager, but only within its scope; without a lifetime it never ends."""

    name: Annotated[str, msgspec.Meta(min_length=1, max_length=MAX_KEY_NAME_LENGTH, pattern=NOT_BLANK)]
    scope: Scope
    expires_in_days: Annotated[int, msgspec.Meta(ge=1, le=MAX_KEY_LIFETIME_DAYS)] | None = None


class ApiKeyRead(msgspec.Struct, frozen=True, kw_only=True):
    """A key without its secret. ``last_used_at`` may be a minute or two late."""

    id: str
    name: str
    scope: Scope
    prefix: str
    created_at: float
    expires_at: float | None
    last_used_at: float | None
    revoked_at: float | None


class ApiKeyCreated(ApiKeyRead, frozen=True, kw_only=True):
    """A new key with its secret, ``api_key``, which is shown here and never again."""

    api_key: str
    message: str = KEEP_IT


class ApiKeyRevoked(msgspec.Struct, frozen=True, kw_only=True):
    """The key opens nothing any more."""

    message: str = REVOKED


def api_key_read(key: ApiKey) -> ApiKeyRead:
    """Show a key."""
    return msgspec.convert(_shown(key), ApiKeyRead)


def api_key_created(made: NewApiKey) -> ApiKeyCreated:
    """Show a new key, this once with its secret."""
    return msgspec.convert({**_shown(made.key), "api_key": made.secret}, ApiKeyCreated)


def _shown(key: ApiKey) -> dict[str, object]:
    return {
        "id": str(key.id),
        "name": key.name,
        "scope": key.scope,
        "prefix": key.prefix,
        "created_at": key.created_at.timestamp(),
        "expires_at": key.expires_at.timestamp() if key.expires_at else None,
        "last_used_at": key.last_used_at.timestamp() if key.last_used_at else None,
        "revoked_at": key.revoked_at.timestamp() if key.revoked_at else None,
    }
