"""Whether straight lines cross each other or a box."""

from planroom.floorplan.drawing.extent import Bounds
from planroom.floorplan.geometry.points import Point


def crosses_box(line: tuple[Point, Point], box: Bounds) -> bool:
    """Tell whether the line runs through the box (clipping it against the four sides leaves something)."""
    (ax, ay), (bx, by) = line
    dx, dy = bx - ax, by - ay
    enter, leave = 0.0, 1.0
    for step, low, high in ((dx, box[0] - ax, box[2] - ax), (dy, box[1] - ay, box[3] - ay)):
        if step == 0:
            if low > 0 or high < 0:
                return False
            continue
        first, last = sorted((low / step, high / step))
        enter, leave = max(enter, first), min(leave, last)
    return enter < leave


def lines_cross(one: tuple[Point, Point], other: tuple[Point, Point]) -> bool:
    """Tell whether two lines cross between their ends; touching does not count."""
    (a, b), (c, d) = one, other
    return _turn(a, b, c) * _turn(a, b, d) < 0 and _turn(c, d, a) * _turn(c, d, b) < 0


def _turn(a: Point, b: Point, c: Point) -> float:
    return (b.x_mm - a.x_mm) * (c.y_mm - a.y_mm) - (b.y_mm - a.y_mm) * (c.x_mm - a.x_mm)
