"""The smallest box, turned any way, around points: what a body looks like from above when only its size matters."""

import math
from collections.abc import Sequence
from typing import NamedTuple

import shapely

from planroom.floorplan.geometry.axes import axis_of
from planroom.floorplan.geometry.points import Point


class TightBox(NamedTuple):
    """An oriented box: ``width_mm`` along its longer side, which is turned ``turn_deg`` anticlockwise."""

    centre: Point
    width_mm: float
    depth_mm: float
    turn_deg: float


def tight_box_of(points: Sequence[Point]) -> TightBox | None:
    """Give the box of least area around points; None when they lie on one line."""
    shape = shapely.MultiPoint(points).minimum_rotated_rectangle
    if not isinstance(shape, shapely.Polygon):
        return None
    corners = [Point(x, y) for x, y in shape.exterior.coords[:-1]]
    sides = [axis_of(corners[0], corners[1]), axis_of(corners[1], corners[2])]
    long_first = sorted((side for side in sides if side is not None), key=lambda side: -side.length_mm)
    if len(long_first) < len(sides):
        return None
    along, across = long_first
    centre = Point((corners[0].x_mm + corners[2].x_mm) / 2, (corners[0].y_mm + corners[2].y_mm) / 2)
    return TightBox(centre, along.length_mm, across.length_mm, math.degrees(math.atan2(along.y, along.x)))
