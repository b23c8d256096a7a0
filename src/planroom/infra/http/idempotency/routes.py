"""Wraps the functions of POST routes, so that none of them has to think of idempotency keys."""

from collections.abc import Awaitable, Callable
from functools import partial, wraps
from typing import Any, ParamSpec, TypeVar, cast

from litestar import Request, Response
from litestar.concurrency import sync_to_thread

from planroom.infra.http.credentials import find_credentials
from planroom.infra.http.error_replies import STATUS_OF_KIND, reply_to_error
from planroom.infra.http.idempotency import records
from planroom.infra.http.idempotency.errors import IdempotencyKeyReused, RequestStillRunning
from planroom.infra.http.idempotency.keys import HEADER, body_of, digest_body, name_request, read_key
from planroom.infra.http.idempotency.running import AnsweredBefore, Running, current, encoded
from planroom.infra.http.idempotency.sealing import Reply
from planroom.infra.http.parts import parts_of
from planroom.infra.http.request_ids import request_id_of
from planroom.infra.http.route_options import FORM, NO_KEY
from planroom.kit.errors import AppError, ErrorKind

REPLAYED = "idempotency-replayed"

Arguments = ParamSpec("Arguments")
Outcome = TypeVar("Outcome")
AnyRequest = Request[Any, Any, Any]

_KEPT_BELOW = 300
_OF_KEYS = (IdempotencyKeyReused, RequestStillRunning)


def once_per_key(route: Callable[Arguments, Outcome]) -> Callable[Arguments, Outcome]:
    """Let a POST route answer an equal request, with the same key, from the table."""

    @wraps(route)
    def run(*args: Arguments.args, **kwargs: Arguments.kwargs) -> Outcome:
        request = kwargs.get("request")
        if not isinstance(request, Request) or not _has_key(request):
            return route(*args, **kwargs)
        # The framework takes a ready reply for the value that the route's signature names.
        return cast("Outcome", _answer(request, partial(route, *args, **kwargs)))

    return run


def once_per_key_in_steps(
    route: Callable[Arguments, Awaitable[Outcome]],
) -> Callable[Arguments, Awaitable[Outcome]]:
    """Do the same for an ``async`` route, whose steps run on threads of different kinds."""

    @wraps(route)
    async def run(*args: Arguments.args, **kwargs: Arguments.kwargs) -> Outcome:
        request = kwargs.get("request")
        if not isinstance(request, Request) or not _has_key(request):
            return await route(*args, **kwargs)
        return cast("Outcome", await _answer_in_steps(request, partial(route, *args, **kwargs)))

    return run


def _has_key(request: AnyRequest) -> bool:
    """Tell whether the key counts: without a caller there is no company whose key it could be."""
    if HEADER not in request.headers or request.route_handler.opt.get(NO_KEY):
        return False
    return any(find_credentials(request.scope["headers"]))


def _answer(request: AnyRequest, work: Callable[[], object]) -> Response[bytes]:
    try:
        running = _start(request, in_steps=False)
        token = current.set(running)
        try:
            reply = encoded(work())
        except AppError as refusal:
            reply = _reply_to(refusal, request)
            if not _is_kept(reply) or isinstance(refusal, _OF_KEYS):
                running.leave()
                raise
        except BaseException:
            running.leave()
            raise
        finally:
            current.reset(token)
        if _is_kept(reply):
            running.keep(reply)
        else:
            running.leave()
    except AnsweredBefore as before:
        return _response(before.reply, replayed=True)
    return _response(reply)


async def _answer_in_steps(request: AnyRequest, work: Callable[[], Awaitable[object]]) -> Response[bytes]:
    try:
        running = await sync_to_thread(_start, request, in_steps=True)
        token = current.set(running)
        try:
            reply = encoded(await work())
        except AppError as refusal:
            reply = _reply_to(refusal, request)
            if not _is_kept(reply) or isinstance(refusal, _OF_KEYS):
                await sync_to_thread(running.release)
                raise
        except Exception:
            await sync_to_thread(running.release)
            raise
        finally:
            current.reset(token)
        await sync_to_thread(partial(running.keep, reply) if _is_kept(reply) else running.release)
    except AnsweredBefore as before:
        return _response(before.reply, replayed=True)
    return _response(reply)


def _start(request: AnyRequest, *, in_steps: bool) -> Running:
    """Make sure of the caller, then look for a reply; raises AnsweredBefore when there is one."""
    parts = parts_of(request)
    with parts.database.read() as uow:
        actor = parts.authenticate(uow, *find_credentials(request.scope["headers"]))
        keyed = name_request(
            actor, str(request.method), request.scope["path"], read_key(request.headers[HEADER]), _digest(request)
        )
        if keyed.body_digest and (reply := records.find(uow, keyed)):
            raise AnsweredBefore(reply)
    running = Running(parts.database, keyed, in_steps=in_steps)
    running.claim()
    return running


def _digest(request: AnyRequest) -> str:
    if FORM in request.route_handler.opt:
        return ""
    return digest_body(body_of(request.scope), request.scope["query_string"])


def _reply_to(refusal: AppError, request: AnyRequest) -> Reply:
    told = reply_to_error(refusal, request_id_of(request.scope))
    return Reply(told.status, {"content-type": "application/json", **told.headers}, told.body)


def _is_kept(reply: Reply) -> bool:
    """Tell whether an equal request gets this reply again: what was done, and what conflicts with what is."""
    return reply.status < _KEPT_BELOW or reply.status == STATUS_OF_KIND[ErrorKind.CONFLICT]


def _response(reply: Reply, *, replayed: bool = False) -> Response[bytes]:
    headers = {name: value for name, value in reply.headers.items() if name != "content-type"}
    if replayed:
        headers[REPLAYED] = "true"
    return Response(reply.body, status_code=reply.status, headers=headers, media_type=reply.headers["content-type"])
