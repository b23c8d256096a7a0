"""The schemas of bodies, replies and queries, made by msgspec from the structs and completed with words and marks."""

from typing import Any

import msgspec

from planroom.entrypoints.api.interface.replies import Error, Faults
from planroom.entrypoints.api.interface.routes import Route
from planroom.entrypoints.api.interface.texts import field_mark, field_text, query_mark
from planroom.entrypoints.api.interface.webhooks import WebhookCall

Document = dict[str, Any]

_REF = "#/components/schemas/"
_NULL = {"type": "null"}


class Shapes:
    """The schemas of all calls, under short names."""

    def __init__(self, routes: list[Route]) -> None:
        """Make the schemas of what ``routes`` take and give."""
        kinds = [kind for route in routes for kind in (route.body, route.gives, route.query) if kind is not None]
        self._kinds = [*kinds, Faults, Error, WebhookCall]
        references, components = msgspec.json.schema_components(self._kinds, ref_template=_REF + "{name}")
        names = {name: _short(name) for name in components}
        self._references = [_renamed(reference, names) for reference in references]
        self._queries = {_name_of(self._reference_to(route.query)) for route in routes if route.query is not None}
        everything = {names[name]: _renamed(schema, names) for name, schema in components.items()}
        taken = _reached(everything, [self.reference(route.body) for route in routes if route.body is not None])
        given = _reached(everything, [self.reference(route.gives) for route in routes if route.gives is not None])
        self._everything = {
            name: _completed(name, schema, is_complete=name in given - taken) for name, schema in everything.items()
        }
        self.schemas: Document = {
            name: schema for name, schema in sorted(self._everything.items()) if name not in self._queries
        }

    def reference(self, kind: Any) -> Document:  # noqa: ANN401 — any type
        """Give the schema of a type that one of the calls takes or gives."""
        return self._reference_to(kind)

    def query_parameters(self, route: Route) -> list[Document]:
        """Give the parameters of a call's query."""
        if route.query is None:
            return []
        schema = self._everything[_name_of(self._reference_to(route.query))]
        required = schema.get("required", [])
        return [
            {
                "name": name,
                "in": "query",
                "required": name in required,
                "description": field["description"],
                "schema": _without_null({key: value for key, value in field.items() if not key.startswith("x-")}),
                "x-mark": query_mark(route.call, name),
            }
            for name, field in schema["properties"].items()
        ]

    def _reference_to(self, kind: Any) -> Document:  # noqa: ANN401 — any type
        reference: Document = self._references[self._kinds.index(kind)]
        return reference


def _short(name: str) -> str:
    """Call ``ListRead_OrderRead_`` simply ``ListRead_OrderRead``, and leave the modules out of names that are long."""
    return "_".join(part.rpartition(".")[2] for part in name.strip("_").split("_") if part)


def _name_of(reference: Document) -> str:
    return str(reference["$ref"]).removeprefix(_REF)


def _renamed(value: Any, names: dict[str, str]) -> Any:  # noqa: ANN401 — any JSON
    match value:
        case dict():
            return {
                key: _REF + names[item.removeprefix(_REF)] if key == "$ref" else _renamed(item, names)
                for key, item in value.items()
            }
        case list():
            return [_renamed(item, names) for item in value]
    return value


def _reached(schemas: Document, roots: list[Document]) -> set[str]:
    """Name the schemas that ``roots`` lead to."""
    found: set[str] = set()
    waiting = [name for root in roots for name in _references_in(root)]
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += _references_in(schemas[name])
    return found


def _references_in(value: object) -> list[str]:
    match value:
        case {"$ref": str(reference)}:
            return [reference.removeprefix(_REF)]
        case dict():
            return [name for item in value.values() for name in _references_in(item)]
        case list():
            return [name for item in value for name in _references_in(item)]
    return []


def _completed(name: str, schema: Document, *, is_complete: bool) -> Document:
    """Add the words and marks of fields, and the type that an enumeration leaves to be guessed.

    ``is_complete``: it is only ever given, and every key of a reply is always there.
    """
    if "enum" in schema:
        return {**schema, "type": "string"}
    if "properties" not in schema:
        return schema
    fields = {
        field: {"description": field_text(name, field) or "", **told, "x-mark": field_mark(name, field)}
        for field, told in schema["properties"].items()
    }
    if is_complete:
        fields = {
            field: {key: item for key, item in told.items() if key != "default"} for field, told in fields.items()
        }
        schema = {**schema, "required": list(fields)}
    return {**schema, "title": name, "properties": fields}


def _without_null(schema: Document) -> Document:
    """Leave out null, which no query can say, and the default that says the same as leaving the parameter out."""
    kinds = [kind for kind in schema.get("anyOf", []) if kind != _NULL]
    told = {key: value for key, value in schema.items() if key not in {"anyOf", "description"}}
    if told.get("default", _NULL) in (None, []):
        del told["default"]
    return told | (kinds[0] if len(kinds) == 1 else {"anyOf": kinds} if kinds else {})
