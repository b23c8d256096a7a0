"""Strips: straight bands with a width, and how they close at their junctions.

A wall is drawn as an axis, and nothing forces axes to meet exactly: they stop at a face, at the axis or at the far
face of the wall they run into. ``joined`` settles every end on the axis it meets, and ``corner_patches`` fills the
notch that two bands leave on the outer side of a corner.
"""

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from planroom.floorplan.geometry.points import Point, distance_mm

_LEAST_SINE = 0.17  # about 10 degrees: flatter meetings are continuations, not junctions
_MITRE_LIMIT = 4.0  # in half widths; a sharper corner is cut off
_SAME_END_MM = 0.01


class Strip(NamedTuple):
    """A straight band around the line from ``start`` to ``end``, half of ``width_mm`` on each side."""

    start: Point
    end: Point
    width_mm: float


def outline_of_strip(strip: Strip) -> tuple[Point, ...]:
    """Give the four corners of the band, or nothing when it has no length."""
    length = distance_mm(strip.start, strip.end)
    if length == 0:
        return ()
    nx = -(strip.end.y_mm - strip.start.y_mm) / length * strip.width_mm / 2
    ny = (strip.end.x_mm - strip.start.x_mm) / length * strip.width_mm / 2
    return (
        strip.start.moved(-nx, -ny),
        strip.end.moved(-nx, -ny),
        strip.end.moved(nx, ny),
        strip.start.moved(nx, ny),
    )


def joined(strips: Sequence[Strip], tolerance_mm: float) -> tuple[Strip, ...]:
    """Lengthen or shorten the strips so that ends which touch another strip end on that strip's axis.

    An end touches when its face is at most ``tolerance_mm`` away from the other band. Directions do not change, save
    for ends that already lie within the tolerance of each other: they become one point.
    """
    if len(strips) < 2:  # noqa: PLR2004 - one strip has nothing to join
        return tuple(strips)
    starts = np.array([strip.start for strip in strips], dtype=float)
    ends = np.array([strip.end for strip in strips], dtype=float)
    halves = np.array([strip.width_mm for strip in strips], dtype=float) / 2
    new_starts = _settled(starts, ends, halves, tolerance_mm)
    new_ends = _settled(ends, starts, halves, tolerance_mm)
    points = [Point(float(x), float(y)) for x, y in np.concatenate([new_starts, new_ends])]
    same = _clustered(points, max(tolerance_mm, _SAME_END_MM))
    count = len(strips)
    return tuple(Strip(same[i], same[count + i], strip.width_mm) for i, strip in enumerate(strips))


def _settled(
    tips: NDArray[np.float64], tails: NDArray[np.float64], halves: NDArray[np.float64], tolerance_mm: float
) -> NDArray[np.float64]:
    """Move each tip along its own strip to the axis of the strip it touches."""
    span = tips - tails
    lengths = np.hypot(span[:, 0], span[:, 1])
    real = lengths > 0
    unit = span / np.where(real, lengths, 1.0)[:, None]
    ux, uy = unit[:, 0], unit[:, 1]
    sine = ux[:, None] * uy[None, :] - uy[:, None] * ux[None, :]
    crossing = (np.abs(sine) > _LEAST_SINE) & real[:, None] & real[None, :]
    safe = np.where(crossing, sine, 1.0)
    dx = tails[None, :, 0] - tips[:, None, 0]
    dy = tails[None, :, 1] - tips[:, None, 1]
    ahead = (dx * uy[None, :] - dy * ux[None, :]) / safe
    along = (dx * uy[:, None] - dy * ux[:, None]) / safe
    own_reach = halves[None, :] / np.abs(safe) + tolerance_mm
    other_reach = halves[:, None] / np.abs(safe) + tolerance_mm
    touching = (
        crossing
        & (np.abs(ahead) <= own_reach)
        & (along >= -other_reach)
        & (along <= lengths[None, :] + other_reach)
        & (ahead > -lengths[:, None])
    )
    distance = np.where(touching, np.abs(ahead), np.inf)
    nearest = np.argmin(distance, axis=1)
    rows = np.arange(len(tips))
    shift = np.where(np.isfinite(distance[rows, nearest]), ahead[rows, nearest], 0.0)
    return tips + unit * shift[:, None]


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


class Touch(NamedTuple):
    """How the end of one strip meets another: ``ahead_mm`` from the end on to the host's axis (negative when it is
    already past it), ``along_mm`` from the host's start to the meeting point, ``sine`` of the angle between them.
    """

    ahead_mm: float
    along_mm: float
    sine: float


def touch_of(strip: Strip, host: Strip, tolerance_mm: float, *, at_start: bool) -> Touch | None:
    """Tell how one end of a strip meets a host; None when it does not reach it or runs nearly parallel to it."""
    tip, tail = (strip.start, strip.end) if at_start else (strip.end, strip.start)
    length, host_length = distance_mm(tip, tail), distance_mm(host.start, host.end)
    if length == 0 or host_length == 0:
        return None
    ux, uy = (tip.x_mm - tail.x_mm) / length, (tip.y_mm - tail.y_mm) / length
    vx, vy = (host.end.x_mm - host.start.x_mm) / host_length, (host.end.y_mm - host.start.y_mm) / host_length
    sine = ux * vy - uy * vx
    if abs(sine) <= _LEAST_SINE:
        return None
    dx, dy = host.start.x_mm - tip.x_mm, host.start.y_mm - tip.y_mm
    ahead = (dx * vy - dy * vx) / sine
    along = (dx * uy - dy * ux) / sine
    reach = strip.width_mm / 2 / abs(sine) + tolerance_mm
    if abs(ahead) > host.width_mm / 2 / abs(sine) + tolerance_mm or ahead <= -length:
        return None
    return Touch(ahead, along, sine) if -reach <= along <= host_length + reach else None


def corner_patches(strips: Sequence[Strip]) -> tuple[tuple[Point, ...], ...]:
    """Give the pieces that fill the outer side of corners, mitred, for strips whose ends coincide."""
    rays: dict[Point, list[tuple[float, float]]] = {}
    for strip in strips:
        if strip.start != strip.end:
            for tip, tail in ((strip.start, strip.end), (strip.end, strip.start)):
                turn = math.atan2(tail.y_mm - tip.y_mm, tail.x_mm - tip.x_mm)
                rays.setdefault(tip, []).append((turn, strip.width_mm / 2))
    patches = []
    for node in sorted(rays):
        ordered = sorted(rays[node])
        for first, second in zip(ordered, (*ordered[1:], ordered[0]), strict=True):
            gap = (second[0] - first[0]) % (2 * math.pi)
            if gap > math.pi + 1e-9:
                patches.append(_patch(node, first, second))
    return tuple(patches)


def _patch(node: Point, first: tuple[float, float], second: tuple[float, float]) -> tuple[Point, ...]:
    (turn_a, half_a), (turn_b, half_b) = first, second
    ax, ay = math.cos(turn_a), math.sin(turn_a)
    bx, by = math.cos(turn_b), math.sin(turn_b)
    corner_a = node.moved(-ay * half_a, ax * half_a)
    corner_b = node.moved(by * half_b, -bx * half_b)
    sine = ax * by - ay * bx
    if abs(sine) > 1e-9:  # noqa: PLR2004 - below it the sides are parallel
        gap_x, gap_y = corner_b.x_mm - corner_a.x_mm, corner_b.y_mm - corner_a.y_mm
        ahead = (gap_x * by - gap_y * bx) / sine
        tip = corner_a.moved(ax * ahead, ay * ahead)
        if distance_mm(node, tip) <= _MITRE_LIMIT * max(half_a, half_b):
            return (node, corner_a, tip, corner_b)
    return (node, corner_a, corner_b)
