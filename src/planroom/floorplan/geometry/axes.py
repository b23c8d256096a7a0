"""Axes: a straight line with a direction, and where points lie along and aside of it."""

import math
from typing import NamedTuple

from planroom.floorplan.geometry.points import Point

LEAST_LENGTH_MM = 0.001
"""A shorter line has no direction."""


class Axis(NamedTuple):
    """The line from ``start`` in the direction of the unit vector (``x``, ``y``), ``length_mm`` long."""

    start: Point
    x: float
    y: float
    length_mm: float

    def along_mm(self, point: Point) -> float:
        """Give how far along the axis a point lies, from the start."""
        return (point.x_mm - self.start.x_mm) * self.x + (point.y_mm - self.start.y_mm) * self.y

    def aside_mm(self, point: Point) -> float:
        """Give how far to the left of the axis a point lies; negative to the right."""
        return (point.y_mm - self.start.y_mm) * self.x - (point.x_mm - self.start.x_mm) * self.y

    def at(self, along_mm: float, aside_mm: float = 0.0) -> Point:
        """Give the point that lies so far along and to the left of the axis."""
        return self.start.moved(self.x * along_mm - self.y * aside_mm, self.y * along_mm + self.x * aside_mm)

    def sine_to(self, other: "Axis") -> float:
        """Give the sine of the angle from this axis to another: how much a step along that one leads to the left."""
        return self.x * other.y - self.y * other.x


def axis_of(start: Point, end: Point) -> Axis | None:
    """Give the axis between two points; None when they are too close to have a direction between them."""
    dx, dy = end.x_mm - start.x_mm, end.y_mm - start.y_mm
    length = math.hypot(dx, dy)
    return Axis(start, dx / length, dy / length, length) if length >= LEAST_LENGTH_MM else None
