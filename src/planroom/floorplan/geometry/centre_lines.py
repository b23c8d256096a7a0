"""The area of a space up to the middle of the bands around it, as some programs state it for rooms."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from planroom.floorplan.geometry.axes import Axis, axis_of
from planroom.floorplan.geometry.points import Point
from planroom.floorplan.geometry.region import signed_area_mm2
from planroom.floorplan.geometry.strips import LEAST_SINE, Strip

_ON_FACE_MM = 5.0


class _Side(NamedTuple):
    """A piece of a ring and how far outside of it the middle of the band there lies."""

    axis: Axis
    outward_mm: float


def area_to_centre_lines_mm2(outline: Sequence[Point], strips: Sequence[Strip]) -> float:
    """Give the area within an anticlockwise outline after each side moved out to the middle of its band.

    A side along which no band runs stays where it is.
    """
    sides = [side for a, b in zip(outline, (*outline[1:], *outline[:1]), strict=True) for side in _sides(a, b, strips)]
    corners = [
        corner
        for before, after in zip((sides[-1:] + sides[:-1]), sides, strict=True)
        for corner in _corners(before, after)
    ]
    return signed_area_mm2(corners)


def _sides(a: Point, b: Point, strips: Sequence[Strip]) -> Iterator[_Side]:
    """Split a side where the bands along it change."""
    axis = axis_of(a, b)
    if axis is None:
        return
    bands = [band for strip in strips if (band := _band_along(axis, strip)) is not None]
    cuts = sorted({0.0, axis.length_mm, *(cut for first, last, _ in bands for cut in (first, last))})
    for first, last in pairwise(cuts):
        if last - first > _ON_FACE_MM or len(cuts) == 2:  # noqa: PLR2004 - one piece from end to end
            middle = (first + last) / 2
            outward = max((width / 2 for low, high, width in bands if low <= middle <= high), default=0.0)
            yield _Side(Axis(axis.at(first), axis.x, axis.y, last - first), outward)


def _band_along(axis: Axis, strip: Strip) -> tuple[float, float, float] | None:
    """Give from where to where a strip has its face on a side, and its width; None when it has not."""
    own = strip.axis
    if own is None or abs(own.sine_to(axis)) > LEAST_SINE / 10:
        return None
    if abs(-axis.aside_mm(strip.start) - strip.width_mm / 2) > _ON_FACE_MM:
        return None
    first, last = sorted((axis.along_mm(strip.start), axis.along_mm(strip.end)))
    first, last = max(first, 0.0), min(last, axis.length_mm)
    return (first, last, strip.width_mm) if last > first else None


def _corners(before: _Side, after: _Side) -> tuple[Point, ...]:
    """Give where two moved sides meet; where they are parallel, the end of one and the start of the other."""
    end = before.axis.at(before.axis.length_mm, -before.outward_mm)
    start = after.axis.at(0.0, -after.outward_mm)
    sine = before.axis.sine_to(after.axis)
    if abs(sine) < LEAST_SINE:
        return end, start
    moved = Axis(end, before.axis.x, before.axis.y, 1.0)
    return (moved.at(_meeting_mm(moved, start, after.axis)),)


def _meeting_mm(line: Axis, start: Point, other: Axis) -> float:
    """Give how far along a line it meets the one through ``start`` in the direction of another."""
    sine = line.sine_to(other)
    return line.along_mm(start) - line.aside_mm(start) * (line.x * other.x + line.y * other.y) / sine
