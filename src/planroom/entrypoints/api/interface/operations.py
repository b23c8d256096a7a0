"""One call in the document: its parameters, body and replies."""

import re

from planroom.entrypoints.api.interface.replies import error_response, header
from planroom.entrypoints.api.interface.routes import Route
from planroom.entrypoints.api.interface.shapes import Document, Shapes
from planroom.entrypoints.api.interface.texts import example_of, route_mark, words
from planroom.infra.http.idempotency.keys import MAX_KEY_LENGTH

_JSON = "application/json"
_TAGS = "One tag or several, as `ETag` gave them, or `*`."


def describe(route: Route, shapes: Shapes) -> Document:
    """Describe a call."""
    told: Document = {
        "tags": [route.tag],
        "summary": route.summary,
        "description": route.description,
        "operationId": operation_id(route),
        "x-mark": route_mark(route.call),
        "parameters": [*_path_parameters(route), *shapes.query_parameters(route), *_header_parameters(route)],
        "responses": _responses(route, shapes),
    }
    if not route.needs_key:
        told["security"] = []
    elif not route.is_integrate:
        told["security"] = [{"api-key": []}]
    if body := _body(route, shapes):
        told["requestBody"] = body
    return told


def operation_id(route: Route) -> str:
    """Name a call by what it does: ``list_change_requests_of_an_order``."""
    words_of = re.findall(r"[a-z0-9]+", route.summary.lower().replace("'s", "s"))
    name = "_".join(words_of)
    return name if route.is_integrate or not route.is_api else f"desk_{name}"


def _path_parameters(route: Route) -> list[Document]:
    texts = words()["path_parameters"]
    return [
        {
            "name": name,
            "in": "path",
            "required": True,
            "description": texts.get(name, ""),
            "schema": {"type": "string", **({"format": "uuid"} if name.endswith("_id") else {})},
        }
        for name in route.parameters
    ]


def _header_parameters(route: Route) -> list[Document]:
    if not route.needs_key:
        return []
    told: list[Document] = []
    if route.method == "POST":
        words_of_key = (
            "Makes the request safe to repeat: the same key with the same body within 24 h gets the first reply."
        )
        told.append(_header("idempotency-key", words_of_key, {"minLength": 1, "maxLength": MAX_KEY_LENGTH}))
    if route.method == "GET" and route.is_tagged:
        told.append(_header("if-none-match", f"Answer 304 when you have it already. {_TAGS}"))
    if route.heeds_if_match:
        told.append(_header("if-match", f"Refuse with 412 when it has changed. {_TAGS}"))
    return told


def _header(name: str, description: str, schema: Document | None = None) -> Document:
    told = {"type": "string", "pattern": "^[ -~]*$", **(schema or {})}
    return {"name": name, "in": "header", "required": False, "description": description, "schema": told, "x-mark": "P"}


def _body(route: Route, shapes: Shapes) -> Document | None:
    if route.form is not None:
        fields = {
            name: {"type": "string", "format": "binary", "description": text} for name, text in route.form.items()
        }
        schema = {"type": "object", "properties": fields, "required": list(fields)}
        return {"required": True, "content": {"multipart/form-data": {"schema": schema}}}
    if route.body is None:
        return None
    content: Document = {"schema": shapes.reference(route.body)}
    if (example := example_of(route.call, "request")) is not None:
        content["example"] = example
    return {"required": not route.body_is_optional, "content": {_JSON: content}}


def _responses(route: Route, shapes: Shapes) -> Document:
    told: Document = {"200": _success(route, shapes)}
    if not route.is_api:
        if route.path.endswith("ready"):
            told["503"] = {**told["200"], "description": "Some part does not work."}
        return told
    if route.method == "GET" and route.is_tagged:
        told["304"] = {"description": "You have it already.", "headers": header("etag")}
    if route.gives_file:
        told["206"] = {**told["200"], "description": "The part that was asked for."}
        told["304"] = {"description": "You have it already.", "headers": header("etag")}
    told["400"] = {"$ref": "#/components/responses/BadRequest"}
    for status in sorted(_errors(route)):
        told[status] = error_response(status)
    return told


def _success(route: Route, shapes: Shapes) -> Document:
    headers = header("x-request-id")
    if route.is_api:
        headers |= header("ratelimit-limit") | header("ratelimit-remaining") | header("ratelimit-reset")
    if route.is_tagged:
        headers |= header("etag")
    if route.method == "POST" and route.needs_key:
        headers |= header("idempotency-replayed")
    content: Document = {kind: {"schema": {"type": "string"}} for kind in route.media_types}
    if route.gives is not None:
        content[_JSON] = {"schema": shapes.reference(route.gives)}
        if (example := example_of(route.call, "reply")) is not None:
            content[_JSON]["example"] = example
    return {"description": route.summary + ": done.", "headers": headers, "content": content}


def _errors(route: Route) -> set[str]:
    statuses = {"429", "503"}
    if route.needs_key:
        statuses |= {"401", "403"}
    else:
        statuses |= {"401"}
    if route.parameters or route.body is not None:  # a body may name what there is not
        statuses.add("404")
    if route.method != "GET":
        statuses.add("409")
    if route.gives_file:
        statuses |= {"409", "416"}
    if route.heeds_if_match:
        statuses.add("412")
    if route.body is not None or route.form is not None or route.method == "POST":
        statuses |= {"413", "415"}
    return statuses
