"""The point of the plan: millimetres, x to the right, y up."""

import math
from typing import Annotated, NamedTuple

import msgspec

MAX_COORDINATE_MM = 1e7
"""Ten kilometres: no dwelling is larger, and sums of millimetres stay exact far beyond it."""

Coordinate = Annotated[float, msgspec.Meta(ge=-MAX_COORDINATE_MM, le=MAX_COORDINATE_MM)]


class Point(NamedTuple):
    """A place on a storey, in millimetres from the plan's origin; x to the right, y up."""

    x_mm: Coordinate
    y_mm: Coordinate

    def moved(self, dx_mm: float, dy_mm: float) -> "Point":
        """Give the point that lies ``dx_mm`` to the right of and ``dy_mm`` above this one."""
        return Point(self.x_mm + dx_mm, self.y_mm + dy_mm)


def distance_mm(a: Point, b: Point) -> float:
    """Give the straight distance between two points."""
    return math.hypot(b.x_mm - a.x_mm, b.y_mm - a.y_mm)
