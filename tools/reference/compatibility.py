"""docs/compatibility.md: what of the interface is proven, and what is ours."""

from collections.abc import Iterator
from typing import Any

from planroom.infra.http.routing import INTEGRATE_PREFIX
from tools.reference.http import METHODS, openapi_document
from tools.reference.page import page, table

Document = dict[str, Any]

_INTRODUCTION = """\
Planroom keeps the Integrate API v3. This page says of each call and each field how sure it is, so that you know what
you may rely on. It is made from the same source as the OpenAPI document, where the marks stand as `x-mark`.

- **D** documented by the vendor's pages · **L** captured from the live service by an integrator · **C** relied on by
  public client code. None of these changes.
- **P** Planroom's own, where no page shows the answer or where Planroom adds something. Additions are optional: a
  client that knows only the documented interface never has to send or understand one.

Every call also takes the additions of the whole service, all **P**: `Idempotency-Key` on POST, `If-None-Match` on GET,
`If-Match` on PATCH and DELETE, `x-request-id`, the `RateLimit` headers, `cursor` beside `offset`, and
`Authorization: Bearer` beside `api-key`. `GET /api/integrate/v3/openapi.json`, `/docs` and `/account/set-password` are
**P** too."""


def make() -> str:
    """List every call of the Integrate API and every field, each with its mark."""
    calls = [
        (f"`{call}`", told.get("summary", ""), f"**{told['x-mark']}**", _queries(told)) for call, told in _operations()
    ]
    reached = _reached([told for _, told in _operations()])
    parts = [
        "## Calls\n\n" + table(("call", "what it does", "mark", "query parameters"), calls),
        "## Webhook calls\n\n" + _fields("WebhookCall"),
        *(f"## {name}\n\n{_fields(name)}" for name in sorted(reached) if _schemas()[name].get("properties")),
    ]
    return page("Compatibility", _INTRODUCTION, "\n".join(parts))


def _operations() -> Iterator[tuple[str, Document]]:
    for path, operations in sorted(openapi_document()["paths"].items()):
        if path.startswith(INTEGRATE_PREFIX):
            for method in METHODS:
                if method in operations:
                    yield f"{method.upper()} {path.removeprefix(INTEGRATE_PREFIX)}", operations[method]


def _queries(operation: Document) -> str:
    return ", ".join(
        f"`{parameter['name']}` {parameter['x-mark']}"
        for parameter in operation["parameters"]
        if parameter["in"] == "query"
    )


def _fields(name: str) -> str:
    fields = _schemas()[name]["properties"]
    return table(
        ("field", "meaning", "mark"),
        [(f"`{field}`", _on_one_line(told["description"]), f"**{told['x-mark']}**") for field, told in fields.items()],
    )


def _on_one_line(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def _schemas() -> Document:
    schemas: Document = openapi_document()["components"]["schemas"]
    return schemas


def _reached(roots: list[Document]) -> set[str]:
    """Name the schemas that the calls lead to."""
    found: set[str] = set()
    waiting = [name for root in roots for name in _references(root)]
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += _references(_schemas()[name])
    return found


def _references(value: object) -> list[str]:
    prefix = "#/components/schemas/"
    match value:
        case {"$ref": str(reference)}:
            return [reference.removeprefix(prefix)] if reference.startswith(prefix) else []
        case dict():
            return [name for item in value.values() for name in _references(item)]
        case list():
            return [name for item in value for name in _references(item)]
    return []
