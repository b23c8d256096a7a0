"""Boxes along the axes, and how far lines lie from them; a point is a box without size."""

import math
from typing import NamedTuple

from planroom.floorplan.geometry.points import Point, distance_mm


class Box(NamedTuple):
    """A rectangle along the axes, from its lower left to its upper right corner, in millimetres."""

    low: Point
    high: Point

    @property
    def corners(self) -> tuple[Point, Point, Point, Point]:
        """The corners, anticlockwise from the lower left one."""
        return (self.low, Point(self.high.x_mm, self.low.y_mm), self.high, Point(self.low.x_mm, self.high.y_mm))

    @property
    def area_mm2(self) -> float:
        """Width by height."""
        return (self.high.x_mm - self.low.x_mm) * (self.high.y_mm - self.low.y_mm)


def box_to_point_mm(box: Box, point: Point) -> float:
    """Give how far a point lies from a box; 0 inside it and on its edge."""
    dx = max(box.low.x_mm - point.x_mm, 0.0, point.x_mm - box.high.x_mm)
    dy = max(box.low.y_mm - point.y_mm, 0.0, point.y_mm - box.high.y_mm)
    return math.hypot(dx, dy)


def box_to_line_mm(box: Box, start: Point, end: Point) -> float:
    """Give how far the straight line between two points lies from a box; 0 where they touch."""
    if _meets(box, start, end):
        return 0.0
    ends = min(box_to_point_mm(box, start), box_to_point_mm(box, end))
    return min(ends, *(_point_to_line_mm(corner, start, end) for corner in box.corners))


def _point_to_line_mm(point: Point, start: Point, end: Point) -> float:
    dx, dy = end.x_mm - start.x_mm, end.y_mm - start.y_mm
    squared = dx * dx + dy * dy
    if squared == 0:
        return distance_mm(point, start)
    share = ((point.x_mm - start.x_mm) * dx + (point.y_mm - start.y_mm) * dy) / squared
    share = min(max(share, 0.0), 1.0)
    return distance_mm(point, start.moved(dx * share, dy * share))


def _meets(box: Box, start: Point, end: Point) -> bool:
    """Tell whether the line passes through the box, by cutting it at each side in turn (Liang and Barsky)."""
    first, last = 0.0, 1.0
    sides = (
        (start.x_mm, end.x_mm - start.x_mm, box.low.x_mm, box.high.x_mm),
        (start.y_mm, end.y_mm - start.y_mm, box.low.y_mm, box.high.y_mm),
    )
    for place, way, low, high in sides:
        if way == 0:
            if not low <= place <= high:
                return False
            continue
        enters, leaves = sorted(((low - place) / way, (high - place) / way))
        first, last = max(first, enters), min(last, leaves)
    return first <= last
