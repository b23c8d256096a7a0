"""What a route opens first: one unit of work and the authenticated actor, on one database thread.

    @post("/orders/{order_id:str}/change-requests")
    def create(request: Request, order_id: str, data: ChangeRequestCreate) -> ChangeRequestCreated:
        with request_scope.write(request) as (uow, actor):
            ...

The transaction ends inside the route, before a byte of the answer is sent. A request without a credential is refused
before the database is touched.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from litestar import Request

from planroom.infra.database.unit_of_work import UnitOfWork
from planroom.infra.http.credentials import find_credentials, read_credentials
from planroom.infra.http.idempotency.running import open_read, open_write
from planroom.infra.http.parts import parts_of
from planroom.infra.http.routing import CALLERS, NO_KEY, Callers
from planroom.infra.outbound.port import Outbound
from planroom.infra.settings import Settings
from planroom.infra.storage.port import Storage
from planroom.kit.actor import Actor
from planroom.kit.errors import RoleNotAllowed


@contextmanager
def write(request: Request[Any, Any, Any]) -> Iterator[tuple[UnitOfWork, Actor]]:
    """Open a transaction that may write, for the caller; raises ApiKeyMissing or ApiKeyInvalid (401)."""
    parts = parts_of(request)
    credentials = read_credentials(request)
    with open_write(parts.database) as uow:
        yield uow, parts.authenticate(uow, credentials.api_key, credentials.bearer)


@contextmanager
def read(request: Request[Any, Any, Any]) -> Iterator[tuple[UnitOfWork, Actor]]:
    """Open a transaction that only reads, for the caller; raises ApiKeyMissing or ApiKeyInvalid (401)."""
    parts = parts_of(request)
    credentials = read_credentials(request)
    with open_read(parts.database) as uow:
        yield uow, parts.authenticate(uow, credentials.api_key, credentials.bearer)


def refuse_strangers(request: Request[Any, Any, Any]) -> None:
    """Make sure of the caller before telling what else is wrong: a wrong key with a wrong request is a wrong key.

    The same goes for a company at the production desk and an operator at the Integrate API, who are told
    RoleNotAllowed. Only refused requests take this way. Nothing happens for routes that anybody may call.
    """
    options = request.route_handler.opt
    if options.get(NO_KEY):
        return
    with read(request) as (_, actor):
        kind = Callers.OPERATORS if actor.is_operator else Callers.COMPANIES
        if options.get(CALLERS, kind) != kind:
            raise RoleNotAllowed


@contextmanager
def read_without_key(request: Request[Any, Any, Any]) -> Iterator[UnitOfWork]:
    """Open a transaction that only reads, for routes whose address is the secret (files, the order's page)."""
    with open_read(parts_of(request).database) as uow:
        yield uow


@contextmanager
def write_without_key(request: Request[Any, Any, Any]) -> Iterator[UnitOfWork]:
    """Open a transaction that may write, for routes whose caller is not known yet (signing in).

    It is committed at the end of the block, whatever becomes of the rest of the request.
    """
    with parts_of(request).database.write() as uow:
        yield uow


def has_credentials(request: Request[Any, Any, Any]) -> bool:
    """Tell whether the request carries a key or a token, right or wrong."""
    return any(find_credentials(request.scope["headers"]))


def settings(request: Request[Any, Any, Any]) -> Settings:
    """Give the settings of this process."""
    return parts_of(request).settings


def storage(request: Request[Any, Any, Any]) -> Storage:
    """Give the place where files are kept; never used while a unit of work is open."""
    return parts_of(request).storage


def outbound(request: Request[Any, Any, Any]) -> Outbound:
    """Give what makes outgoing calls; never used while a unit of work is open."""
    return parts_of(request).outbound
