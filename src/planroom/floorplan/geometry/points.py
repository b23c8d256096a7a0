"""The point of the plan: millimetres, x to the right, y up."""

import math
from typing import NamedTuple


class Point(NamedTuple):
    """A place on a storey, in millimetres from the plan's origin; x to the right, y up."""

    x_mm: float
    y_mm: float

    def moved(self, dx_mm: float, dy_mm: float) -> "Point":
        """Give the point that lies ``dx_mm`` to the right of and ``dy_mm`` above this one."""
        return Point(self.x_mm + dx_mm, self.y_mm + dy_mm)


def distance_mm(a: Point, b: Point) -> float:
    """Give the straight distance between two points."""
    return math.hypot(b.x_mm - a.x_mm, b.y_mm - a.y_mm)
