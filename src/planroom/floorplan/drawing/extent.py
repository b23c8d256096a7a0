"""Extent: how much room items take, text included."""

import math
from collections.abc import Iterable, Iterator

from planroom.floorplan.drawing.scene import Anchor, AnyItem, Arc, Area, Box, Ellipse, Line, Text
from planroom.floorplan.drawing.text import ASCENT, DESCENT, text_width_mm
from planroom.floorplan.geometry.points import Point

Bounds = tuple[float, float, float, float]
"""Smallest x, smallest y, largest x, largest y, in millimetres."""

_QUARTER_DEG = 90


def extent_of(items: Iterable[AnyItem]) -> Bounds | None:
    """Give the bounds of the items without their line widths; None when there are none."""
    return bounds_of_points(point for item in items for point in corner_points(item))


def bounds_of_points(points: Iterable[Point]) -> Bounds | None:
    """Give the bounds of points; None when there are none."""
    held = list(points)
    if not held:
        return None
    xs, ys = [point.x_mm for point in held], [point.y_mm for point in held]
    return min(xs), min(ys), max(xs), max(ys)


def corner_points(item: AnyItem) -> Iterator[Point]:
    """Give points whose bounds are those of the item."""
    match item:
        case Area():
            yield from (point for ring in item.rings for point in ring)
        case Line():
            yield from item.points
        case Box():
            yield from (item.low, item.high)
        case Ellipse():
            yield item.centre.moved(-item.radius_x_mm, -item.radius_y_mm)
            yield item.centre.moved(item.radius_x_mm, item.radius_y_mm)
        case Arc():
            yield from _arc_points(item)
        case Text():
            yield from text_corners(item)
        case _:
            half_x, half_y = item.width_mm / 2, item.depth_mm / 2
            for x, y in ((-half_x, -half_y), (half_x, -half_y), (half_x, half_y), (-half_x, half_y)):
                yield turned(item.at, x, y, item.turn_deg)


def turned(origin: Point, x_mm: float, y_mm: float, turn_deg: float) -> Point:
    """Give the point that lies at (x, y) in a frame that stands at ``origin``, turned anticlockwise."""
    cos, sin = math.cos(math.radians(turn_deg)), math.sin(math.radians(turn_deg))
    return origin.moved(x_mm * cos - y_mm * sin, x_mm * sin + y_mm * cos)


def _arc_points(arc: Arc) -> Iterator[Point]:
    yield from arc.ends
    for quarter in range(math.ceil(arc.start_deg / _QUARTER_DEG), math.floor(arc.end_deg / _QUARTER_DEG) + 1):
        yield turned(arc.centre, arc.radius_mm, 0.0, quarter * _QUARTER_DEG)


def text_corners(text: Text) -> tuple[Point, Point, Point, Point]:
    """Give the corners of the box that a text fills, from the first baseline corner anticlockwise."""
    width = text_width_mm(text.text, text.size_mm, text.weight)
    start = {Anchor.START: 0.0, Anchor.MIDDLE: -width / 2, Anchor.END: -width}[text.anchor]
    low, high = -text.size_mm * DESCENT, text.size_mm * ASCENT
    corners = ((start, low), (start + width, low), (start + width, high), (start, high))
    a, b, c, d = (turned(text.at, x, y, text.turn_deg) for x, y in corners)
    return a, b, c, d
