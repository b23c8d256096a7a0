"""Strips: straight bands with a width, how their ends meet other bands, and which lie near each other.

A wall is drawn as an axis with a thickness, and nothing forces axes to meet exactly: an end may stop at the face, at
the axis or at the far face of the wall that it runs into. ``touch_of`` and ``continues`` say what counts as meeting.
A band that is too short to have a direction has no body and meets nothing.
"""

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import shapely

from planroom.floorplan.geometry.axes import Axis, axis_of
from planroom.floorplan.geometry.points import Point

LEAST_SINE = math.sin(math.radians(10))
"""Bands that meet at a flatter angle than this are continuations of each other, not a junction."""

_GRAZING_SHARE = 0.25


class Strip(NamedTuple):
    """A straight band around the line from ``start`` to ``end``, half of ``width_mm`` on each side."""

    start: Point
    end: Point
    width_mm: float

    @property
    def axis(self) -> Axis | None:
        """The axis from start to end."""
        return axis_of(self.start, self.end)


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
    axis, half = strip.axis, strip.width_mm / 2
    if axis is None:
        return ()
    left = (-axis.y * half, axis.x * half)
    right = (axis.y * half, -axis.x * half)
    return strip.start.moved(*right), strip.end.moved(*right), strip.end.moved(*left), strip.start.moved(*left)


def outward_axis(strip: Strip, *, at_start: bool) -> Axis | None:
    """Give the axis that runs along the strip and out at one of its ends."""
    return axis_of(strip.end, strip.start) if at_start else strip.axis


def touch_of(strip: Strip, host: Strip, tolerance_mm: float, *, at_start: bool) -> Touch | None:
    """Tell how one end of a strip meets a host; None when it does not reach it or runs nearly parallel to it.

    An end reaches a host when the gap between them is at most the tolerance.
    """
    own, other = outward_axis(strip, at_start=at_start), host.axis
    if own is None or other is None:
        return None
    return touch_of_axes(own, strip.width_mm, other, host.width_mm, tolerance_mm)


def touch_of_axes(own: Axis, width_mm: float, host: Axis, host_width_mm: float, tolerance_mm: float) -> Touch | None:
    """Tell what touch_of does, of the end of ``own``; for callers that ask often and keep the axes."""
    sine = own.sine_to(host)
    if abs(sine) < LEAST_SINE:
        return None
    along = -own.aside_mm(host.start) / sine
    reach = width_mm / 2 / abs(sine) + tolerance_mm
    if not -reach <= along <= host.length_mm + reach:
        return None
    ahead = host.aside_mm(own.start) / sine - own.length_mm
    is_near = abs(ahead) <= host_width_mm / 2 / abs(sine) + tolerance_mm
    return Touch(ahead, along, sine) if is_near and ahead > -own.length_mm else None


def continues(strip: Strip, host: Strip, tolerance_mm: float, *, at_start: bool) -> bool:
    """Tell whether one end of a strip runs on into a host that is nearly parallel to it: their bodies touch there."""
    own, other = strip.axis, host.axis
    if own is None or other is None or abs(own.sine_to(other)) >= LEAST_SINE:
        return False
    tip = strip.start if at_start else strip.end
    is_beside = abs(other.aside_mm(tip)) < (strip.width_mm + host.width_mm) / 2
    return is_beside and -tolerance_mm <= other.along_mm(tip) <= other.length_mm + tolerance_mm


def gap_ahead_mm(strip: Strip, hosts: Sequence[Strip], reach_mm: float, *, at_start: bool) -> float | None:
    """Give the way from one end of a strip to the first host right in front of it; None when none is in reach."""
    axis, half = outward_axis(strip, at_start=at_start), strip.width_mm / 2
    if axis is None:
        return None
    tip, far = axis.length_mm, axis.length_mm + reach_mm
    edge = shapely.LineString([axis.at(tip, half), axis.at(tip, -half)])
    ahead = shapely.Polygon([axis.at(tip, half), axis.at(tip, -half), axis.at(far, -half), axis.at(far, half)])
    outlines = [ring for ring in map(outline_of_strip, hosts) if ring]
    met = [part for ring in outlines if not (part := shapely.Polygon(ring).intersection(ahead)).is_empty]
    return min((float(edge.distance(part)) for part in met), default=None)


def overlap_length_mm(a: Strip, b: Strip) -> float:
    """Give the length over which two nearly parallel strips lie on top of each other; 0 when they do not.

    Bands that only graze each other, by less than a quarter of the thinner one, do not count.
    """
    own, other = a.axis, b.axis
    if own is None or other is None or abs(own.sine_to(other)) >= LEAST_SINE:
        return 0.0
    aside = (other.aside_mm(a.start) + other.aside_mm(a.end)) / 2
    if (a.width_mm + b.width_mm) / 2 - abs(aside) < _GRAZING_SHARE * min(a.width_mm, b.width_mm):
        return 0.0
    low, high = sorted((other.along_mm(a.start), other.along_mm(a.end)))
    return max(0.0, min(high, other.length_mm) - max(low, 0.0))


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
