"""Hosting: which wall an opening lies in that names no wall, and where on it."""

from collections.abc import Sequence
from typing import NamedTuple

from planroom.floorplan.geometry.axes import Axis, axis_of
from planroom.floorplan.geometry.points import Point
from planroom.floorplan.model.wall import Wall

EQUALLY_NEAR_MM = 10.0
_PARALLEL_SINE = 0.17  # 10 degrees


class Span(NamedTuple):
    """Where an opening lies on a wall: the distance of its centre from the wall's start, and its width."""

    offset_mm: float
    width_mm: float


class Hosted(NamedTuple):
    """The wall under an opening. ``rival`` is another wall that is equally near, as far as one can tell."""

    wall: Wall
    span: Span
    rival: Wall | None


def host_of(start: Point, end: Point, walls: Sequence[Wall], reach_mm: float) -> Hosted | None:
    """Find the wall that the line of an opening lies on, or at most ``reach_mm`` beside.

    The wall runs the same way, holds the middle of the line, and is the nearest one. A wall that goes on from the
    nearest one in the same line is no rival: what counts then is how much of the opening lies on each.
    """
    own = axis_of(start, end)
    if own is None:
        return None
    found: list[tuple[float, float, str, Wall, Span]] = []
    for wall in walls:
        axis = axis_of(wall.start, wall.end)
        if axis is None or abs(axis.sine_to(own)) > _PARALLEL_SINE:
            continue
        aside = abs(axis.aside_mm(own.at(own.length_mm / 2)))
        span = _span_on(axis, start, end)
        if span is not None and aside <= reach_mm:
            found.append((aside, -span.width_mm, wall.id, wall, span))
    if not found:
        return None
    found.sort(key=lambda entry: entry[:3])
    nearest = found[0][0]
    close = [entry for entry in found if entry[0] - nearest <= EQUALLY_NEAR_MM]
    best = min(close, key=lambda entry: (entry[1], entry[0], entry[2]))
    rival = next((entry[3] for entry in close if entry[3] is not best[3] and _is_beside(entry[3], best[3])), None)
    return Hosted(best[3], best[4], rival)


def span_of(wall: Wall, offset_mm: float, width_mm: float) -> Span:
    """Give the part of an opening that lies on its wall; the width is 0 when none does."""
    low = min(max(offset_mm - width_mm / 2, 0.0), wall.length_mm)
    high = min(max(offset_mm + width_mm / 2, 0.0), wall.length_mm)
    return Span((low + high) / 2, high - low)


def _span_on(axis: Axis, start: Point, end: Point) -> Span | None:
    """Give the part of a line that lies along an axis; None when less than half of it does."""
    low, high = sorted((axis.along_mm(start), axis.along_mm(end)))
    low_on, high_on = max(low, 0.0), min(high, axis.length_mm)
    if high_on - low_on < (high - low) / 2:
        return None
    return Span((low_on + high_on) / 2, high_on - low_on)


def _is_beside(wall: Wall, other: Wall) -> bool:
    """Tell whether two parallel walls have clearly different axes: beside each other, not one after the other."""
    axis = axis_of(other.start, other.end)
    return axis is not None and abs(axis.aside_mm(wall.point_at(wall.length_mm / 2))) > EQUALLY_NEAR_MM
