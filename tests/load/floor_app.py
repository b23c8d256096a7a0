"""The real application with two routes beside it that do the same work by hand.

``/floor/orders``: the same server, framework, threads, unit of work, key look-up and reply; the page query is
hand-written SQL on the raw driver. ``/bare/orders``: the key look-up too, on a connection of its own, without a unit
of work: what all of the layers cost together.
"""

import sqlite3
import threading
from typing import Any

import psycopg
from litestar import Litestar, Request
from litestar.concurrency import set_asyncio_executor
from litestar.params import FromPath
from tests.load.raw_pages import fetch_company_of_key, fetch_order, fetch_page

from planroom.bootstrap import Planroom, build
from planroom.entrypoints.api.app import create_app, discover_routes
from planroom.features.orders.errors import OrderNotFound
from planroom.features.orders.schemas.mapping import order_read
from planroom.features.orders.schemas.replies import OrderRead
from planroom.features.orders.schemas.requests import OrderQuery
from planroom.features.orders.service.looking import read_order_id
from planroom.infra.database.threads import database_threads
from planroom.infra.http import request_scope
from planroom.infra.http.credentials import read_credentials
from planroom.infra.http.lists import ListRead, list_read
from planroom.infra.http.query import read_query
from planroom.infra.http.routing import get, integrate
from planroom.infra.logging import configure_logging
from planroom.infra.settings import read_settings
from planroom.kit.errors import ApiKeyInvalid
from planroom.kit.paging import make_page
from planroom.kit.secrets import hash_key

_own = threading.local()
_planroom: list[Planroom] = []


@get("/floor/orders")
def floor(request: Request[Any, Any, Any]) -> ListRead[OrderRead]:
    """List orders with a page query on the raw driver."""
    query = read_query(request, OrderQuery)
    public_url = request_scope.settings(request).resolved_public_url
    with request_scope.read(request) as (uow, actor):
        raw = uow.connection.connection.dbapi_connection
        orders = fetch_page(raw, actor.company, query.page.fetch, query.page.skip)
    return list_read(make_page(query.page, orders), lambda order: order_read(order, public_url))


@get("/bare/orders")
def bare(request: Request[Any, Any, Any]) -> ListRead[OrderRead]:
    """List orders with everything on the raw driver."""
    query = read_query(request, OrderQuery)
    public_url = request_scope.settings(request).resolved_public_url
    raw = _connection()
    company_id = fetch_company_of_key(raw, hash_key(read_credentials(request).api_key or ""))
    if company_id is None:
        raise ApiKeyInvalid
    orders = fetch_page(raw, company_id, query.page.fetch, query.page.skip)
    return list_read(make_page(query.page, orders), lambda order: order_read(order, public_url))


@get("/floor/orders/{order_id:str}")
def floor_one(request: Request[Any, Any, Any], order_id: FromPath[str]) -> OrderRead:
    """Give an order with a query on the raw driver."""
    public_url = request_scope.settings(request).resolved_public_url
    with request_scope.read(request) as (uow, actor):
        order = fetch_order(uow.connection.connection.dbapi_connection, actor.company, read_order_id(order_id))
    if order is None:
        raise OrderNotFound
    return order_read(order, public_url)


@get("/bare/orders/{order_id:str}")
def bare_one(request: Request[Any, Any, Any], order_id: FromPath[str]) -> OrderRead:
    """Give an order with everything on the raw driver."""
    public_url = request_scope.settings(request).resolved_public_url
    raw = _connection()
    company_id = fetch_company_of_key(raw, hash_key(read_credentials(request).api_key or ""))
    order = fetch_order(raw, company_id, read_order_id(order_id)) if company_id else None
    if order is None:
        raise ApiKeyInvalid
    return order_read(order, public_url)


def _connection() -> Any:  # noqa: ANN401 — of two drivers
    """Give this thread's own connection."""
    if not hasattr(_own, "connection"):
        url = _planroom[0].engines.reader.url
        if url.get_backend_name() == "sqlite":
            _own.connection = sqlite3.connect(str(url.database))
        else:
            plain = url.set(drivername="postgresql").render_as_string(hide_password=False)
            _own.connection = psycopg.connect(plain, autocommit=True)
    return _own.connection


def create() -> Litestar:
    """Build it as the real server does; see planroom.entrypoints.asgi."""
    settings = read_settings()
    configure_logging(settings)
    _planroom.append(build(settings))
    set_asyncio_executor(database_threads(_planroom[0].engines))
    return create_app(_planroom[0], [*discover_routes(), integrate(floor, bare, floor_one, bare_one, tag="Floor")])
