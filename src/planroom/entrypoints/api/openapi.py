"""The OpenAPI 3.1 document: made by Litestar from the routes, completed with what their signatures do not say."""

import copy
import re
from typing import Any

import msgspec
from litestar import Litestar
from litestar.handlers import HTTPRouteHandler
from litestar.openapi.config import OpenAPIConfig
from litestar.openapi.spec import Components, SecurityScheme
from litestar.routes import HTTPRoute

from planroom.infra.http.routing import NO_KEY, QUERY

TITLE = "Planroom"
VERSION = "3"
DESCRIPTION = """\
Order floor plans, follow them, ask for changes, and be told when they are ready.

Every call carries the header `api-key`. Ids are UUIDs, times are Unix seconds with a fraction, and success is always
HTTP 200. A request that does not fit its schema is answered with 400 and **every** fault of the request; every other
error has a `message` for people, a stable `code`, and the `request_id` that the reply's `x-request-id` header carries
too.
"""

_SECURITY = "api-key"
_MODULE_PATH = re.compile(r"planroom\.(?:[a-z0-9_]+\.)*")
_REF = "#/components/schemas/{name}"
_ERROR_DESCRIPTIONS = {
    "400": ("The request does not fit its schema: every fault is listed.", "Faults"),
    "401": ("The key is missing or not valid.", "Error"),
    "default": ("Any other error: the code says which.", "Error"),
}

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


class Faults(msgspec.Struct):
    """Every fault of one request."""

    validation_error: FaultLists


class Error(msgspec.Struct):
    """Any other error."""

    message: str
    code: str
    request_id: str


def openapi_config(path: str, **pages: Any) -> OpenAPIConfig:  # noqa: ANN401 — Litestar's own keywords
    """Say what the document is called and how callers prove who they are; ``path`` is where its pages are served."""
    key = SecurityScheme(
        type="apiKey",
        security_scheme_in="header",
        name="api-key",
        description="A company's key (`pk_live_…`), or an operator's (`op_live_…`) for the production desk.",
    )
    return OpenAPIConfig(
        title=TITLE,
        version=VERSION,
        description=DESCRIPTION,
        path=path,
        use_handler_docstrings=True,
        security=[{_SECURITY: []}],
        components=Components(security_schemes={_SECURITY: key}),
        **pages,
    )


def complete_document(app: Litestar, made: Document) -> Document:
    """Add to what Litestar made: query parameters, the errors' true shape, and which routes need no key."""
    document = copy.deepcopy(made)
    schemas = document["components"].setdefault("schemas", {})
    for route in app.routes:
        for method, handler in _handlers_of(route):
            operation = document["paths"].get(_format(route.path_format), {}).get(method.lower())
            if operation is not None:
                _complete_operation(operation, handler, schemas)
    _, shapes = msgspec.json.schema_components((Faults, Error), ref_template=_REF)
    schemas.update(shapes)
    return _with_short_names(document)


def _with_short_names(document: Document) -> Document:
    """Call ``ListRead_planroom.features.orders.schemas.replies.OrderRead_`` simply ``ListRead_OrderRead``."""
    text = msgspec.json.encode(document).decode()
    for name in document["components"]["schemas"]:
        short = _MODULE_PATH.sub("", name).rstrip("_")
        if short != name:
            text = text.replace(f'"{name}":', f'"{short}":').replace(_REF.format(name=name), _REF.format(name=short))
    shortened: Document = msgspec.json.decode(text)
    return shortened


def _handlers_of(route: object) -> list[tuple[str, HTTPRouteHandler]]:
    if not isinstance(route, HTTPRoute):
        return []
    return [(str(method), handler) for method, (handler, _) in route.route_handler_map.items()]


def _format(path_format: str) -> str:
    return path_format or "/"


def _complete_operation(operation: Document, handler: HTTPRouteHandler, schemas: Document) -> None:
    if handler.opt.get(NO_KEY):
        operation["security"] = []
    query: type[msgspec.Struct] | None = handler.opt.get(QUERY)
    if query is not None:
        operation.setdefault("parameters", []).extend(_query_parameters(query, schemas))
    for status, (description, name) in _ERROR_DESCRIPTIONS.items():
        if status == "401" and handler.opt.get(NO_KEY):
            continue
        schema = {"$ref": _REF.format(name=name)}
        content = {"application/json": {"schema": schema}}
        operation["responses"][status] = {"description": description, "content": content}


def _query_parameters(query: type[msgspec.Struct], schemas: Document) -> list[Document]:
    (reference,), shapes = msgspec.json.schema_components((query,), ref_template=_REF)
    own = shapes.pop(reference["$ref"].rsplit("/", 1)[-1])
    schemas.update(shapes)
    required = own.get("required", [])
    return [
        {"name": name, "in": "query", "required": name in required, "schema": schema}
        | ({"description": schema["description"]} if "description" in schema else {})
        for name, schema in own["properties"].items()
    ]
