"""The calls about API keys, users and signing in (contract 3.3 and 3.8)."""

from typing import Any

from litestar import Request
from litestar.params import FromPath, JSONBody

from planroom.features.users.schemas.keys import (
    ApiKeyCreate,
    ApiKeyCreated,
    ApiKeyRead,
    ApiKeyRevoked,
    api_key_created,
    api_key_read,
)
from planroom.features.users.service import keys
from planroom.infra.http import request_scope
from planroom.infra.http.lists import ListRead, list_read
from planroom.infra.http.paging import PageQuery, read_page
from planroom.infra.http.routing import QUERY, delete, get, integrate, post


@get("/api-keys", summary="List API keys", opt={QUERY: PageQuery})
def list_keys(request: Request[Any, Any, Any]) -> ListRead[ApiKeyRead]:
    """Your company's keys, newest first, revoked ones too. The secrets are kept as hashes only."""
    wanted = read_page(request)
    with request_scope.read(request) as (uow, actor):
        page = keys.list_api_keys(uow, actor, wanted)
    return list_read(page, api_key_read)


@post("/api-keys", summary="Make an API key")
def create_key(request: Request[Any, Any, Any], data: JSONBody[ApiKeyCreate]) -> ApiKeyCreated:
    """Make a key with a name, a scope and perhaps an end. Its secret is in this reply and never shown again.

    The scope `read` looks and changes nothing, `orders` places orders and asks for changes, `admin` may all that a
    Manager may. A key cannot make one that may do more than itself.
    """
    with request_scope.write(request) as (uow, actor):
        made = keys.create_api_key(uow, actor, name=data.name, scope=data.scope, lifetime_days=data.expires_in_days)
    return api_key_created(made)


@post("/api-keys/{key_id:str}/rotate", summary="Rotate an API key")
def rotate_key(request: Request[Any, Any, Any], key_id: FromPath[str]) -> ApiKeyCreated:
    """Make a successor with the same name, scope and lifetime. The old key works for 7 more days, so nothing stops."""
    with request_scope.write(request) as (uow, actor):
        made = keys.rotate_api_key(uow, actor, keys.read_key_id(key_id))
    return api_key_created(made)


@delete("/api-keys/{key_id:str}", summary="Revoke an API key")
def revoke_key(request: Request[Any, Any, Any], key_id: FromPath[str]) -> ApiKeyRevoked:
    """End a key at once."""
    with request_scope.write(request) as (uow, actor):
        keys.revoke_api_key(uow, actor, keys.read_key_id(key_id))
    return ApiKeyRevoked()


handlers = [integrate(list_keys, create_key, rotate_key, revoke_key, tag="API keys")]
