"""Every fault of a value that does not fit its type, each with its place; msgspec alone stops at the first."""

import re
import types
from collections.abc import Iterator
from typing import Annotated, get_args, get_origin

import msgspec

_PLACE = re.compile(r" - at `\$(?P<path>[^`]*)`$")


def faults_in(value: object, wanted: object, path: str = "$") -> Iterator[str]:
    """Give all faults of JSON-like data as ``place: what is wrong``, nothing when it converts to the wanted type."""
    try:
        msgspec.convert(value, wanted)
    except msgspec.ValidationError as fault:
        inner = _unwrapped(wanted, value)
        found = False
        for place, part, part_type in _parts(value, inner):
            for text in _fault_of_part(part, part_type, path + place):
                found = True
                yield text
        if not found:
            yield _with_path(str(fault), path)


class _Missing:
    """Stands for a required field that is not there."""


class _Unknown:
    """Stands for a field that the type does not have."""


def _fault_of_part(part: object, part_type: object, path: str) -> Iterator[str]:
    if part is _Missing:
        yield f"{path}: is missing"
    elif part_type is _Unknown:
        yield f"{path}: is unknown; remove it"
    else:
        yield from faults_in(part, part_type, path)


def _parts(value: object, wanted: object) -> Iterator[tuple[str, object, object]]:
    """Give the parts of a value with their places and types, where its type has parts."""
    if isinstance(wanted, type) and issubclass(wanted, msgspec.Struct) and isinstance(value, dict):
        yield from _parts_of_struct(value, wanted)
    elif get_origin(wanted) is tuple and isinstance(value, list | tuple):
        for index, item in enumerate(value):
            yield f"[{index}]", item, get_args(wanted)[0]


def _parts_of_struct(value: dict[object, object], wanted: type[msgspec.Struct]) -> Iterator[tuple[str, object, object]]:
    fields = {field.encode_name: field for field in msgspec.structs.fields(wanted)}
    tag_field = wanted.__struct_config__.tag_field
    for name, field in fields.items():
        if name in value:
            yield f".{name}", value[name], field.type
        elif field.required:
            yield f".{name}", _Missing, field.type
    for key, part in value.items():
        if key not in fields and key != tag_field:
            yield f".{key}", part, _Unknown


def _unwrapped(wanted: object, value: object) -> object:
    """Give the type behind annotations and optional values; of a tagged union, the member that the value names."""
    if get_origin(wanted) is Annotated:
        return _unwrapped(get_args(wanted)[0], value)
    if get_origin(wanted) is not types.UnionType:
        return wanted
    structs = [member for member in get_args(wanted) if isinstance(member, type) and issubclass(member, msgspec.Struct)]
    if len(structs) == 1:
        return structs[0]
    return next((member for member in structs if isinstance(value, dict) and _is_named(member, value)), wanted)


def _is_named(member: type[msgspec.Struct], value: dict[object, object]) -> bool:
    config = member.__struct_config__
    return config.tag_field is not None and value.get(config.tag_field) == config.tag


def _with_path(text: str, path: str) -> str:
    match = _PLACE.search(text)
    return f"{path}{match['path']}: {text[: match.start()]}" if match else f"{path}: {text}"
