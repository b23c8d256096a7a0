"""Sides: along which stretches of its axis a strip has a region right beside it."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from planroom.floorplan.geometry.points import Point, distance_mm
from planroom.floorplan.geometry.region import Region
from planroom.floorplan.geometry.strips import LEAST_LENGTH_MM, Strip

_PARALLEL_SINE = 0.01


class Span(NamedTuple):
    """A stretch of a strip's axis, from and to a distance from its start."""

    low_mm: float
    high_mm: float


def spans_between(strip: Strip, one: Region, other: Region, tolerance_mm: float) -> tuple[Span, ...]:
    """Give the stretches of a strip that have one region on the one side and the other on the other side, in order."""
    found: list[Span] = []
    for side in (1, -1):
        for first in _spans_beside(strip, one, side, tolerance_mm):
            for second in _spans_beside(strip, other, -side, tolerance_mm):
                common = Span(max(first.low_mm, second.low_mm), min(first.high_mm, second.high_mm))
                if common.high_mm - common.low_mm > tolerance_mm:
                    found.append(common)
    return tuple(sorted(found))


def _spans_beside(strip: Strip, region: Region, side: int, tolerance_mm: float) -> list[Span]:
    """Give the stretches where an edge of the region runs along the left (1) or right (-1) face of the strip."""
    length = distance_mm(strip.start, strip.end)
    if length < LEAST_LENGTH_MM:
        return []
    vx, vy = (strip.end.x_mm - strip.start.x_mm) / length, (strip.end.y_mm - strip.start.y_mm) / length
    spans = []
    for ring in (region.outline, *region.holes):
        for a, b in _edges(ring):
            along = sorted(_along(point, strip.start, vx, vy) for point in (a, b))
            asides = [_aside(point, strip.start, vx, vy) for point in (a, b)]
            is_at_face = all(abs(aside - side * strip.width_mm / 2) <= tolerance_mm for aside in asides)
            is_parallel = abs(asides[0] - asides[1]) <= _PARALLEL_SINE * (along[1] - along[0])
            low, high = max(0.0, along[0]), min(length, along[1])
            if is_at_face and is_parallel and low < high:
                spans.append(Span(low, high))
    return spans


def _edges(ring: Sequence[Point]) -> Iterator[tuple[Point, Point]]:
    return zip(ring, (*ring[1:], *ring[:1]), strict=True)


def _along(point: Point, start: Point, vx: float, vy: float) -> float:
    return (point.x_mm - start.x_mm) * vx + (point.y_mm - start.y_mm) * vy


def _aside(point: Point, start: Point, vx: float, vy: float) -> float:
    return vx * (point.y_mm - start.y_mm) - vy * (point.x_mm - start.x_mm)
