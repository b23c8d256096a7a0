"""Values out of a file, as they are: of any type, and possibly none at all."""

import math
from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from planroom.floorplan.geometry.points import MAX_COORDINATE_MM, Point
from planroom.floorplan.model.limits import MAX_BYTES, MAX_SIZE_MM, MAX_TEXT_LENGTH, MIN_SIZE_MM, fault_in_text
from planroom.floorplan.reading.errors import FileTooLarge, NotThisFormat

MAX_CONTAINERS = 2_000_000
"""Most lists and objects of a JSON file: they take fifty times the memory of their two brackets."""

_DECIMALS = 3


def open_json(content: bytes, format_title: str) -> Any:  # noqa: ANN401 - JSON data is of any type
    """Decode a JSON file within limits.

    Raises:
        FileTooLarge: it has more than MAX_BYTES bytes or MAX_CONTAINERS lists and objects.
        NotThisFormat: it is no JSON, or nested deeper than any plan.
    """
    if len(content) > MAX_BYTES or content.count(b"{") + content.count(b"[") > MAX_CONTAINERS:
        raise FileTooLarge
    try:
        return msgspec.json.decode(content.removeprefix(b"\xef\xbb\xbf"))
    except RecursionError:
        message = f"The file is no {format_title} file: it is nested too deeply."
        raise NotThisFormat(message) from None
    except (msgspec.DecodeError, UnicodeDecodeError) as fault:
        message = f"The file is no {format_title} file: {fault}."
        raise NotThisFormat(message) from None


def number_of(value: object) -> float | None:
    """Give a finite number, from a number only; None for all else."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    try:
        number = float(value)
    except OverflowError:
        return None
    return number if math.isfinite(number) else None


def text_of(value: object) -> str:
    """Give a text that can be drawn: on one line, without control characters, at most MAX_TEXT_LENGTH long."""
    if not isinstance(value, str):
        return ""
    cut = value[: 4 * MAX_TEXT_LENGTH]
    plain = "".join(" " if character.isspace() else character for character in cut)
    drawable = "".join(character for character in plain if fault_in_text(character) is None)
    return " ".join(drawable.split())[:MAX_TEXT_LENGTH].strip()


def object_of(value: object) -> Mapping[str, Any]:
    """Give a JSON object, or an empty one."""
    return value if isinstance(value, dict) else {}


def objects_in(value: object) -> Iterator[Mapping[str, Any]]:
    """Give the objects of a list; whatever else is in it, or a value that is no list, gives nothing."""
    if isinstance(value, list):
        yield from (part for part in value if isinstance(part, dict))


def list_of(value: object) -> list[Any]:
    """Give a list, or an empty one."""
    return value if isinstance(value, list) else []


def point_of(x: object, y: object, mm_per_unit: float, *, y_down: bool = False) -> Point | None:
    """Give a place of the plan, to a thousandth of a millimetre; None when it is no number or out of bounds."""
    across, up = number_of(x), number_of(y)
    if across is None or up is None:
        return None
    sign = -1.0 if y_down else 1.0
    x_mm, y_mm = across * mm_per_unit, sign * up * mm_per_unit
    if not (abs(x_mm) <= MAX_COORDINATE_MM and abs(y_mm) <= MAX_COORDINATE_MM):
        return None
    return Point(round(x_mm, _DECIMALS) + 0.0, round(y_mm, _DECIMALS) + 0.0)


def size_of(value: object, mm_per_unit: float = 1.0) -> float | None:
    """Give a size in millimetres; None when it is no number or out of bounds."""
    number = number_of(value)
    if number is None or not MIN_SIZE_MM <= number * mm_per_unit <= MAX_SIZE_MM:
        return None
    return round(number * mm_per_unit, _DECIMALS)


def height_of(value: object, mm_per_unit: float = 1.0) -> float | None:
    """Give a height over the floor, 0 included, in millimetres; None when it is no number or out of bounds."""
    number = number_of(value)
    if number is None or not 0 <= number * mm_per_unit <= MAX_SIZE_MM:
        return None
    return round(number * mm_per_unit, _DECIMALS)
