"""How every error looks on the wire: contract section 1.1. The one place where kinds of errors become statuses."""

from typing import Any, NamedTuple

import msgspec
import structlog
from litestar import Request, Response
from litestar.enums import ParamType
from litestar.exceptions import HTTPException, InternalServerException, ValidationException

from planroom.infra.database.engine import is_unavailable
from planroom.infra.http.fault_texts import other_fault
from planroom.infra.http.request_ids import request_id_of
from planroom.kit.errors import AppError, ErrorKind, FieldFault, InvalidInput

STATUS_OF_KIND = {
    ErrorKind.INVALID: 400,
    ErrorKind.UNAUTHENTICATED: 401,
    ErrorKind.FORBIDDEN: 403,
    ErrorKind.NOT_FOUND: 404,
    ErrorKind.CONFLICT: 409,
    ErrorKind.PRECONDITION: 412,
    ErrorKind.TOO_LARGE: 413,
    ErrorKind.UNSUPPORTED: 415,
    ErrorKind.RANGE: 416,
    ErrorKind.RATE_LIMITED: 429,
    ErrorKind.BUSY: 503,
}
_INTERNAL = (500, "internal_error", "Something went wrong on our side; the log has it under this request id.")
_OF_FRAMEWORK = {
    404: ("not_found", "There is nothing at this address."),
    405: ("method_not_allowed", "This address does not take that method; see the Allow header."),
    413: ("body_too_large", "The request body is larger than this installation takes."),
}

_CLIENT_LEFT = "client disconnected prematurely"  # how Litestar says so; nobody hears the answer, nothing is wrong here
_RETRY_SECONDS = 5

log = structlog.get_logger(__name__)


class DatabaseBusy(AppError):
    """The database cannot answer just now."""

    code = "busy"
    kind = ErrorKind.BUSY
    message = "The service is too busy to answer just now; try again after the time in Retry-After."


class ErrorReply(NamedTuple):
    """An error, ready to be sent as JSON."""

    status: int
    body: bytes
    headers: dict[str, str]


def error_response(request: Request[Any, Any, Any], error: Exception) -> Response[bytes]:
    """Answer ``error``, whatever it is; Litestar calls this for everything that a route or the routing raises."""
    reply = reply_to_error(error, request_id_of(request.scope))
    return Response(content=reply.body, status_code=reply.status, headers=reply.headers, media_type="application/json")


def reply_to_error(error: Exception, request_id: str) -> ErrorReply:
    """Turn any error into its reply; one that nobody foresaw is logged with its trace and told without details."""
    match error:
        case InvalidInput():
            return _of_invalid_input(error)
        case AppError():
            return _of_app_error(error, request_id)
        case ValidationException():
            return _of_invalid_input(_of_framework_validation(error))
        case HTTPException(status_code=status) if status < 500:  # noqa: PLR2004 — from here on the fault is ours
            code, message = _OF_FRAMEWORK.get(status, ("bad_request", error.detail))
            return _reply(status, code, message, request_id, dict(error.headers or {}))
    return _of_our_fault(error, request_id)


def _of_invalid_input(error: InvalidInput) -> ErrorReply:
    """Make the 400 that lists every fault in the list of its place."""
    faults = [{"loc": list(fault.loc), "msg": fault.msg, "type": fault.type} for fault in error.faults]
    return ErrorReply(400, msgspec.json.encode({"validation_error": {error.place: faults}}), {})


def _of_app_error(error: AppError, request_id: str) -> ErrorReply:
    headers = {}
    if error.kind in {ErrorKind.BUSY, ErrorKind.RATE_LIMITED} or "retry_after_seconds" in error.details:
        headers["retry-after"] = str(error.details.get("retry_after_seconds", _RETRY_SECONDS))
    if error.kind is ErrorKind.RANGE and "size_bytes" in error.details:
        headers["content-range"] = f"bytes */{error.details['size_bytes']}"
    if error.kind is ErrorKind.UNAUTHENTICATED:
        headers["www-authenticate"] = "Bearer"  # RFC 9110 section 15.5.2 wants one; api-key is no registered scheme
    return _reply(STATUS_OF_KIND[error.kind], error.code, error.text, request_id, headers)


def _of_our_fault(error: Exception, request_id: str) -> ErrorReply:
    if isinstance(error, InternalServerException) and error.detail == _CLIENT_LEFT:
        return _reply(400, "client_left", "The connection ended before the whole request was here.", request_id, {})
    log.error("request.failed", exc_info=error)
    if is_unavailable(error):
        return _of_app_error(DatabaseBusy(), request_id)
    return _reply(*_INTERNAL, request_id, {})


def _of_framework_validation(error: ValidationException) -> InvalidInput:
    """Reword what Litestar refuses itself: parameters that a route declares as arguments."""
    told = error.extra if isinstance(error.extra, list) else []
    faults = [FieldFault((str(entry.get("key", "__root__")),), *other_fault(entry["message"])) for entry in told]
    place = ParamType(told[0]["source"]).value if told and "source" in told[0] else ParamType.QUERY.value
    return InvalidInput(faults, f"{place}_params")


def _reply(status: int, code: str, message: str, request_id: str, headers: dict[str, str]) -> ErrorReply:
    body = msgspec.json.encode({"message": message, "code": code, "request_id": request_id})
    return ErrorReply(status, body, headers)
