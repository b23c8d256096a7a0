"""The calls about change requests (contract 3.5)."""

from typing import Any

from litestar import Request
from litestar.params import FromPath, JSONBody

from planroom.features.change_requests import service
from planroom.features.change_requests.schemas import (
    ChangeRequestCreate,
    ChangeRequestCreated,
    ChangeRequestRead,
    change_request_read,
)
from planroom.features.orders.service.looking import read_order_id
from planroom.infra.http import request_scope
from planroom.infra.http.lists import ListRead, list_read
from planroom.infra.http.paging import PageQuery, read_page
from planroom.infra.http.routing import QUERY, get, integrate, post


@post("/orders/{order_id:str}/change-requests", summary="Add a change request for an order")
def create(
    request: Request[Any, Any, Any], order_id: FromPath[str], data: JSONBody[ChangeRequestCreate]
) -> ChangeRequestCreated:
    """Ask for a correction of a delivered order. It moves to Fixing, and to Ready when the last request is closed.

    Every request keeps its own text, state and reply; the first three of an order are free.
    """
    with request_scope.write(request) as (uow, actor):
        asked = service.request_changes(uow, actor, read_order_id(order_id), data.to_new_change_request())
    return ChangeRequestCreated(id=str(asked.id))


@get("/orders/{order_id:str}/change-requests", summary="List change requests of an order", opt={QUERY: PageQuery})
def list_all(request: Request[Any, Any, Any], order_id: FromPath[str]) -> ListRead[ChangeRequestRead]:
    """The change requests of an order, newest first."""
    wanted = read_page(request)
    with request_scope.read(request) as (uow, actor):
        page = service.list_change_requests(uow, actor, read_order_id(order_id), wanted)
    return list_read(page, change_request_read)


@get("/orders/{order_id:str}/change-requests/{change_request_id:str}", summary="Get a change request of an order")
def read_one(
    request: Request[Any, Any, Any], order_id: FromPath[str], change_request_id: FromPath[str]
) -> ChangeRequestRead:
    """One change request, with its reply once it is closed."""
    with request_scope.read(request) as (uow, actor):
        found = service.get_change_request(
            uow, actor, read_order_id(order_id), service.read_change_request_id(change_request_id)
        )
    return change_request_read(found)


handlers = [integrate(create, list_all, read_one, tag="Change requests")]
