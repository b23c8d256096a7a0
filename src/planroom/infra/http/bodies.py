"""JSON bodies: decoded straight into the route's struct, refused with every fault at once.

This runs before the route, on the event loop. Only a body that is refused costs a visit to the database thread: the
caller is authenticated there first, because a wrong key with a wrong body is a wrong key.
"""

import asyncio
from collections.abc import Iterator, Mapping
from contextlib import suppress
from functools import cache
from typing import Any, NamedTuple

import msgspec
from litestar import Request
from litestar.concurrency import sync_to_thread
from litestar.exceptions import ClientException
from litestar.exceptions.http_exceptions import RequestEntityTooLarge
from litestar.handlers import HTTPRouteHandler
from litestar.params import BodyKwarg

from planroom.infra.http import request_scope
from planroom.infra.http.fault_texts import field_required, not_json, null_character
from planroom.infra.http.faults import MAX_FAULTS, Loc, fault_of_refusal, find_faults
from planroom.infra.http.idempotency.keys import HEADER, keep_body
from planroom.infra.http.route_options import FORM, MORE_FAULTS
from planroom.kit.errors import AppError, ErrorKind, FieldFault, InvalidInput

_THROWN_AWAY_BYTES = 16 * 1024 * 1024
_THROWN_AWAY_SECONDS = 5.0
_ROOT: Loc = ("__root__",)
# U+0000 can reach a text only in this spelling: a raw one is no JSON. A backslash before it may make it harmless.
_NULL_CHARACTER = b"\\u0000"


class UnsupportedBody(AppError):
    """The body is announced as something else than plain JSON."""

    code = "unsupported_media_type"
    kind = ErrorKind.UNSUPPORTED
    message = "Send the body as JSON, uncompressed, with content-type: application/json."


class ExpectedBody(NamedTuple):
    """What a route takes: the decoder of its struct, and whether the body may be left out."""

    decoder: msgspec.json.Decoder[Any]
    optional: bool


class NullCharacterSeen(ValueError):
    """The body may hold the character U+0000, which no database text can; a closer look will tell."""


class JsonRequest(Request[Any, Any, Any]):
    """A request whose JSON body has been decoded before the framework asks for it."""

    __slots__ = ("decoded",)

    decoded: object

    async def json(self) -> Any:  # noqa: ANN401 — the framework's own signature
        """Give the struct that ``decode_body`` made."""
        return self.decoded


async def decode_body(request: Request[Any, Any, Any]) -> None:
    """Decode the body for a route that declares one; raises what contract section 1.1 says about bodies.

    413 for one that is too large and 415 for one that is no JSON by its headers also come from here. The application
    is made with JsonRequest as its request class.
    """
    if not isinstance(request, JsonRequest):
        message = f"make the application with request_class={JsonRequest.__name__}"
        raise TypeError(message)
    expected = _expected_body(request.route_handler)
    has_key = HEADER in request.headers and request.method == "POST" and FORM not in request.route_handler.opt
    if expected is None and not has_key:
        return
    body = b""
    try:
        if expected is not None:
            _check_headers(request)
        body = await request.body()
        if has_key:
            keep_body(request.scope, body)
        if expected is None or (not body and expected.optional):
            return
        if _NULL_CHARACTER in body:
            raise NullCharacterSeen
        request.decoded = expected.decoder.decode(body)
    except RequestEntityTooLarge as refusal:
        await let_the_client_finish(request)
        await sync_to_thread(_look_again, request, object, body, refusal)
    except (AppError, ClientException, ValueError, RecursionError) as refusal:
        kind = object if expected is None else expected.decoder.type
        request.decoded = await sync_to_thread(_look_again, request, kind, body, refusal)


async def let_the_client_finish(request: Request[Any, Any, Any], most_bytes: int = _THROWN_AWAY_BYTES) -> None:
    """Read on for a while, at most ``most_bytes``, and throw away what comes.

    A client that is still sending when the answer and the end of the connection arrive may never see the answer.
    """
    if (request.content_length or 0) > most_bytes or "expect" in request.headers:
        return
    left = most_bytes
    with suppress(TimeoutError):
        async with asyncio.timeout(_THROWN_AWAY_SECONDS):
            while left > 0:
                message = await request.receive()
                if message["type"] != "http.request" or not message.get("more_body", False):
                    return
                left -= len(message.get("body", b""))


def _look_again(request: JsonRequest, kind: type, body: bytes, refusal: Exception) -> object:
    """Authenticate, then say all that is wrong with the body; gives it decoded when nothing is."""
    request_scope.refuse_strangers(request)
    if isinstance(refusal, AppError | ClientException):
        raise refusal
    value = _plain_json(body, refusal)
    faults = list(_null_characters(value, ())) if isinstance(refusal, NullCharacterSeen) else []
    try:
        decoded: object = msgspec.convert(value, kind)
    except msgspec.ValidationError as error:
        faults += find_faults(kind, value, error, strict=True)
    if faults:
        find_more = request.route_handler.opt.get(MORE_FAULTS)
        if find_more is not None and isinstance(value, Mapping):
            faults += find_more(request, value)
        raise InvalidInput(faults[:MAX_FAULTS])
    return decoded


def _plain_json(body: bytes, refusal: Exception) -> object:
    if not body.strip():
        raise InvalidInput([FieldFault(_ROOT, *field_required())])
    try:
        return msgspec.json.decode(body)
    except msgspec.ValidationError:  # well-formed, but for a number beyond all bounds; the first look knows where
        raise InvalidInput([fault_of_refusal(refusal)]) from None
    except UnicodeDecodeError:
        reason = "it is not UTF-8"
    except RecursionError:
        reason = "it is nested too deeply"
    except msgspec.DecodeError as error:
        reason = str(error).removeprefix("JSON is malformed: ")
    raise InvalidInput([FieldFault(_ROOT, *not_json(reason))])


def _null_characters(value: object, loc: Loc) -> Iterator[FieldFault]:
    match value:
        case str():
            if "\0" in value:
                yield FieldFault(loc or _ROOT, *null_character())
        case Mapping():
            for key, item in value.items():
                yield from _null_characters(key, loc)
                yield from _null_characters(item, (*loc, key))
        case list():
            for position, item in enumerate(value):
                yield from _null_characters(item, (*loc, position))


def _check_headers(request: JsonRequest) -> None:
    content_type = request.headers.get("content-type", "application/json").partition(";")[0].strip().lower()
    is_json = content_type == "application/json" or (
        content_type.startswith("application/") and content_type.endswith("+json")
    )
    if not is_json or request.headers.get("content-encoding", "identity").lower() != "identity":
        raise UnsupportedBody


@cache
def _expected_body(handler: HTTPRouteHandler) -> ExpectedBody | None:
    """Tell what a route takes as JSON; None for routes without a body and for forms and raw bytes."""
    field = handler.parsed_data_field
    if field is None or field.annotation is bytes:
        return None
    if isinstance(field.kwarg_definition, BodyKwarg) and field.kwarg_definition.media_type != "application/json":
        return None
    return ExpectedBody(msgspec.json.Decoder(field.annotation), optional=field.is_optional)
