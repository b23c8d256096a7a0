"""Surfaces: walls, openings, floors and objects of a scan, from their own coordinates to those of the plan.

A scan counts in metres with y up; a place (x, y, z) of it lies at (x, -z) on the plan, at the height y.
"""

import math
from collections.abc import Mapping
from typing import Any, NamedTuple

from planroom.floorplan.geometry.points import Point
from planroom.floorplan.geometry.units import MM_PER_METRE
from planroom.floorplan.reading.importing.values import list_of, number_of, object_of, point_of, size_of

_NUMBERS_OF_A_MATRIX = 16
_MAX_CORNERS = 500
_ARC_STEP = math.radians(5)
_LARGEST_M = 1e4

_Json = Mapping[str, Any]


class Surface(NamedTuple):
    """A wall, opening or object: the line along its width on the plan, and the heights of its two edges."""

    source_id: object
    category: str
    parent_id: object
    start: Point
    end: Point
    low_mm: float
    high_mm: float
    depth_mm: float | None
    turn_deg: float

    @property
    def middle(self) -> Point:
        """The place of its middle."""
        return Point((self.start.x_mm + self.end.x_mm) / 2, (self.start.y_mm + self.end.y_mm) / 2)


class Frame(NamedTuple):
    """A 4 by 4 matrix that turns and moves, column after column."""

    numbers: tuple[float, ...]

    def place(self, x: float, y: float, z: float) -> tuple[float, float, float]:
        """Give the place in the world of a place in the surface's own coordinates."""
        m = self.numbers
        return (
            m[0] * x + m[4] * y + m[8] * z + m[12],
            m[1] * x + m[5] * y + m[9] * z + m[13],
            m[2] * x + m[6] * y + m[10] * z + m[14],
        )


def frame_of(value: object) -> Frame | None:
    """Read a transform: 16 finite numbers, column after column; None when it is none."""
    numbers = [number_of(part) for part in list_of(value)[: _NUMBERS_OF_A_MATRIX + 1]]
    known = [number for number in numbers if number is not None and abs(number) <= _LARGEST_M]
    return Frame(tuple(known)) if len(known) == len(numbers) == _NUMBERS_OF_A_MATRIX else None


def surface_of(value: _Json) -> Surface | None:
    """Read a surface or object; None when it has no place or no size."""
    frame = frame_of(value.get("transform"))
    sizes = [number_of(size) for size in list_of(value.get("dimensions"))[:3]]
    if frame is None or len(sizes) < 2 or sizes[0] is None or sizes[1] is None:  # noqa: PLR2004 - width and height
        return None
    half_m, height_mm = sizes[0] / 2, size_of(sizes[1], MM_PER_METRE)
    start, end = on_plan(frame.place(-half_m, 0, 0)), on_plan(frame.place(half_m, 0, 0))
    if start is None or end is None or height_mm is None:
        return None
    middle_mm = frame.numbers[13] * MM_PER_METRE
    depth_mm = size_of(sizes[2], MM_PER_METRE) if len(sizes) > 2 else None  # noqa: PLR2004 - the depth is the third
    return Surface(
        value.get("identifier"),
        category_of(value),
        value.get("parentIdentifier"),
        start,
        end,
        middle_mm - height_mm / 2,
        middle_mm + height_mm / 2,
        depth_mm,
        math.degrees(math.atan2(end.y_mm - start.y_mm, end.x_mm - start.x_mm)),
    )


def arc_of(value: _Json) -> list[Point]:
    """Give the places along a curved wall, 5 degrees or less apart; none when the wall is straight."""
    curve, frame = object_of(value.get("curve")), frame_of(value.get("transform"))
    centre = [number_of(part) for part in list_of(curve.get("center"))[:3]]
    radius, first, last = (number_of(curve.get(name)) for name in ("radius", "startAngle", "endAngle"))
    if frame is None or not centre or centre[0] is None or centre[-1] is None:
        return []
    if radius is None or first is None or last is None or abs(last - first) > 2 * math.pi or abs(radius) > _LARGEST_M:
        return []
    steps = max(1, math.ceil(abs(last - first) / _ARC_STEP - 1e-9))
    angles = [first + (last - first) * step / steps for step in range(steps + 1)]
    places = [
        on_plan(frame.place(centre[0] + radius * math.cos(angle), 0, centre[-1] + radius * math.sin(angle)))
        for angle in angles
    ]
    return [place for place in places if place is not None]


def corners_of(value: _Json) -> tuple[list[Point], float | None]:
    """Give the outline of a floor, from its corners or else its box, and its height; nothing when it has no place."""
    frame = frame_of(value.get("transform"))
    if frame is None:
        return [], None
    corners = [
        (x, y, z)
        for corner in list_of(value.get("polygonCorners"))[:_MAX_CORNERS]
        for x, y, z in [[number_of(part) for part in (*list_of(corner)[:3], None, None, None)[:3]]]
        if x is not None and y is not None and z is not None
    ]
    if not corners:
        sizes = [number_of(size) or 0.0 for size in (*list_of(value.get("dimensions"))[:2], 0, 0)[:2]]
        x, y = sizes[0] / 2, sizes[1] / 2
        corners = [(-x, -y, 0.0), (x, -y, 0.0), (x, y, 0.0), (-x, y, 0.0)]
    places = [on_plan(frame.place(*corner)) for corner in corners]
    return [place for place in places if place is not None], frame.numbers[13] * MM_PER_METRE


def on_plan(place: tuple[float, float, float]) -> Point | None:
    """Give a place of the scan as a place of the plan."""
    return point_of(place[0], -place[2], MM_PER_METRE)


def category_of(value: _Json) -> str:
    """Give the name of a category, which is written as an object with one member, or as a text."""
    category = value.get("category")
    if isinstance(category, dict):
        return next((key for key in sorted(category) if isinstance(key, str)), "")
    return category if isinstance(category, str) else ""
