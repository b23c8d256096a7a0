"""The calls about orders (contract 3.4 and 3.8)."""

from collections.abc import Mapping
from typing import Any

from litestar import Request
from litestar.params import FromPath, JSONBody

from planroom.features.orders.schemas.mapping import order_read
from planroom.features.orders.schemas.replies import OrderRead
from planroom.features.orders.schemas.requests import OrderCreate, OrderQuery, SourceReplace, as_list, order_wishes
from planroom.features.orders.service import looking, placing, wanting
from planroom.features.uploads.rules import uploads_address
from planroom.infra.http import request_scope
from planroom.infra.http.lists import ListRead, list_read
from planroom.infra.http.query import read_query
from planroom.infra.http.routing import MORE_FAULTS, QUERY, get, integrate, post
from planroom.kit.errors import FieldFault


def _more_faults(request: Request[Any, Any, Any], body: Mapping[str, object]) -> list[FieldFault]:
    uploads_at = uploads_address(request_scope.settings(request).resolved_public_url)
    with request_scope.read(request) as (uow, actor):
        return wanting.find_faults(uow, actor, order_wishes(body, uploads_at))


@post("/orders", summary="Place an order", opt={MORE_FAULTS: _more_faults})
def create(request: Request[Any, Any, Any], data: JSONBody[OrderCreate]) -> OrderRead:
    """Order floor plans from drawings. The order is Pending at once; your webhooks say when it is Ready.

    The sources are fetched and read afterwards. One that cannot be leaves the order Pending, with an entry in its
    `issues` that says what to do.
    """
    public_url = request_scope.settings(request).resolved_public_url
    new = data.to_new_order(uploads_address(public_url), as_list(data.source))
    with request_scope.write(request) as (uow, actor):
        return order_read(placing.create_order(uow, actor, new), public_url)


@get("/orders", summary="List orders", opt={QUERY: OrderQuery})
def list_all(request: Request[Any, Any, Any]) -> ListRead[OrderRead]:
    """Your company's orders, newest first, each as whole as when asked for alone.

    A user's token lists what its role sees: a User the orders of its office, a Collaborator its own.
    """
    query = read_query(request, OrderQuery)
    public_url = request_scope.settings(request).resolved_public_url
    with request_scope.read(request) as (uow, actor):
        page = looking.list_orders(uow, actor, query.wanted, query.page)
    return list_read(page, lambda order: order_read(order, public_url))


@get("/orders/{order_id:str}", summary="Get an order")
def read_one(request: Request[Any, Any, Any], order_id: FromPath[str]) -> OrderRead:
    """One order, with the files delivered last."""
    public_url = request_scope.settings(request).resolved_public_url
    with request_scope.read(request) as (uow, actor):
        return order_read(looking.get_order(uow, actor, looking.read_order_id(order_id)), public_url)


@post("/orders/{order_id:str}/source", summary="Hand in another source")
def replace_source(
    request: Request[Any, Any, Any], order_id: FromPath[str], data: JSONBody[SourceReplace]
) -> OrderRead:
    """Give other drawings for an order whose source could not be read. It is read again from the start."""
    public_url = request_scope.settings(request).resolved_public_url
    with request_scope.write(request) as (uow, actor):
        order = placing.replace_source(
            uow, actor, looking.read_order_id(order_id), data.urls, uploads_address(public_url)
        )
    return order_read(order, public_url)


handlers = [integrate(create, list_all, read_one, replace_source, tag="Orders")]
