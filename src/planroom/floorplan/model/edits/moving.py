"""How the walls around a moved wall follow it, so that what was closed stays closed.

The moved wall keeps its direction, and so does every wall that it touches: an end that meets the moved wall slides
along its own axis, and the moved wall's own ends slide along the walls that hold them. Where the moved wall went on
straight into another wall, a short new wall bridges the step.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import msgspec

from planroom.floorplan.geometry.axes import Axis
from planroom.floorplan.geometry.points import Point, distance_mm
from planroom.floorplan.geometry.strips import LEAST_SINE, Strip, touch_of
from planroom.floorplan.model.wall import Wall

_DECIMALS = 4
_AXIS_DECIMALS = 9


class Shift(NamedTuple):
    """How far a wall moves: to the left of its direction, and along it."""

    across_mm: float
    along_mm: float


class Moved(NamedTuple):
    """The walls after a move: the changed ones by id, and the steps to be bridged as pairs of points."""

    walls: dict[str, Wall]
    steps: tuple[tuple[Point, Point], ...]


class _Line(NamedTuple):
    """A wall that has a direction, with its axis and its strip."""

    wall: Wall
    axis: Axis
    strip: Strip


def shift_of(axis: Axis, dx_mm: float, dy_mm: float) -> Shift:
    """Split a move into its parts across and along an axis."""
    across = dy_mm * axis.x - dx_mm * axis.y
    along = dx_mm * axis.x + dy_mm * axis.y
    return Shift(round(across, _AXIS_DECIMALS), round(along, _AXIS_DECIMALS))


def moved_walls(walls: Sequence[Wall], moving: Wall, shift: Shift, tolerance_mm: float) -> Moved:
    """Move a wall, which must have a direction, and let the walls that it touches follow."""
    lines = {line.wall.id: line for line in _lines(walls)}
    line = lines.pop(moving.id)
    others = tuple(lines.values())
    after = {other.wall.id: _followed(other, line, shift, others, tolerance_mm) for other in others}
    start, holding_start = _new_end(line, shift, others, tolerance_mm, at_start=True)
    end, holding_end = _new_end(line, shift, others, tolerance_mm, at_start=False)
    moved = msgspec.structs.replace(moving, start=start, end=end)
    for host in (*holding_start, *holding_end):
        after[host.wall.id] = _reaching(after[host.wall.id], moved, tolerance_mm)
    steps = (
        *_steps(line, moving.start, start, tuple(after.values()), tolerance_mm),
        *_steps(line, moving.end, end, tuple(after.values()), tolerance_mm),
    )
    return Moved({**after, moving.id: moved}, steps)


def _lines(walls: Sequence[Wall]) -> Iterator[_Line]:
    for wall in walls:
        strip = Strip(wall.start, wall.end, wall.thickness_mm)
        if strip.axis is not None:
            yield _Line(wall, strip.axis, strip)


def _followed(other: _Line, line: _Line, shift: Shift, others: Sequence[_Line], tolerance_mm: float) -> Wall:
    """Slide the ends of a wall that touch the moved wall along its own axis, but not past what rests on it."""
    start_follows, end_follows = (
        touch_of(other.strip, line.strip, tolerance_mm, at_start=at_start) is not None for at_start in (True, False)
    )
    if not (start_follows or end_follows):
        return other.wall
    low, high = 0.0, other.axis.length_mm
    slide_mm = shift.across_mm / line.axis.sine_to(other.axis)
    places = list(_places_on(other, others, tolerance_mm))
    if start_follows:
        low = min([slide_mm, *(place for place in places if place < high - tolerance_mm)])
    if end_follows:
        high = max([high + slide_mm, *(place for place in places if place > tolerance_mm)])
    return _stretched(other.wall, other.axis, low, high)


def _places_on(host: _Line, others: Sequence[_Line], tolerance_mm: float) -> Iterator[float]:
    """Give the places along a host where ends of other walls rest on it."""
    for other in others:
        for at_start in (True, False):
            touch = touch_of(other.strip, host.strip, tolerance_mm, at_start=at_start)
            if touch is not None and other is not host:
                yield min(max(touch.along_mm, 0.0), host.axis.length_mm)


def _stretched(wall: Wall, axis: Axis, low_mm: float, high_mm: float) -> Wall:
    """Give the wall from one place on its axis to another; ends that do not change stay exactly as they are."""
    start = wall.start if low_mm == 0 else _slid(wall.start, axis, low_mm)
    end = wall.end if high_mm == axis.length_mm else _slid(wall.end, axis, high_mm - axis.length_mm)
    return msgspec.structs.replace(wall, start=start, end=end)


def _slid(point: Point, axis: Axis, along_mm: float, aside_mm: float = 0.0) -> Point:
    x_mm, y_mm = axis._replace(start=point).at(along_mm, aside_mm)
    return Point(round(x_mm, _DECIMALS) + 0.0, round(y_mm, _DECIMALS) + 0.0)


def _new_end(
    line: _Line, shift: Shift, others: Sequence[_Line], tolerance_mm: float, *, at_start: bool
) -> tuple[Point, list[_Line]]:
    """Give the new place of one end of the moved wall, and the walls that hold it there."""
    point = line.wall.start if at_start else line.wall.end
    holding = [
        other for other in others if touch_of(line.strip, other.strip, tolerance_mm, at_start=at_start) is not None
    ]
    if not holding:
        return _slid(point, line.axis, shift.along_mm, shift.across_mm), holding
    guide = max((other.axis for other in holding), key=lambda axis: abs(line.axis.sine_to(axis)))
    return _slid(point, guide, shift.across_mm / line.axis.sine_to(guide)), holding


def _reaching(host: Wall, moved: Wall, tolerance_mm: float) -> Wall:
    """Lengthen a wall that held the moved wall's end so that it still does."""
    axis = Strip(host.start, host.end, host.thickness_mm).axis
    if axis is None:
        return host
    low, high = 0.0, axis.length_mm
    reach = moved.thickness_mm / 2 + tolerance_mm
    for point in (moved.start, moved.end):
        if abs(axis.aside_mm(point)) <= host.thickness_mm / 2 + reach:
            place = axis.along_mm(point)
            low = min(low, place) if place < -reach else low
            high = max(high, place) if place > axis.length_mm + reach else high
    return _stretched(host, axis, low, high)


def _steps(
    line: _Line, old: Point, new: Point, after: Sequence[Wall], tolerance_mm: float
) -> Iterator[tuple[Point, Point]]:
    """Give the gaps between one end of the moved wall and the walls that it went on into before the move."""
    for other in _lines(after):
        end = min((other.wall.start, other.wall.end), key=lambda point: distance_mm(point, old))
        if abs(line.axis.sine_to(other.axis)) < LEAST_SINE and distance_mm(end, old) <= tolerance_mm:
            reach = (line.wall.thickness_mm + other.wall.thickness_mm) / 2 - tolerance_mm
            if distance_mm(end, new) > reach and not _is_bridged(end, new, after, tolerance_mm):
                yield end, new


def _is_bridged(a: Point, b: Point, walls: Sequence[Wall], tolerance_mm: float) -> bool:
    """Tell whether the body of one wall holds both points."""
    return any(_holds(line, a, tolerance_mm) and _holds(line, b, tolerance_mm) for line in _lines(walls))


def _holds(line: _Line, point: Point, tolerance_mm: float) -> bool:
    reach = line.wall.thickness_mm / 2 + tolerance_mm
    is_beside = abs(line.axis.aside_mm(point)) <= reach
    return is_beside and -reach <= line.axis.along_mm(point) <= line.axis.length_mm + reach
