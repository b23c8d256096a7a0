"""Sides: along which stretches of its axis a strip has a region right beside it."""

from typing import NamedTuple

from planroom.floorplan.geometry.region import Region
from planroom.floorplan.geometry.strips import Strip

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
    axis = strip.axis
    if axis is None:
        return []
    spans = []
    for ring in (region.outline, *region.holes):
        for a, b in zip(ring, (*ring[1:], *ring[:1]), strict=True):
            low, high = sorted((axis.along_mm(a), axis.along_mm(b)))
            asides = (axis.aside_mm(a), axis.aside_mm(b))
            is_at_face = all(abs(aside - side * strip.width_mm / 2) <= tolerance_mm for aside in asides)
            is_parallel = abs(asides[0] - asides[1]) <= _PARALLEL_SINE * (high - low)
            low, high = max(0.0, low), min(axis.length_mm, high)
            if is_at_face and is_parallel and low < high:
                spans.append(Span(low, high))
    return spans
