"""The order's page ``/view/{view_token}``: whoever has the address sees the plan, and needs no key."""

from base64 import b64encode
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from litestar import Request, Response
from litestar.enums import MediaType
from litestar.params import FromPath

from planroom.entrypoints.console.order_page import OrderPage, order_page
from planroom.features.orders.errors import OrderNotFound
from planroom.features.orders.service.looking import find_by_view_token
from planroom.infra.http import request_scope
from planroom.infra.http.routing import NO_KEY, get_or_head, public

_FOLDER = "templates"


@get_or_head("/view/{view_token:str}", opt={NO_KEY: True})
def view_order(request: Request[Any, Any, Any], view_token: FromPath[str]) -> Response[str]:
    """Show an order with its plans; a wrong address is 404, as a page or as JSON, whichever the caller takes."""
    with request_scope.read_without_key(request) as uow:
        order = find_by_view_token(uow, view_token)
    if order is not None:
        return _page("order.html", page=order_page(order))
    if "text/html" not in request.headers.get("accept", ""):
        raise OrderNotFound
    return _page("not_found.html", status_code=404)


routes = [public(view_order, tag="Pages")]


def _page(name: str, *, status_code: int = 200, page: OrderPage | None = None) -> Response[str]:
    return Response(
        _template(name).render(page=page, style=_style()),
        status_code=status_code,
        media_type=MediaType.HTML,
        headers={
            "content-security-policy": (
                f"default-src 'none'; img-src 'self'; style-src 'sha256-{_style_hash()}'; "
                "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
            ),
            # The address is the key to the page: it is not told to other sites, searched or kept on the way.
            "referrer-policy": "no-referrer",
            "x-robots-tag": "noindex, nofollow",
            "cache-control": "private, no-store",
        },
    )


@cache
def _template(name: str) -> Template:
    loader = PackageLoader(__package__ or "", _FOLDER)
    environment = Environment(
        loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    return environment.get_template(name)


@cache
def _style() -> str:
    return files(__package__ or "").joinpath(_FOLDER, "style.css").read_text(encoding="utf-8")


@cache
def _style_hash() -> str:
    return b64encode(sha256(_style().encode()).digest()).decode()
