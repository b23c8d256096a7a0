"""The order's page ``/view/{view_token}``: whoever has the address sees the plan, and needs no key."""

from typing import Any

from litestar import Request, Response
from litestar.params import FromPath

from planroom.entrypoints.console.order_page import order_page
from planroom.entrypoints.console.rendering import render
from planroom.entrypoints.console.scan_page import routes as scan_page_routes
from planroom.entrypoints.console.set_password import set_password, show_form
from planroom.features.companies.service import get_company
from planroom.features.orders.errors import OrderNotFound
from planroom.features.orders.service.looking import find_by_view_token
from planroom.infra.http import request_scope
from planroom.infra.http.routing import NO_KEY, get_or_head, public


@get_or_head("/view/{view_token:str}", opt={NO_KEY: True})
def view_order(request: Request[Any, Any, Any], view_token: FromPath[str]) -> Response[str]:
    """Show an order with its plans; a wrong address is 404, as a page or as JSON, whichever the caller takes.

    ``mu=ft`` or ``mu=m`` says in which unit figures are shown.
    """
    return _view(request, view_token, with_brand=True)


@get_or_head("/view/{view_token:str}/mls", opt={NO_KEY: True})
def view_order_for_listings(request: Request[Any, Any, Any], view_token: FromPath[str]) -> Response[str]:
    """Show the same without brand and contact, as listing services ask for."""
    return _view(request, view_token, with_brand=False)


def _view(request: Request[Any, Any, Any], view_token: str, *, with_brand: bool) -> Response[str]:
    with request_scope.read_without_key(request) as uow:
        order = find_by_view_token(uow, view_token)
        brand = get_company(uow, order.company_id).name if order is not None and with_brand else None
    if order is not None:
        return render("order.html", page=order_page(order, brand=brand, units=request.query_params.get("mu")))
    if "text/html" not in request.headers.get("accept", ""):
        raise OrderNotFound
    return render("not_found.html", status_code=404)


routes = [
    public(view_order, view_order_for_listings, tag="Pages"),
    public(show_form, set_password, tag="Pages"),
    public(*scan_page_routes, tag="Pages"),
]
