"""Boxes: the line along which something that a file draws as a polygon lies in its wall."""

from collections.abc import Sequence
from itertools import pairwise

from planroom.floorplan.geometry.axes import axis_of
from planroom.floorplan.geometry.points import Point, distance_mm


def long_axis(ring: Sequence[Point]) -> tuple[Point, Point] | None:
    """Give the line through the middle of a ring along its longest side, as long as the ring is; None without one."""
    sides = sorted(pairwise((*ring, *ring[:1])), key=lambda side: distance_mm(*side), reverse=True)
    axis = axis_of(*sides[0]) if sides else None
    if axis is None:
        return None
    along = [axis.along_mm(point) for point in ring]
    aside = [axis.aside_mm(point) for point in ring]
    middle = (min(aside) + max(aside)) / 2
    return axis.at(min(along), middle), axis.at(max(along), middle)
