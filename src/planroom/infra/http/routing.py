"""How features declare their routes.

    @post("/orders/{order_id:str}/change-requests", summary="Request changes")
    def create(request: Request, order_id: str, data: ChangeRequestCreate) -> ChangeRequestCreated: ...

    handlers = [integrate(create, tag="Change requests")]

The application finds the list ``handlers`` in every ``features/<name>/routes.py``. Routes are plain functions that run
on the database threads, and every success is 200: Litestar's own answer 201 to a POST and 204 to a DELETE, the
Integrate contract 200 (section 1, success).
"""

from collections.abc import Callable
from enum import StrEnum
from functools import partial
from typing import Any

import litestar
from litestar.handlers import HTTPRouteHandler

from planroom.infra.http.conditional import tagged, tagged_in_steps
from planroom.infra.http.idempotency.routes import once_per_key, once_per_key_in_steps
from planroom.infra.http.route_options import CALLERS, FORM, GIVES, MORE_FAULTS, NO_KEY, QUERY

INTEGRATE_PREFIX = "/api/integrate/v3"
PRODUCTION_PREFIX = "/api/production/v1"


__all__ = [
    "CALLERS",
    "FORM",
    "GIVES",
    "INTEGRATE_PREFIX",
    "MORE_FAULTS",
    "NO_KEY",
    "PRODUCTION_PREFIX",
    "QUERY",
    "Callers",
    "delete",
    "get",
    "get_in_steps",
    "get_or_head",
    "integrate",
    "patch",
    "patch_in_steps",
    "post",
    "post_in_steps",
    "production",
    "public",
    "put",
    "put_in_steps",
]


class Callers(StrEnum):
    """Who may use a surface at all."""

    COMPANIES = "companies"
    OPERATORS = "operators"


put = partial(litestar.put, status_code=200, sync_to_thread=True)
delete = partial(litestar.delete, status_code=200, sync_to_thread=True)
put_in_steps = partial(litestar.put, status_code=200)
"""For ``async`` routes whose steps run on threads of different kinds; see infra/http/threads.py."""
get_or_head = partial(litestar.route, http_method=["GET", "HEAD"], status_code=200, sync_to_thread=True)


def get(path: str, **options: Any) -> Callable[[Callable[..., Any]], HTTPRouteHandler]:  # noqa: ANN401 — the framework's own keywords
    """Declare a GET route; a single object carries its ETag (contract section 1.3, infra/http/etags.py)."""
    declare = litestar.get(path, sync_to_thread=True, **options)
    return lambda route: declare(tagged(route))


def patch(path: str, **options: Any) -> Callable[[Callable[..., Any]], HTTPRouteHandler]:  # noqa: ANN401 — the framework's own keywords
    """Declare a PATCH route; what it gives carries its new ETag."""
    declare = litestar.patch(path, status_code=200, sync_to_thread=True, **options)
    return lambda route: declare(tagged(route))


def get_in_steps(path: str, **options: Any) -> Callable[[Callable[..., Any]], HTTPRouteHandler]:  # noqa: ANN401 — the framework's own keywords
    """Declare a GET route that is ``async``."""
    declare = litestar.get(path, **options)
    return lambda route: declare(tagged_in_steps(route))


def patch_in_steps(path: str, **options: Any) -> Callable[[Callable[..., Any]], HTTPRouteHandler]:  # noqa: ANN401 — the framework's own keywords
    """Declare a PATCH route that is ``async``."""
    declare = litestar.patch(path, status_code=200, **options)
    return lambda route: declare(tagged_in_steps(route))


def post(path: str, **options: Any) -> Callable[[Callable[..., Any]], HTTPRouteHandler]:  # noqa: ANN401 — the framework's own keywords
    """Declare a POST route; one with an idempotency key is carried out once (contract section 1.3)."""
    declare = litestar.post(path, status_code=200, sync_to_thread=True, **options)
    return lambda route: declare(once_per_key(route))


def post_in_steps(path: str, **options: Any) -> Callable[[Callable[..., Any]], HTTPRouteHandler]:  # noqa: ANN401 — the framework's own keywords
    """Declare a POST route that is ``async``: its steps run on threads of different kinds."""
    declare = litestar.post(path, status_code=200, **options)
    return lambda route: declare(once_per_key_in_steps(route))


def integrate(*handlers: HTTPRouteHandler, tag: str) -> litestar.Router:
    """Put routes under the Integrate API, whose callers are companies; ``tag`` is their heading in the API pages."""
    return litestar.Router(INTEGRATE_PREFIX, route_handlers=handlers, tags=[tag], opt={CALLERS: Callers.COMPANIES})


def production(*handlers: HTTPRouteHandler, tag: str) -> litestar.Router:
    """Put routes under the production desk's API, whose callers are operators."""
    return litestar.Router(PRODUCTION_PREFIX, route_handlers=handlers, tags=[tag], opt={CALLERS: Callers.OPERATORS})


def public(*handlers: HTTPRouteHandler, tag: str) -> litestar.Router:
    """Put routes under no prefix and outside the API pages: addresses that are themselves the secret."""
    return litestar.Router("/", route_handlers=handlers, tags=[tag], include_in_schema=False)
