"""The HTTP layer with a few routes of a test, on a real database: what holds for every route of every feature."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any, NamedTuple
from uuid import UUID

import httpx
import msgspec
import sqlalchemy as sa
from litestar import Request, Router
from litestar.params import FromPath, JSONBody
from litestar.testing import TestClient

from planroom.entrypoints.api.app import create_app
from planroom.infra.database.unit_of_work import Database, UnitOfWork
from planroom.infra.http import request_scope
from planroom.infra.http.lists import ListRead, list_read
from planroom.infra.http.paging import PageQuery, read_page
from planroom.infra.http.query import read_query
from planroom.infra.http.routing import NO_KEY, QUERY, get, integrate, post
from planroom.infra.outbound.client import CheckedOutbound
from planroom.infra.outbound.port import Outbound
from planroom.infra.settings import Settings
from planroom.infra.storage.objects import MemoryStorage
from planroom.infra.storage.port import Storage
from planroom.kit.actor import Actor
from planroom.kit.errors import ApiKeyInvalid, AppError, ErrorKind
from planroom.kit.paging import make_page

GOOD_KEY = "pk_live_good"
COMPANY_ID = UUID("0192c0de-0000-7000-8000-000000000000")
PREFIX = "/api/integrate/v3"


class Ship(msgspec.Struct):
    """A thing that a client makes."""

    name: Annotated[str, msgspec.Meta(min_length=1)]
    masts: int
    crew: list[str] = []
    free: Any = None


class ShipQuery(PageQuery, frozen=True, kw_only=True):
    """Which ships are wanted."""

    harbour: Annotated[list[str], msgspec.Meta(description="Where they lie; may be repeated.")] = msgspec.field(
        default_factory=list
    )
    masts: int | None = None


class Berth(NamedTuple):
    """A row of the list of ships."""

    id: UUID


class ShipSunk(AppError):
    """The ship is gone."""

    code = "ship_sunk"
    message = "The ship has sunk."


class HarbourBusy(AppError):
    """No berth is free just now."""

    code = "busy"
    kind = ErrorKind.BUSY
    message = "No berth is free just now."


@post("/ships", summary="Build a ship")
def build(request: Request[Any, Any, Any], data: JSONBody[Ship]) -> Ship:
    """Build a ship."""
    with request_scope.write(request):
        return data


@get("/ships", summary="List ships", opt={QUERY: ShipQuery})
def list_ships(request: Request[Any, Any, Any]) -> ListRead[str]:
    """Give numbers from 1 to 45, of which the query is one page."""
    query = read_query(request, ShipQuery)
    with request_scope.read(request):
        wanted = range(1, 46)[query.page.skip : query.page.skip + query.page.fetch]
        page = make_page(query.page, [Berth(UUID(int=number)) for number in wanted])
        return list_read(page, lambda row: f"{row.id.int} {query.harbour} {query.masts}")


@get("/pages")
def read_pages(request: Request[Any, Any, Any]) -> dict[str, int]:
    """Give back which page was asked for."""
    page = read_page(request)
    with request_scope.read(request):
        return {"limit": page.limit, "offset": page.offset}


@get("/ships/{name:str}")
def read_ship(request: Request[Any, Any, Any], name: FromPath[str]) -> Ship:
    """Fail in the way that the name says."""
    with request_scope.read(request) as (uow, actor):
        if name == "sunk":
            raise ShipSunk(last_seen="the Baltic")
        if name == "late":
            raise HarbourBusy(retry_after_seconds=7)
        if name == "secret":
            actor.require("ships.secret")
        if name == "broken":
            uow.connection.execute(sa.text("SELECT secret_column FROM no_such_table"))
        return Ship(name, len(name))


@post("/berths", opt={NO_KEY: True})
def ask_for_berth(data: JSONBody[Ship]) -> Ship:
    """Anybody may ask."""
    return data


@post("/anchors")
def drop_anchor(request: Request[Any, Any, Any], data: JSONBody[Ship | None] = None) -> dict[str, str]:
    """Take a body or none."""
    with request_scope.read(request):
        return {"ship": data.name if data else "any"}


ROUTES = [integrate(build, list_ships, read_pages, read_ship, ask_for_berth, drop_anchor, tag="Ships")]


def authenticate(_uow: UnitOfWork, api_key: str | None, _bearer: str | None) -> Actor:
    """Know one key."""
    if api_key != GOOD_KEY:
        raise ApiKeyInvalid
    return Actor(COMPANY_ID, None, "captain", frozenset())


@dataclass(frozen=True)
class Parts:
    """What an application is built from."""

    settings: Settings
    database: Database
    storage: Storage = field(default_factory=MemoryStorage)
    outbound: Outbound = field(default_factory=lambda: CheckedOutbound(Settings()))
    authenticate: Any = authenticate


@contextmanager
def ships_api(
    database: Database,
    folder: Path,
    routes: list[Router] | None = None,
    **settings: Any,  # noqa: ANN401 — any setting
) -> Iterator[httpx.Client]:
    """Serve the routes in this process; the client sends the good key unless told otherwise."""
    parts = Parts(Settings(data=folder, **settings), database)
    with TestClient(create_app(parts, routes or ROUTES), raise_server_exceptions=False) as client:
        client.headers["api-key"] = GOOD_KEY
        yield client
