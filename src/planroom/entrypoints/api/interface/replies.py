"""The replies that many calls share: errors, and the headers of every reply."""

from typing import Annotated, Any

import msgspec

Document = dict[str, Any]


class Fault(msgspec.Struct):
    """One thing wrong with one field: the path to it, a sentence, and a stable type."""

    loc: list[str | int]
    msg: str
    type: str


class FaultLists(msgspec.Struct, omit_defaults=True):
    """The faults by place; a place without faults is left out."""

    body_params: list[Fault] = []
    query_params: list[Fault] = []
    path_params: list[Fault] = []
    header_params: list[Fault] = []


class Faults(msgspec.Struct):
    """Every fault of one request."""

    validation_error: FaultLists


class Error(msgspec.Struct):
    """Any other error."""

    message: str
    code: Annotated[str, msgspec.Meta(description="A stable word for the error; the reference lists them all.")]
    request_id: str


def header(name: str) -> Document:
    """Refer to a header that many replies carry."""
    return {name: {"$ref": f"#/components/headers/{name}"}}


def error_response(status: str) -> Document:
    """Refer to the reply with an error's status."""
    return {"$ref": f"#/components/responses/{_ERRORS[status][0]}"}


_REQUEST_ID = "0192c0de-7000-7000-8000-000000000000"
_ERRORS: dict[str, tuple[str, str, str, str]] = {
    "401": ("Unauthenticated", "The key or token is missing or not valid.", "api_key_invalid", "The key is not valid."),
    "403": ("Forbidden", "Your role, scope or package does not allow this.", "role_not_allowed", "Not for your role."),
    "404": ("NotFound", "There is no such thing, or it is not yours to see.", "order_not_found", "Order not found."),
    "409": ("Conflict", "The state of things does not allow it.", "order_not_delivered", "Not delivered yet."),
    "412": ("PreconditionFailed", "If-Match names another version.", "precondition_failed", "Get it again."),
    "413": ("TooLarge", "The body is too large.", "body_too_large", "The request body is too large."),
    "415": ("UnsupportedMediaType", "The body is of another kind.", "unsupported_media_type", "Send JSON."),
    "416": ("RangeNotSatisfiable", "The file ends before the range.", "range_not_satisfiable", "The file ends before."),
    "429": ("RateLimited", "Too many requests; come back after Retry-After.", "rate_limited", "Too many requests."),
    "503": ("Busy", "The service cannot answer just now; come back after Retry-After.", "busy", "Too busy."),
}
_COME_BACK = {"409", "429", "503"}

COMMON_HEADERS: Document = {
    "x-request-id": {"description": "The id of the request, for support.", "schema": {"type": "string"}},
    "etag": {"description": "The version of the object, for If-Match and If-None-Match.", "schema": {"type": "string"}},
    "idempotency-replayed": {
        "description": "`true` when this is the kept reply to an earlier request with the same Idempotency-Key.",
        "schema": {"type": "string", "const": "true"},
    },
    "retry-after": {"description": "Seconds to wait before asking again.", "schema": {"type": "integer"}},
    "ratelimit-limit": {"description": "Requests a minute.", "schema": {"type": "integer"}},
    "ratelimit-remaining": {"description": "Requests left for now.", "schema": {"type": "integer"}},
    "ratelimit-reset": {"description": "Seconds until the allowance is whole again.", "schema": {"type": "integer"}},
}

ERROR_RESPONSES: Document = {
    "BadRequest": {
        "description": "The request does not fit its schema: every fault is listed.",
        "headers": header("x-request-id"),
        "content": {
            "application/json": {
                "schema": {
                    "anyOf": [{"$ref": "#/components/schemas/Faults"}, {"$ref": "#/components/schemas/Error"}],
                },
                "example": {
                    "validation_error": {
                        "body_params": [{"loc": ["street"], "msg": "field required", "type": "value_error.missing"}]
                    }
                },
            }
        },
    },
    **{
        name: {
            "description": description,
            "headers": header("x-request-id") | (header("retry-after") if status in _COME_BACK else {}),
            "content": {
                "application/json": {
                    "schema": {"$ref": "#/components/schemas/Error"},
                    "example": {"message": message, "code": code, "request_id": _REQUEST_ID},
                }
            },
        }
        for status, (name, description, code, message) in _ERRORS.items()
    },
}
