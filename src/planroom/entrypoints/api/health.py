"""Is the process alive, and can the service do its work? For load balancers and people; no key is needed."""

from typing import Any, Literal

import msgspec
from litestar import Request, Response, Router
from litestar import get as get_on_loop
from litestar.status_codes import HTTP_200_OK, HTTP_503_SERVICE_UNAVAILABLE

from planroom.entrypoints.api.readiness import Readiness, ReadinessProbe
from planroom.infra.http.routing import NO_KEY, get

PROBE_KEY = "readiness_probe"


class Live(msgspec.Struct, frozen=True):
    """The process answers."""

    status: Literal["ok"] = "ok"


@get_on_loop("/health/live", sync_to_thread=False, opt={NO_KEY: True}, summary="Is the process alive?")
def live() -> Live:
    """Answers as long as the process does, whatever the database is doing."""
    return Live()


@get("/health/ready", opt={NO_KEY: True}, summary="Can orders be taken and carried out?")
def ready(request: Request[Any, Any, Any]) -> Response[Readiness]:
    """Looks at database, schema, storage and workers; 503 when one does not work, with what to do about it."""
    probe: ReadinessProbe = request.app.state[PROBE_KEY]
    readiness = probe.look()
    status = HTTP_200_OK if readiness.status == "ok" else HTTP_503_SERVICE_UNAVAILABLE
    return Response(readiness, status_code=status, headers={"cache-control": "no-store"})


health = Router("/", route_handlers=[live, ready], tags=["Health"])
