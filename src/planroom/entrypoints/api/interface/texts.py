"""Words, marks and examples, from the files of this folder."""

import tomllib
from functools import cache
from importlib import resources
from typing import Any

import msgspec

OWN_MARK = "P"

Words = dict[str, dict[str, str]]


@cache
def words() -> Words:
    """Give what fields and path parameters mean."""
    return tomllib.loads(_read("words.toml"))


@cache
def marks() -> Words:
    """Give the marks of routes, schemas, fields and queries."""
    return tomllib.loads(_read("marks.toml"))


@cache
def examples() -> dict[str, Any]:
    """Give ``values`` (by name) and ``calls`` (their request and reply), in which ``@name`` stands for a value."""
    read: dict[str, Any] = msgspec.json.decode(_read("examples.json"))
    return read


def example_of(call: str, side: str) -> Any:  # noqa: ANN401 — any JSON
    """Give the example of a call's ``request`` or ``reply``, with its names filled in; None without one."""
    return _filled(examples()["calls"].get(call, {}).get(side))


def field_text(schema: str, field: str) -> str | None:
    """Say what a field means; None when nothing is said of it."""
    texts = words()["fields"]
    return texts.get(f"{schema}.{field}", texts.get(field))


def field_mark(schema: str, field: str) -> str:
    """Say how sure a field is."""
    of_schemas = marks()["schemas"]
    return of_schemas.get(f"{schema}.{field}", of_schemas.get(schema.partition("_")[0], OWN_MARK))


def route_mark(call: str) -> str:
    """Say how sure a call is."""
    return marks()["routes"].get(call, OWN_MARK)


def query_mark(call: str, name: str) -> str:
    """Say how sure a query parameter is."""
    return marks()["queries"].get(f"{call} {name}", OWN_MARK)


def _filled(value: Any) -> Any:  # noqa: ANN401 — any JSON
    match value:
        case str() if value.startswith("@"):
            return _filled(examples()["values"][value[1:]])
        case dict():
            return {name: _filled(item) for name, item in value.items()}
        case list():
            return [_filled(item) for item in value]
    return value


def _read(name: str) -> str:
    return (resources.files(__package__) / name).read_text(encoding="utf-8")
