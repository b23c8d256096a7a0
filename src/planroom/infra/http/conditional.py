"""Tags every single object that a route gives, and answers 304 to who has it already (contract section 1.3)."""

from collections.abc import Awaitable, Callable
from functools import wraps
from typing import Any, ParamSpec, TypeVar, cast

import msgspec
from litestar import Request, Response
from litestar.serialization import encode_json

from planroom.infra.http.etags import IF_NONE_MATCH, names_etag, tag_of
from planroom.infra.http.lists import ListRead

Arguments = ParamSpec("Arguments")
Outcome = TypeVar("Outcome")

_ETAG = "etag"
_OWN = "private, no-cache"
"""What a key opened is for its owner alone, and is asked for again before it is shown again."""


def tagged(route: Callable[Arguments, Outcome]) -> Callable[Arguments, Outcome]:
    """Let a route tag the object that it gives. Lists, files and pages are left as they are."""

    @wraps(route)
    def run(*args: Arguments.args, **kwargs: Arguments.kwargs) -> Outcome:
        outcome = route(*args, **kwargs)
        request = kwargs.get("request")
        # The framework takes a ready reply for the value that the route's signature names.
        return cast("Outcome", _tag(request, outcome)) if isinstance(request, Request) else outcome

    return run


def tagged_in_steps(
    route: Callable[Arguments, Awaitable[Outcome]],
) -> Callable[Arguments, Awaitable[Outcome]]:
    """Do the same for an ``async`` route."""

    @wraps(route)
    async def run(*args: Arguments.args, **kwargs: Arguments.kwargs) -> Outcome:
        outcome = await route(*args, **kwargs)
        request = kwargs.get("request")
        return cast("Outcome", _tag(request, outcome)) if isinstance(request, Request) else outcome

    return run


def _tag(request: Request[Any, Any, Any], outcome: object) -> object:
    content = outcome.content if isinstance(outcome, Response) else outcome
    if not isinstance(content, msgspec.Struct) or isinstance(content, ListRead):
        return outcome
    body = encode_json(content)
    headers = dict(outcome.headers) if isinstance(outcome, Response) else {}
    status = outcome.status_code if isinstance(outcome, Response) else None
    headers = {_ETAG: tag_of(body), "cache-control": _OWN, **headers}
    if request.method == "GET" and names_etag(request.headers.get(IF_NONE_MATCH, ""), headers[_ETAG]):
        return Response(b"", status_code=304, headers=headers)
    return Response(body, status_code=status, headers=headers, media_type="application/json")
