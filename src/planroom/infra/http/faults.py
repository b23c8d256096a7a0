"""Every fault of an input at once.

msgspec stops at the first fault, which is right for speed. When it has refused an input, this module goes through the
fields one by one and lists all of them in the words of contract section 1.1. It runs on refused inputs only.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import cache, singledispatch
from itertools import islice
from typing import Any, NamedTuple
from uuid import UUID

import msgspec
from msgspec import inspect

from planroom.infra.http.constraints import broken_constraints
from planroom.infra.http.fault_texts import (
    INSTEAD_OF_PATTERN,
    PATTERN_BROKEN,
    FaultText,
    bad_format,
    field_required,
    none_not_allowed,
    not_permitted,
    other_fault,
    type_expected,
    unknown_field,
)
from planroom.kit.errors import FieldFault

MAX_FAULTS = 100

Loc = tuple[str | int, ...]

_SCALARS: dict[type[inspect.Type], tuple[type, FaultText]] = {
    inspect.StrType: (str, type_expected("str")),
    inspect.IntType: (int, type_expected("int")),
    inspect.FloatType: (float, type_expected("float")),
    inspect.BoolType: (bool, type_expected("bool")),
    inspect.UUIDType: (UUID, bad_format("uuid")),
    inspect.DateTimeType: (datetime, bad_format("datetime")),
    inspect.DateType: (date, bad_format("date")),
    inspect.TimeType: (time, bad_format("time")),
    inspect.TimeDeltaType: (timedelta, bad_format("duration")),
    inspect.DecimalType: (Decimal, bad_format("decimal")),
}
_JSON_KINDS: dict[type[inspect.Type], str] = {
    inspect.IntType: "int",
    inspect.FloatType: "float",
    inspect.BoolType: "bool",
    inspect.TupleType: "list",
    inspect.ListType: "list",
    inspect.VarTupleType: "list",
    inspect.SetType: "list",
    inspect.FrozenSetType: "list",
    inspect.StructType: "dict",
    inspect.DictType: "dict",
}
_LISTS = (inspect.ListType, inspect.VarTupleType, inspect.SetType, inspect.FrozenSetType)
_PATH = re.compile(r" - at `\$(?P<path>.*)`$")
_SOME_KEY = "[...]"  # how msgspec writes a key of a dict: without saying which
_STEP = re.compile(r"\.(?P<key>[^.\[]+)|\[(?P<index>\d+)\]")


class Place(NamedTuple):
    """Where the walk stands; ``strict`` is False where numbers may arrive as text, as in a query string."""

    loc: Loc
    strict: bool

    def at(self, step: str | int) -> "Place":
        """Step into a field or a list position."""
        return Place((*self.loc, step), self.strict)

    def fault(self, text: FaultText) -> FieldFault:
        """Say what is wrong here."""
        return FieldFault(self.loc or ("__root__",), text.msg, text.type)


def find_faults(kind: type, value: object, refusal: msgspec.ValidationError, *, strict: bool) -> list[FieldFault]:
    """List what is wrong with ``value`` as ``kind``, at most 100 faults; ``refusal`` is what msgspec said.

    The list is never empty: what the walk does not know is told in msgspec's own words.
    """
    return list_faults(kind, value, strict=strict) or [fault_of_refusal(refusal)]


def list_faults(kind: type, value: object, *, strict: bool) -> list[FieldFault]:
    """List the faults of ``value`` that the walk knows, at most 100; empty for a value that msgspec takes."""
    return list(islice(_walk(_type_info(kind), value, Place((), strict)), MAX_FAULTS))


def fault_of_refusal(refusal: Exception) -> FieldFault:
    """Turn msgspec's sentence, which ends in a path such as ``$.a[0]``, into a fault at that place."""
    text = str(refusal)
    path = _PATH.search(text)
    steps = _STEP.finditer(path["path"].partition(_SOME_KEY)[0]) if path else ()
    loc = tuple(int(step["index"]) if step["index"] else step["key"] for step in steps)
    return FieldFault(loc or ("__root__",), *other_fault(_PATH.sub("", text)))


@cache
def _type_info(kind: type) -> inspect.Type:
    return inspect.type_info(kind)


@singledispatch
def _walk(node: inspect.Type, value: object, place: Place) -> Iterator[FieldFault]:
    """Yield the faults of ``value``; types without a rule of their own have none here."""
    scalar = _SCALARS.get(type(node))
    if scalar is None:
        return
    kind, refusal = scalar
    if value is None:
        yield place.fault(none_not_allowed())
        return
    try:
        converted: object = msgspec.convert(value, kind, strict=place.strict)
    except msgspec.ValidationError:
        yield place.fault(refusal)
        return
    yield from (place.fault(text) for text in broken_constraints(node, converted))


@_walk.register
def _walk_metadata(node: inspect.Metadata, value: object, place: Place) -> Iterator[FieldFault]:
    told: FaultText | None = (node.extra or {}).get(INSTEAD_OF_PATTERN)
    for fault in _walk(node.type, value, place):
        yield place.fault(told) if told is not None and fault.type == PATTERN_BROKEN else fault


@_walk.register
def _walk_struct(node: inspect.StructType, value: object, place: Place) -> Iterator[FieldFault]:
    if not isinstance(value, Mapping):
        yield place.fault(type_expected("dict"))
        return
    if node.tag_field is not None and value.get(node.tag_field, node.tag) != node.tag:
        yield place.at(node.tag_field).fault(not_permitted([node.tag]))
    for field in node.fields:
        if field.encode_name in value:
            yield from _walk(field.type, value[field.encode_name], place.at(field.encode_name))
        elif field.required:
            yield place.at(field.encode_name).fault(field_required())
    if node.forbid_unknown_fields:
        known = {field.encode_name for field in node.fields} | {node.tag_field}
        yield from (place.at(str(key)).fault(unknown_field()) for key in value if key not in known)


def _walk_list(node: inspect.CollectionType, value: object, place: Place) -> Iterator[FieldFault]:
    if isinstance(value, str) or not isinstance(value, Sequence):
        yield place.fault(type_expected("list"))
        return
    yield from (place.fault(text) for text in broken_constraints(node, value))
    for position, item in enumerate(value):
        yield from _walk(node.item_type, item, place.at(position))


for _kind in _LISTS:
    _walk.register(_kind, _walk_list)


@_walk.register
def _walk_tuple(node: inspect.TupleType, value: object, place: Place) -> Iterator[FieldFault]:
    if isinstance(value, str) or not isinstance(value, Sequence):
        yield place.fault(type_expected("list"))
    elif len(value) != len(node.item_types):
        yield place.fault(other_fault(f"wrong list length {len(value)}, expected {len(node.item_types)}"))
    else:
        for position, (item_type, item) in enumerate(zip(node.item_types, value, strict=True)):
            yield from _walk(item_type, item, place.at(position))


@_walk.register
def _walk_dict(node: inspect.DictType, value: object, place: Place) -> Iterator[FieldFault]:
    if not isinstance(value, Mapping):
        yield place.fault(type_expected("dict"))
        return
    yield from (place.fault(text) for text in broken_constraints(node, value))
    for key, item in value.items():
        yield from _walk(node.key_type, key, place.at(str(key)))
        yield from _walk(node.value_type, item, place.at(str(key)))


@_walk.register
def _walk_enum(node: inspect.EnumType, value: object, place: Place) -> Iterator[FieldFault]:
    permitted = [member.value for member in node.cls]
    if value not in permitted:
        yield place.fault(not_permitted(permitted))


@_walk.register
def _walk_literal(node: inspect.LiteralType, value: object, place: Place) -> Iterator[FieldFault]:
    if not any(type(value) is type(permitted) and value == permitted for permitted in node.values):
        yield place.fault(not_permitted(node.values))


@_walk.register
def _walk_none(node: inspect.NoneType, value: object, place: Place) -> Iterator[FieldFault]:  # noqa: ARG001 — one shape
    if value is not None:
        yield place.fault(type_expected("null"))


@_walk.register
def _walk_union(node: inspect.UnionType, value: object, place: Place) -> Iterator[FieldFault]:
    members = [member for member in node.types if not isinstance(without_metadata(member), inspect.NoneType)]
    if value is None and len(members) < len(node.types):
        return
    structs = [bare for bare in map(without_metadata, members) if isinstance(bare, inspect.StructType)]
    if isinstance(value, Mapping) and len(structs) > 1:
        yield from _walk_tagged(structs, value, place)
        return
    fitting = [member for member in members if len(members) == 1 or not place.strict or _fits(member, value)]
    found = [list(_walk(member, value, place)) for member in fitting]
    if not found:
        yield place.fault(type_expected(" or ".join(dict.fromkeys(_json_kind(member) for member in members))))
    elif all(found):
        yield from min(found, key=len)


def _walk_tagged(
    members: Sequence[inspect.StructType], value: Mapping[Any, object], place: Place
) -> Iterator[FieldFault]:
    tag_field = members[0].tag_field or "type"
    tag = value.get(tag_field)
    named = next((member for member in members if member.tag == tag), None)
    if tag_field not in value:
        yield place.at(tag_field).fault(field_required())
    elif named is None:
        yield place.at(tag_field).fault(not_permitted([member.tag for member in members]))
    else:
        yield from _walk(named, value, place)


def without_metadata(node: inspect.Type) -> inspect.Type:
    """Give the type that descriptions and examples are hung on."""
    return without_metadata(node.type) if isinstance(node, inspect.Metadata) else node


def _fits(node: inspect.Type, value: object) -> bool:
    kind = "dict" if isinstance(value, Mapping) else type(value).__name__
    expected = _json_kind(node)
    return (
        kind == expected
        or (kind == "int" and expected == "float")
        or isinstance(without_metadata(node), inspect.AnyType)
    )


def _json_kind(node: inspect.Type) -> str:
    """Name the sort of JSON value that a type is written as; what is nothing else is written as text."""
    node = without_metadata(node)
    if isinstance(node, inspect.EnumType):
        return type(next(iter(node.cls)).value).__name__
    if isinstance(node, inspect.LiteralType):
        return type(node.values[0]).__name__
    return _JSON_KINDS.get(type(node), "str")
