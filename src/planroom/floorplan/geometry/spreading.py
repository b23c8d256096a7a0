"""Spreading: regions widened over the strips that lie along their edges, by as much of each as belongs to them."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import shapely

from planroom.floorplan.geometry.axes import Axis, axis_of
from planroom.floorplan.geometry.filling import regions_of
from planroom.floorplan.geometry.points import Point, distance_mm
from planroom.floorplan.geometry.region import Region, sound_shape
from planroom.floorplan.geometry.strips import Strip

_GRID_MM = 0.001
_LEAST_SINE = 0.001
_LONGEST_MITRE = 5.0


class Rim(NamedTuple):
    """A strip, and how much of its width a region beside it takes."""

    strip: Strip
    depth_mm: float


class _Piece(NamedTuple):
    """A stretch of an edge and how far the region grows there."""

    low_mm: float
    high_mm: float
    depth_mm: float


class _Edge(NamedTuple):
    """An edge with its region on the left, and its pieces in order."""

    axis: Axis
    pieces: tuple[_Piece, ...]

    def depth_at_mm(self, along_mm: float, tolerance_mm: float) -> float:
        """Give how far the region grows at a place of the edge."""
        near = (p.depth_mm for p in self.pieces if p.low_mm - tolerance_mm <= along_mm <= p.high_mm + tolerance_mm)
        return max(near, default=0.0)


def spread(
    regions: Sequence[Region], rims: Sequence[Rim], within: Sequence[Region], tolerance_mm: float
) -> tuple[Region, ...]:
    """Widen regions outwards wherever a strip has one of its faces along an edge, by the depth of that strip.

    Outer corners between two widened edges are filled. Nothing grows beyond ``within``, the material of the strips.
    """
    if not regions:
        return ()
    grown = [shape for region in regions for shape in _growth(region, rims, tolerance_mm)]
    own = [sound_shape(region) for region in regions]
    material = shapely.union_all([*own, *map(sound_shape, within)], grid_size=_GRID_MM)
    whole = shapely.union_all([*own, *grown], grid_size=_GRID_MM)
    return regions_of(shapely.intersection(whole, material, grid_size=_GRID_MM))


def _growth(region: Region, rims: Sequence[Rim], tolerance_mm: float) -> Iterator[shapely.Polygon]:
    for ring in (region.outline, *region.holes):
        axes = (axis_of(a, b) for a, b in zip(ring, (*ring[1:], ring[0]), strict=True))
        edges = [_Edge(axis, tuple(_pieces(axis, rims, tolerance_mm))) for axis in axes if axis is not None]
        for edge in edges:
            for low, high, depth in edge.pieces:
                corners = (edge.axis.at(low), edge.axis.at(low, -depth), edge.axis.at(high, -depth), edge.axis.at(high))
                yield shapely.Polygon(corners)
        for index, edge in enumerate(edges):
            yield from _corner(edges[index - 1], edge, tolerance_mm)


def _pieces(axis: Axis, rims: Sequence[Rim], tolerance_mm: float) -> Iterator[_Piece]:
    for (start, end, width_mm), depth_mm in rims:
        is_beside = all(abs(axis.aside_mm(point) + width_mm / 2) <= tolerance_mm for point in (start, end))
        low, high = sorted((axis.along_mm(start), axis.along_mm(end)))
        low, high = max(low, 0.0), min(high, axis.length_mm)
        if is_beside and depth_mm > 0 and high - low > tolerance_mm:
            yield _Piece(low, high, depth_mm)


def _corner(before: _Edge, after: _Edge, tolerance_mm: float) -> Iterator[shapely.Polygon]:
    """Give what fills an outer corner between two edges that both grow."""
    first = before.depth_at_mm(before.axis.length_mm, tolerance_mm)
    second = after.depth_at_mm(0.0, tolerance_mm)
    sine = before.axis.sine_to(after.axis)
    if first <= 0 or second <= 0 or sine < _LEAST_SINE:
        return
    corner = after.axis.start
    out, tip = before.axis.at(before.axis.length_mm, -first), _meeting(before.axis, after.axis, first, second, sine)
    if distance_mm(corner, tip) <= _LONGEST_MITRE * max(first, second):
        hull = shapely.convex_hull(shapely.MultiPoint([corner, out, tip, after.axis.at(0.0, -second)]))
        if isinstance(hull, shapely.Polygon):
            yield hull


def _meeting(before: Axis, after: Axis, first_mm: float, second_mm: float, sine: float) -> Point:
    """Give where the two grown edges meet."""
    cosine = before.x * after.x + before.y * after.y
    return before.at(before.length_mm + (second_mm - first_mm * cosine) / sine, -first_mm)
