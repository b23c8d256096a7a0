"""Joints: closing strips where they meet, so that corners and branches leave neither gap nor notch.

``joined`` settles every end on the axis of the strip that it meets, and ``corner_patches`` fills what two bands leave
open on the outer side of a corner.
"""

import math
from collections.abc import Sequence
from typing import NamedTuple

from planroom.floorplan.geometry.axes import Axis
from planroom.floorplan.geometry.points import Point, distance_mm
from planroom.floorplan.geometry.strips import Strip, neighbours, outward_axis, touch_of_axes

_MITRE_LIMIT = 4.0  # in half widths; a sharper corner is cut off
_SAME_END_MM = 0.01
_PARALLEL = 1e-9


def joined(strips: Sequence[Strip], tolerance_mm: float) -> tuple[Strip, ...]:
    """Lengthen or shorten the strips so that ends which touch another strip end on that strip's axis.

    Directions do not change, save for ends that already lie within the tolerance of each other: they become one point.
    """
    near = neighbours(strips, 2 * tolerance_mm)
    axes = [strip.axis for strip in strips]
    ends: list[Point] = []
    for index, strip in enumerate(strips):
        hosts = [(axis, strips[other].width_mm) for other in near[index] if (axis := axes[other]) is not None]
        ends.append(_settled(strip, hosts, tolerance_mm, at_start=True))
        ends.append(_settled(strip, hosts, tolerance_mm, at_start=False))
    same = _clustered(ends, max(tolerance_mm, _SAME_END_MM))
    return tuple(Strip(same[2 * i], same[2 * i + 1], strip.width_mm) for i, strip in enumerate(strips))


def _settled(strip: Strip, hosts: Sequence[tuple[Axis, float]], tolerance_mm: float, *, at_start: bool) -> Point:
    """Move an end along its own strip to the axis of the nearest strip that it touches."""
    tip, axis = strip.start if at_start else strip.end, outward_axis(strip, at_start=at_start)
    if axis is None:
        return tip
    touches = (touch_of_axes(axis, strip.width_mm, host, width_mm, tolerance_mm) for host, width_mm in hosts)
    ways = [touch.ahead_mm for touch in touches if touch is not None]
    way_mm = min(ways, key=abs, default=0.0)
    return tip.moved(axis.x * way_mm, axis.y * way_mm) if way_mm else tip


def _clustered(points: Sequence[Point], tolerance_mm: float) -> list[Point]:
    """Replace points by the first of those that lie within the tolerance of each other."""
    cells: dict[tuple[int, int], list[Point]] = {}
    result: list[Point] = []
    for point in points:
        column, row = int(point.x_mm // tolerance_mm), int(point.y_mm // tolerance_mm)
        near = (
            known
            for i in (column, column - 1, column + 1)
            for j in (row, row - 1, row + 1)
            for known in cells.get((i, j), ())
            if distance_mm(known, point) <= tolerance_mm
        )
        found = next(near, None)
        if found is None:
            cells.setdefault((column, row), []).append(point)
            found = point
        result.append(found)
    return result


class _Ray(NamedTuple):
    """A strip as seen from one of its ends: the angle of its axis, the axis, and half of its width."""

    turn: float
    axis: Axis
    half_mm: float


def corner_patches(strips: Sequence[Strip]) -> tuple[tuple[Point, ...], ...]:
    """Give the pieces that fill the outer side of corners, mitred, for strips whose ends coincide."""
    rays: dict[Point, list[_Ray]] = {}
    for strip in strips:
        for axis in (outward_axis(strip, at_start=False), outward_axis(strip, at_start=True)):
            if axis is not None:
                ray = _Ray(math.atan2(axis.y, axis.x), axis, strip.width_mm / 2)
                rays.setdefault(axis.start, []).append(ray)
    patches = []
    for node in sorted(rays):
        ordered = sorted(rays[node])
        for first, second in zip(ordered, (*ordered[1:], ordered[0]), strict=True):
            if (second.turn - first.turn) % (2 * math.pi) > math.pi + _PARALLEL:
                patches.append(_patch(first, second))
    return tuple(patches)


def _patch(first: _Ray, second: _Ray) -> tuple[Point, ...]:
    """Fill the outer side of a corner: to the tip where both outer faces meet, or straight across if there is none."""
    node = first.axis.start
    corner_a, corner_b = first.axis.at(0, first.half_mm), second.axis.at(0, -second.half_mm)
    sine = first.axis.sine_to(second.axis)
    if abs(sine) > _PARALLEL:
        ahead_of_a = (second.axis.aside_mm(corner_a) + second.half_mm) / sine
        ahead_of_b = (first.half_mm - first.axis.aside_mm(corner_b)) / sine
        tip = first.axis.at(ahead_of_a, first.half_mm)
        is_sharp = distance_mm(node, tip) > _MITRE_LIMIT * max(first.half_mm, second.half_mm)
        if ahead_of_a <= 0 and ahead_of_b <= 0 and not is_sharp:
            return (node, corner_a, tip, corner_b)
    return (node, corner_a, corner_b)
