"""Turning points around the origin."""

import math

from planroom.floorplan.geometry.points import Point


def turned(point: Point, turn_deg: float) -> Point:
    """Turn a point anticlockwise around the origin."""
    sine, cosine = math.sin(math.radians(turn_deg)), math.cos(math.radians(turn_deg))
    return Point(point.x_mm * cosine - point.y_mm * sine, point.x_mm * sine + point.y_mm * cosine)
