"""Joints: closing strips where they meet, so that corners and branches leave neither gap nor notch.

``joined`` settles every end on the axis of the strip that it meets, and ``corner_patches`` fills what two bands leave
open on the outer side of a corner.
"""

import math
from collections.abc import Sequence
from typing import NamedTuple

from planroom.floorplan.geometry.points import Point, distance_mm
from planroom.floorplan.geometry.strips import LEAST_LENGTH_MM, Strip, Touch, neighbours, touch_of

_MITRE_LIMIT = 4.0  # in half widths; a sharper corner is cut off
_SAME_END_MM = 0.01
_PARALLEL = 1e-9


def joined(strips: Sequence[Strip], tolerance_mm: float) -> tuple[Strip, ...]:
    """Lengthen or shorten the strips so that ends which touch another strip end on that strip's axis.

    Directions do not change, save for ends that already lie within the tolerance of each other: they become one point.
    """
    near = neighbours(strips, 2 * tolerance_mm)
    ends: list[Point] = []
    for index, strip in enumerate(strips):
        hosts = [strips[other] for other in near[index]]
        ends.append(_settled(strip, hosts, tolerance_mm, at_start=True))
        ends.append(_settled(strip, hosts, tolerance_mm, at_start=False))
    same = _clustered(ends, max(tolerance_mm, _SAME_END_MM))
    return tuple(Strip(same[2 * i], same[2 * i + 1], strip.width_mm) for i, strip in enumerate(strips))


def _settled(strip: Strip, hosts: Sequence[Strip], tolerance_mm: float, *, at_start: bool) -> Point:
    """Move an end along its own strip to the axis of the nearest strip that it touches."""
    best: Touch | None = None
    for host in hosts:
        touch = touch_of(strip, host, tolerance_mm, at_start=at_start)
        if touch is not None and (best is None or abs(touch.ahead_mm) < abs(best.ahead_mm)):
            best = touch
    tip, tail = (strip.start, strip.end) if at_start else (strip.end, strip.start)
    if best is None or best.ahead_mm == 0:
        return tip
    share = best.ahead_mm / distance_mm(tail, tip)
    return tip.moved((tip.x_mm - tail.x_mm) * share, (tip.y_mm - tail.y_mm) * share)


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
    """A strip as seen from one of its ends: its direction as an angle and as a unit vector, and half its width."""

    turn: float
    x: float
    y: float
    half_mm: float


def corner_patches(strips: Sequence[Strip]) -> tuple[tuple[Point, ...], ...]:
    """Give the pieces that fill the outer side of corners, mitred, for strips whose ends coincide."""
    rays: dict[Point, list[_Ray]] = {}
    for strip in strips:
        length = distance_mm(strip.start, strip.end)
        if length >= LEAST_LENGTH_MM:
            for tip, tail in ((strip.start, strip.end), (strip.end, strip.start)):
                dx, dy = tail.x_mm - tip.x_mm, tail.y_mm - tip.y_mm
                ray = _Ray(math.atan2(dy, dx), dx / length, dy / length, strip.width_mm / 2)
                rays.setdefault(tip, []).append(ray)
    patches = []
    for node in sorted(rays):
        ordered = sorted(rays[node])
        for first, second in zip(ordered, (*ordered[1:], ordered[0]), strict=True):
            if (second.turn - first.turn) % (2 * math.pi) > math.pi + _PARALLEL:
                patches.append(_patch(node, first, second))
    return tuple(patches)


def _patch(node: Point, first: _Ray, second: _Ray) -> tuple[Point, ...]:
    corner_a = node.moved(-first.y * first.half_mm, first.x * first.half_mm)
    corner_b = node.moved(second.y * second.half_mm, -second.x * second.half_mm)
    sine = first.x * second.y - first.y * second.x
    if abs(sine) > _PARALLEL:
        gap_x, gap_y = corner_b.x_mm - corner_a.x_mm, corner_b.y_mm - corner_a.y_mm
        ahead_of_a = (gap_x * second.y - gap_y * second.x) / sine
        ahead_of_b = (gap_x * first.y - gap_y * first.x) / sine
        tip = corner_a.moved(first.x * ahead_of_a, first.y * ahead_of_a)
        is_sharp = distance_mm(node, tip) > _MITRE_LIMIT * max(first.half_mm, second.half_mm)
        if ahead_of_a <= 0 and ahead_of_b <= 0 and not is_sharp:
            return (node, corner_a, tip, corner_b)
    return (node, corner_a, corner_b)
