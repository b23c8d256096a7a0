"""Strips: straight bands with a width, how their ends meet other bands, and which lie near each other.

A wall is drawn as an axis with a thickness, and nothing forces axes to meet exactly: an end may stop at the face, at
the axis or at the far face of the wall that it runs into. ``touch_of`` and ``continues`` say what counts as meeting.
"""

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import shapely

from planroom.floorplan.geometry.points import Point, distance_mm

LEAST_SINE = math.sin(math.radians(10))
"""Bands that meet at a flatter angle than this are continuations of each other, not a junction."""
LEAST_LENGTH_MM = 0.001
"""A shorter band has no direction: it has no body and meets nothing."""


class Strip(NamedTuple):
    """A straight band around the line from ``start`` to ``end``, half of ``width_mm`` on each side."""

    start: Point
    end: Point
    width_mm: float


class Touch(NamedTuple):
    """How the end of one strip meets another.

    ``ahead_mm`` is the way from the end on to the host's axis, negative when the end is already past it; ``along_mm``
    the way from the host's start to the meeting point; ``sine`` that of the angle between the two.
    """

    ahead_mm: float
    along_mm: float
    sine: float


def outline_of_strip(strip: Strip) -> tuple[Point, ...]:
    """Give the four corners of the band, or nothing when it has no direction."""
    length = distance_mm(strip.start, strip.end)
    if length < LEAST_LENGTH_MM:
        return ()
    nx = -(strip.end.y_mm - strip.start.y_mm) / length * strip.width_mm / 2
    ny = (strip.end.x_mm - strip.start.x_mm) / length * strip.width_mm / 2
    return (
        strip.start.moved(-nx, -ny),
        strip.end.moved(-nx, -ny),
        strip.end.moved(nx, ny),
        strip.start.moved(nx, ny),
    )


def touch_of(strip: Strip, host: Strip, tolerance_mm: float, *, at_start: bool) -> Touch | None:
    """Tell how one end of a strip meets a host; None when it does not reach it or runs nearly parallel to it.

    An end reaches a host when the gap between them is at most the tolerance.
    """
    tip, tail = (strip.start, strip.end) if at_start else (strip.end, strip.start)
    length, host_length = distance_mm(tip, tail), distance_mm(host.start, host.end)
    if min(length, host_length) < LEAST_LENGTH_MM:
        return None
    ux, uy = (tip.x_mm - tail.x_mm) / length, (tip.y_mm - tail.y_mm) / length
    vx, vy = (host.end.x_mm - host.start.x_mm) / host_length, (host.end.y_mm - host.start.y_mm) / host_length
    sine = ux * vy - uy * vx
    if abs(sine) < LEAST_SINE:
        return None
    dx, dy = host.start.x_mm - tip.x_mm, host.start.y_mm - tip.y_mm
    ahead = (dx * vy - dy * vx) / sine
    if abs(ahead) > host.width_mm / 2 / abs(sine) + tolerance_mm or ahead <= -length:
        return None
    along = (dx * uy - dy * ux) / sine
    reach = strip.width_mm / 2 / abs(sine) + tolerance_mm
    return Touch(ahead, along, sine) if -reach <= along <= host_length + reach else None


def continues(strip: Strip, host: Strip, tolerance_mm: float, *, at_start: bool) -> bool:
    """Tell whether one end of a strip runs on into a host that is nearly parallel to it: their bodies touch there."""
    tip, tail = (strip.start, strip.end) if at_start else (strip.end, strip.start)
    length, host_length = distance_mm(tip, tail), distance_mm(host.start, host.end)
    if min(length, host_length) < LEAST_LENGTH_MM:
        return False
    vx, vy = (host.end.x_mm - host.start.x_mm) / host_length, (host.end.y_mm - host.start.y_mm) / host_length
    sine = ((tip.x_mm - tail.x_mm) * vy - (tip.y_mm - tail.y_mm) * vx) / length
    if abs(sine) >= LEAST_SINE:
        return False
    dx, dy = tip.x_mm - host.start.x_mm, tip.y_mm - host.start.y_mm
    aside, along = abs(dx * vy - dy * vx), dx * vx + dy * vy
    return aside < (strip.width_mm + host.width_mm) / 2 and -tolerance_mm <= along <= host_length + tolerance_mm


def gap_ahead_mm(strip: Strip, hosts: Sequence[Strip], reach_mm: float, *, at_start: bool) -> float | None:
    """Give the way from one end of a strip to the first host right in front of it; None when none is in reach."""
    tip, tail = (strip.start, strip.end) if at_start else (strip.end, strip.start)
    length = distance_mm(tip, tail)
    if length < LEAST_LENGTH_MM:
        return None
    ux, uy = (tip.x_mm - tail.x_mm) / length, (tip.y_mm - tail.y_mm) / length
    ahead = shapely.Polygon(outline_of_strip(Strip(tip, tip.moved(ux * reach_mm, uy * reach_mm), strip.width_mm)))
    nx, ny = -uy * strip.width_mm / 2, ux * strip.width_mm / 2
    edge = shapely.LineString([tip.moved(nx, ny), tip.moved(-nx, -ny)])
    outlines = [ring for ring in map(outline_of_strip, hosts) if ring]
    met = [part for ring in outlines if not (part := shapely.Polygon(ring).intersection(ahead)).is_empty]
    return min((float(edge.distance(part)) for part in met), default=None)


def overlap_length_mm(a: Strip, b: Strip) -> float:
    """Give the length over which two nearly parallel strips lie on top of each other; 0 when they do not.

    Bands that only graze each other, by less than a quarter of the thinner one, do not count.
    """
    a_length, b_length = distance_mm(a.start, a.end), distance_mm(b.start, b.end)
    if min(a_length, b_length) < LEAST_LENGTH_MM:
        return 0.0
    vx, vy = (b.end.x_mm - b.start.x_mm) / b_length, (b.end.y_mm - b.start.y_mm) / b_length
    ends = [(end.x_mm - b.start.x_mm, end.y_mm - b.start.y_mm) for end in (a.start, a.end)]
    asides = [dx * vy - dy * vx for dx, dy in ends]
    along = sorted(dx * vx + dy * vy for dx, dy in ends)
    is_parallel = abs(asides[0] - asides[1]) < LEAST_SINE * a_length
    common_width = (a.width_mm + b.width_mm) / 2 - abs(sum(asides) / 2)
    if not is_parallel or common_width < min(a.width_mm, b.width_mm) / 4:
        return 0.0
    return max(0.0, min(along[1], b_length) - max(along[0], 0.0))


def neighbours(strips: Sequence[Strip], reach_mm: float) -> tuple[tuple[int, ...], ...]:
    """Give for each strip the places of the others whose bodies may come within ``reach_mm`` of it, in order."""
    boxes = []
    for (ax, ay), (bx, by), width_mm in strips:
        margin = (width_mm + reach_mm) / 2
        boxes.append(
            shapely.box(min(ax, bx) - margin, min(ay, by) - margin, max(ax, bx) + margin, max(ay, by) + margin)
        )
    found: list[list[int]] = [[] for _ in strips]
    own, others = shapely.STRtree(boxes).query(np.array(boxes, dtype=object))
    for index, other in zip(own.tolist(), others.tolist(), strict=True):
        if index != other:
            found[index].append(other)
    return tuple(tuple(sorted(indexes)) for indexes in found)
