"""Regions: flat shapes with an outline and holes, in millimetres, and what can be asked of them.

Outlines run anticlockwise and holes clockwise, both start at their smallest point and do not repeat it at the end, so
that equal shapes are equal values.
"""

import math
from collections.abc import Iterable, Sequence

import msgspec
import numpy as np
import shapely

from planroom.floorplan.geometry.points import Point

_DECIMALS = 4
_STRAIGHT_MM = 0.01
_FEWEST_CORNERS = 3
_WELL_INSIDE = 0.9


class Region(msgspec.Struct, frozen=True):
    """A flat shape: one outline, any number of holes, and its area without the holes."""

    outline: tuple[Point, ...]
    holes: tuple[tuple[Point, ...], ...]
    area_mm2: float

    @property
    def bounds(self) -> tuple[float, float, float, float]:
        """Smallest x, smallest y, largest x, largest y."""
        xs = [point.x_mm for point in self.outline]
        ys = [point.y_mm for point in self.outline]
        return min(xs), min(ys), max(xs), max(ys)


def region_of(outline: Sequence[Point], holes: Iterable[Sequence[Point]] = ()) -> Region:
    """Make a region of rings that may run either way and may repeat their first point at the end."""
    outer = normal_ring(outline, anticlockwise=True)
    inner = tuple(sorted(normal_ring(hole, anticlockwise=False) for hole in holes))
    area = abs(signed_area_mm2(outer)) - sum(abs(signed_area_mm2(hole)) for hole in inner)
    return Region(outer, inner, area)


def signed_area_mm2(ring: Sequence[Point]) -> float:
    """Give the area of a ring: positive when it runs anticlockwise."""
    if not ring:
        return 0.0
    base = ring[0]
    doubled = 0.0
    for a, b in zip(ring, (*ring[1:], base), strict=True):
        doubled += (a.x_mm - base.x_mm) * (b.y_mm - base.y_mm) - (b.x_mm - base.x_mm) * (a.y_mm - base.y_mm)
    return doubled / 2


def normal_ring(ring: Sequence[Point], *, anticlockwise: bool) -> tuple[Point, ...]:
    """Give the ring without repeated and in-line points, in the wanted direction, from its smallest point on."""
    rounded = [Point(round(p.x_mm, _DECIMALS) + 0.0, round(p.y_mm, _DECIMALS) + 0.0) for p in ring]
    points = [point for index, point in enumerate(rounded) if point != rounded[index - 1]]
    kept: list[Point] = []
    for index, point in enumerate(points):
        before = kept[-1] if kept else points[-1]
        first = kept[0] if kept else point  # the first point of all may be gone by now
        after = points[index + 1] if index + 1 < len(points) else first
        if not _in_line(before, point, after):
            kept.append(point)
    if len(kept) < _FEWEST_CORNERS:
        return ()
    if (signed_area_mm2(kept) > 0) != anticlockwise:
        kept.reverse()
    start = kept.index(min(kept))
    return tuple(kept[start:] + kept[:start])


def _in_line(before: Point, point: Point, after: Point) -> bool:
    """Tell whether a point adds nothing: it lies on the line through its neighbours, or is the tip of a spike."""
    dx, dy = after.x_mm - before.x_mm, after.y_mm - before.y_mm
    length = math.hypot(dx, dy)
    if length == 0:
        return True
    off = abs((point.x_mm - before.x_mm) * dy - (point.y_mm - before.y_mm) * dx) / length
    return off < _STRAIGHT_MM


def contains(region: Region, point: Point) -> bool:
    """Tell whether the point lies inside the outline and outside the holes. A point on a ring may go either way."""
    return in_ring(region.outline, point) and not any(in_ring(hole, point) for hole in region.holes)


def in_ring(ring: Sequence[Point], point: Point) -> bool:
    """Tell whether the point lies inside the ring (a ray to the right crosses it an odd number of times)."""
    inside = False
    x, y = point
    for (ax, ay), (bx, by) in zip(ring, (*ring[1:], *ring[:1]), strict=True):
        if (ay > y) != (by > y) and x < ax + (y - ay) * (bx - ax) / (by - ay):
            inside = not inside
    return inside


def holders_of(points: Sequence[Point], regions: Sequence[Region]) -> tuple[tuple[int, ...], ...]:
    """Give for each point the places of the regions that contain it, in order."""
    boxes = [shapely.box(*region.bounds) for region in regions]
    found: list[list[int]] = [[] for _ in points]
    rows, columns = shapely.STRtree(boxes).query(shapely.points(np.array(points, dtype=float).reshape(-1, 2)))
    for row, column in zip(rows.tolist(), columns.tolist(), strict=True):
        if contains(regions[column], points[row]):
            found[row].append(column)
    return tuple(tuple(sorted(indexes)) for indexes in found)


def to_shape(region: Region) -> shapely.Polygon:
    """Give the region as a shapely polygon."""
    return shapely.Polygon(region.outline, region.holes)


def sound_parts(region: Region) -> tuple[shapely.Polygon, ...]:
    """Give the region as polygons that can be worked with, even where its rings touch or cross themselves."""
    shape = to_shape(region)
    if shape.is_valid:
        return (shape,)
    parts = shapely.get_parts(shapely.make_valid(shape, method="structure"))
    return tuple(part for part in parts if isinstance(part, shapely.Polygon) and part.area > 0)


def sound_shape(region: Region) -> shapely.Geometry:
    """Give sound_parts as one shape."""
    parts = sound_parts(region)
    return parts[0] if len(parts) == 1 else shapely.union_all(parts)


def is_simple(ring: Sequence[Point]) -> bool:
    """Tell whether a ring neither crosses nor touches itself and has an inside."""
    return len(ring) >= _FEWEST_CORNERS and bool(shapely.Polygon(ring).is_valid)


def from_shape(shape: shapely.Polygon) -> Region:
    """Give a shapely polygon as a region."""
    return region_of(
        [Point(x, y) for x, y in shape.exterior.coords[:-1]],
        [[Point(x, y) for x, y in ring.coords[:-1]] for ring in shape.interiors],
    )


def label_point(region: Region) -> Point:
    """Give the place where a label fits best: the centroid when it sits well inside, else the most inner point."""
    shape = to_shape(region)
    low_x, low_y, high_x, high_y = region.bounds
    tolerance = max(1.0, min(high_x - low_x, high_y - low_y) / 100)
    radius_line = shapely.maximum_inscribed_circle(shape, tolerance=tolerance)
    centre = shape.centroid
    edge = shape.boundary
    if shape.contains(centre) and centre.distance(edge) >= _WELL_INSIDE * radius_line.length:
        return Point(round(centre.x, 1), round(centre.y, 1))
    x, y = radius_line.coords[0]
    return Point(round(x, 1), round(y, 1))


def inner_radius_mm(region: Region) -> float:
    """Give the radius of the largest circle that fits into the region, to about a hundredth of its width."""
    low_x, low_y, high_x, high_y = region.bounds
    tolerance = max(1.0, min(high_x - low_x, high_y - low_y) / 100)
    return float(shapely.maximum_inscribed_circle(to_shape(region), tolerance=tolerance).length)


def overlap_mm2(a: Region, b: Region) -> float:
    """Give the area that two regions have in common."""
    a_low_x, a_low_y, a_high_x, a_high_y = a.bounds
    b_low_x, b_low_y, b_high_x, b_high_y = b.bounds
    if a_low_x >= b_high_x or b_low_x >= a_high_x or a_low_y >= b_high_y or b_low_y >= a_high_y:
        return 0.0
    return float(shapely.intersection(sound_shape(a), sound_shape(b), grid_size=0.001).area)
