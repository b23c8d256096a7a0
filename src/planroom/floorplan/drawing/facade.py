"""Facades: where the outline of a storey steps, seen from one side."""

from collections.abc import Sequence
from enum import StrEnum

import msgspec
import numpy as np
from numpy.typing import NDArray

from planroom.floorplan.geometry.points import Point
from planroom.floorplan.geometry.region import Region

Numbers = NDArray[np.float64]

_SAME_LEVEL_MM = 30.0
_SAME_SLOPE = 0.02
_LEAST_PART_MM = 40.0
_MOST_CORNERS = 1500


class Side(StrEnum):
    """The four sides of a picture."""

    TOP = "top"
    BOTTOM = "bottom"
    LEFT = "left"
    RIGHT = "right"

    @property
    def is_level(self) -> bool:
        """Whether dimension lines of this side run from left to right."""
        return self in {Side.TOP, Side.BOTTOM}

    @property
    def outward(self) -> float:
        """Direction away from the building along y (top, bottom) or x (left, right)."""
        return 1.0 if self in {Side.TOP, Side.RIGHT} else -1.0

    def point(self, along_mm: float, out_mm: float) -> Point:
        """Give the point at a distance along the side, and outwards from the origin."""
        across = out_mm * self.outward
        return Point(along_mm, across) if self.is_level else Point(across, along_mm)

    def told(self, point: Point) -> tuple[float, float]:
        """Tell a point as its distance along the side, and outwards from the origin."""
        return (point.x_mm, point.y_mm * self.outward) if self.is_level else (point.y_mm, point.x_mm * self.outward)


class Facade(msgspec.Struct, frozen=True, kw_only=True):
    """The steps of one side: distances along it, rising, and how far out the outline reaches at each."""

    side: Side
    stops_mm: tuple[float, ...]
    reach_mm: tuple[float, ...]


def facade_of(outlines: Sequence[Region], side: Side) -> Facade:
    """Find the steps of a side. Very ragged outlines (over 1500 corners) and parts under 40 mm give no steps."""
    told = [[side.told(point) for point in region.outline] for region in outlines]
    corners = [place for ring in told for place in ring]
    if not corners:
        return Facade(side=side, stops_mm=(), reach_mm=())
    ends = (min(along for along, _ in corners), max(along for along, _ in corners))
    reaches = {along: max(out for at, out in corners if at == along) for along in ends}
    stops = list(ends)
    if len(corners) <= _MOST_CORNERS:
        stops, found = _steps(told, corners)
        reaches |= found
    return Facade(side=side, stops_mm=tuple(stops), reach_mm=tuple(reaches[stop] for stop in stops))


def _steps(
    told: list[list[tuple[float, float]]], corners: list[tuple[float, float]]
) -> tuple[list[float], dict[float, float]]:
    """Go along the side and keep the places where the outermost line jumps or bends."""
    marks = sorted({along for along, _ in corners})
    edges = np.array([(*a, *b) for ring in told for a, b in zip(ring, (*ring[1:], ring[0]), strict=True)])
    starts, ends = np.array(marks[:-1]), np.array(marks[1:])
    nudge = np.minimum((ends - starts) / 4, 0.5)
    first, last = _outermost(edges, starts + nudge), _outermost(edges, ends - nudge)
    stops, reaches = [marks[0]], {marks[0]: float(first[0])}
    for index in range(1, len(starts)):
        before, after = float(last[index - 1]), float(first[index])
        bend = _slope(first, last, starts, ends, index) - _slope(first, last, starts, ends, index - 1)
        if abs(after - before) > _SAME_LEVEL_MM or abs(bend) > _SAME_SLOPE:
            stops.append(marks[index])
            reaches[marks[index]] = max(before, after)
    stops.append(marks[-1])
    reaches[marks[-1]] = float(last[-1])
    return _without_slivers(stops), reaches


def _slope(
    first: Numbers,
    last: Numbers,
    starts: Numbers,
    ends: Numbers,
    index: int,
) -> float:
    return float((last[index] - first[index]) / max(ends[index] - starts[index], 1e-6))


def _outermost(edges: Numbers, places: Numbers) -> Numbers:
    """Give how far out the outline reaches at each place; where there is none, the lowest corner."""
    ax, ay, bx, by = (edges[:, column] for column in range(4))
    spans = (np.minimum(ax, bx) <= places[:, None]) & (places[:, None] <= np.maximum(ax, bx)) & (ax != bx)
    run = np.where(ax == bx, 1.0, bx - ax)
    height = ay + (by - ay) * (places[:, None] - ax) / run
    low = float(min(ay.min(), by.min()))
    outermost: Numbers = np.where(spans, height, low).max(axis=1)
    return outermost


def _without_slivers(stops: list[float]) -> list[float]:
    kept = [stops[0]]
    for stop in stops[1:-1]:
        if stop - kept[-1] >= _LEAST_PART_MM and stops[-1] - stop >= _LEAST_PART_MM:
            kept.append(stop)
    return [*kept, stops[-1]]
