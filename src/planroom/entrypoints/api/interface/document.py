"""The OpenAPI 3.1 document: made from the routes, their structs, and the words, marks and examples of this folder."""

from collections.abc import Iterable

import msgspec
from litestar import Litestar

from planroom.entrypoints.api.interface.links import add_links
from planroom.entrypoints.api.interface.operations import describe
from planroom.entrypoints.api.interface.replies import COMMON_HEADERS, ERROR_RESPONSES
from planroom.entrypoints.api.interface.routes import Route, find_routes
from planroom.entrypoints.api.interface.shapes import Document, Shapes
from planroom.entrypoints.api.interface.webhooks import webhook_calls

TITLE = "Planroom"
VERSION = "3"
DESCRIPTION = """\
Order floor plans, follow them, ask for changes, and be told when they are ready.

Every call carries the header `api-key`, or a user's token. Ids are UUIDs, times are Unix seconds with a fraction, and
success is always HTTP 200. A request that does not fit its schema is answered with 400 and **every** fault of the
request; every other error has a `message` for people, a stable `code`, and the `request_id` that the reply's
`x-request-id` header carries too.

`x-mark` says how sure a part of the interface is: **D** documented by the vendor, **L** captured from the live service,
**C** relied on by public clients, **P** Planroom's own.
"""

READING_ORDER = (
    "Orders",
    "Change requests",
    "Drafts",
    "GoToScan",
    "Uploads",
    "Style templates",
    "Companies",
    "Offices",
    "Users",
    "API keys",
    "Signing in",
)
"""The groups of calls that come first, in the order in which a newcomer needs them."""

_STATE_KEY = "interface_document"
_SCHEMES: Document = {
    "api-key": {
        "type": "apiKey",
        "in": "header",
        "name": "api-key",
        "description": "A company's key (`pk_live_…`), or an operator's (`op_live_…`) for the production desk.",
    },
    "bearer": {
        "type": "http",
        "scheme": "bearer",
        "description": "A user's token, from `POST /auth/token`: it acts by the user's role.",
    },
}


def document_of(app: Litestar) -> Document:
    """Give the document of the application's routes, made once."""
    if _STATE_KEY not in app.state:
        app.state[_STATE_KEY] = _make(find_routes(app))
    document: Document = app.state[_STATE_KEY]
    return document


def _make(routes: list[Route]) -> Document:
    shapes = Shapes(routes)
    paths: Document = {}
    for route in routes:
        paths.setdefault(route.path, {})[route.method.lower()] = describe(route, shapes)
    add_links(paths)
    document = {
        "openapi": "3.1.0",
        "info": {"title": TITLE, "version": VERSION, "description": DESCRIPTION},
        "servers": [{"url": "/", "description": "This installation."}],
        "security": [{"api-key": []}, {"bearer": []}],
        "tags": [{"name": tag} for tag in _in_reading_order(dict.fromkeys(route.tag for route in routes))],
        "paths": paths,
        "webhooks": webhook_calls(),
        "components": {
            "securitySchemes": _SCHEMES,
            "headers": COMMON_HEADERS,
            "responses": ERROR_RESPONSES,
            "schemas": shapes.schemas,
        },
    }
    # Defaults may be tuples, enumerations and structs of ours: what goes out is plain JSON.
    plain: Document = msgspec.json.decode(msgspec.json.encode(document))
    return plain


def _in_reading_order(tags: Iterable[str]) -> list[str]:
    first = {tag: place for place, tag in enumerate(READING_ORDER)}
    return sorted(tags, key=lambda tag: first.get(tag, len(first)))
