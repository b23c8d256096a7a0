"""Which parts of a line no band covers: where a boundary runs that nothing is built on."""

from collections.abc import Sequence

import shapely

from planroom.floorplan.geometry.points import Point
from planroom.floorplan.geometry.strips import Strip, outline_of_strip


def uncovered_parts(
    lines: Sequence[tuple[Point, Point]], strips: Sequence[Strip], reach_mm: float
) -> list[tuple[Point, Point]]:
    """Give the parts of lines that lie further than ``reach_mm`` from every strip and from all parts before them."""
    bands = [
        shapely.Polygon(ring).buffer(reach_mm, join_style="mitre") for ring in map(outline_of_strip, strips) if ring
    ]
    covered = shapely.union_all(bands) if bands else shapely.Polygon()
    found: list[tuple[Point, Point]] = []
    for start, end in lines:
        rest = shapely.LineString([start, end]).difference(covered)
        for part in shapely.get_parts(rest):
            if part.length > reach_mm:
                (ax, ay), *_, (bx, by) = part.coords
                found.append((Point(ax, ay), Point(bx, by)))
                flat = part.buffer(reach_mm, cap_style="flat")
                covered = covered.union(flat)
    return found


def convex_outline(points: Sequence[Point]) -> tuple[Point, ...]:
    """Give the corners of the smallest convex shape around points; none when they lie on one line."""
    hull = shapely.MultiPoint(points).convex_hull
    return tuple(Point(x, y) for x, y in hull.exterior.coords[:-1]) if isinstance(hull, shapely.Polygon) else ()
