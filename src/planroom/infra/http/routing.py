"""How features declare their routes.

    @post("/orders/{order_id:str}/change-requests", summary="Request changes")
    def create(request: Request, order_id: str, data: ChangeRequestCreate) -> ChangeRequestCreated: ...

    handlers = [integrate(create, tag="Change requests")]

The application finds the list ``handlers`` in every ``features/<name>/routes.py``. Routes are plain functions that run
on the database threads, and every success is 200: Litestar's own answer 201 to a POST and 204 to a DELETE, the
Integrate contract 200 (section 1, success).
"""

from enum import StrEnum
from functools import partial

import litestar
from litestar.handlers import HTTPRouteHandler

INTEGRATE_PREFIX = "/api/integrate/v3"
PRODUCTION_PREFIX = "/api/production/v1"

QUERY = "query"
"""The route option that names the struct of its query for the API pages: ``@get(..., opt={QUERY: OrderQuery})``."""
NO_KEY = "no_key"
"""The route option of routes that anybody may call: ``opt={NO_KEY: True}``."""
MORE_FAULTS = "more_faults"
"""The route option that names what else to look at in a body that fails its schema, so that one 400 tells all:
a function of the request and the body as plain JSON, in which nothing can be relied on, that gives a list of
FieldFault. It runs on a database thread, and only for callers who may use the API."""
CALLERS = "callers"
"""The router option that says whose calls these are; ``integrate`` and ``production`` set it."""


class Callers(StrEnum):
    """Who may use a surface at all."""

    COMPANIES = "companies"
    OPERATORS = "operators"


get = partial(litestar.get, sync_to_thread=True)
post = partial(litestar.post, status_code=200, sync_to_thread=True)
put = partial(litestar.put, status_code=200, sync_to_thread=True)
patch = partial(litestar.patch, status_code=200, sync_to_thread=True)
delete = partial(litestar.delete, status_code=200, sync_to_thread=True)
post_in_steps = partial(litestar.post, status_code=200)
put_in_steps = partial(litestar.put, status_code=200)
patch_in_steps = partial(litestar.patch, status_code=200)
"""For ``async`` routes whose steps run on threads of different kinds; see infra/http/threads.py."""
get_or_head = partial(litestar.route, http_method=["GET", "HEAD"], status_code=200, sync_to_thread=True)


def integrate(*handlers: HTTPRouteHandler, tag: str) -> litestar.Router:
    """Put routes under the Integrate API, whose callers are companies; ``tag`` is their heading in the API pages."""
    return litestar.Router(INTEGRATE_PREFIX, route_handlers=handlers, tags=[tag], opt={CALLERS: Callers.COMPANIES})


def production(*handlers: HTTPRouteHandler, tag: str) -> litestar.Router:
    """Put routes under the production desk's API, whose callers are operators."""
    return litestar.Router(PRODUCTION_PREFIX, route_handlers=handlers, tags=[tag], opt={CALLERS: Callers.OPERATORS})


def public(*handlers: HTTPRouteHandler, tag: str) -> litestar.Router:
    """Put routes under no prefix and outside the API pages: addresses that are themselves the secret."""
    return litestar.Router("/", route_handlers=handlers, tags=[tag], include_in_schema=False)
