"""The HTTP application, put together."""

from collections.abc import Sequence

from litestar import Litestar, Router
from litestar.datastructures import State

from planroom.entrypoints.api.docs import docs_config, documents
from planroom.entrypoints.api.health import PROBE_KEY, health
from planroom.entrypoints.api.readiness import ReadinessProbe
from planroom.infra.discovery import import_modules
from planroom.infra.http.bodies import JsonRequest, decode_body
from planroom.infra.http.error_replies import error_response
from planroom.infra.http.gate import Gate
from planroom.infra.http.origins import Origins
from planroom.infra.http.parts import STATE_KEY, HttpParts
from planroom.infra.http.rate_limit import RateLimiter


def create_app(parts: HttpParts, routes: Sequence[Router] | None = None) -> Litestar:
    """Build the application from its parts, with the routes of all features unless told otherwise."""
    settings = parts.settings
    app = Litestar(
        route_handlers=[*(discover_routes() if routes is None else routes), documents, health],
        state=State({STATE_KEY: parts, PROBE_KEY: ReadinessProbe(parts)}),
        request_class=JsonRequest,
        before_request=decode_body,
        exception_handlers={Exception: error_response},
        request_max_body_size=settings.max_body_bytes,
        openapi_config=docs_config(),
        # Errors are logged where they are rendered, requests in the gate: each once.
        logging_config=None,
    )
    limiter = _limiter(settings.rate_limit_per_minute, settings.processes)
    origins = Origins(settings.allowed_web_origins)
    app.asgi_handler = Gate(app.asgi_handler, limiter, origins, proxies=settings.trusted_proxies)
    return app


def discover_routes() -> list[Router]:
    """Collect the list ``handlers`` of every ``planroom.features.<name>.routes``; NothingFound when there is none."""
    return [router for module in import_modules("planroom.features", "routes") for router in module.handlers]


def _limiter(per_minute: int, processes: int) -> RateLimiter | None:
    """Give each process its share: counters are not shared, so that a request that only reads writes nothing."""
    return RateLimiter(max(per_minute // processes, 1)) if per_minute else None
