"""Cutting: what is left of regions when other shapes are taken out of them."""

from collections.abc import Iterable, Sequence

import shapely

from planroom.floorplan.geometry.points import Point
from planroom.floorplan.geometry.region import Region, from_shape, to_shape

_GRID_MM = 0.001


def cut(regions: Iterable[Region], cutters: Iterable[Sequence[Point]]) -> tuple[Region, ...]:
    """Take the rings of ``cutters`` out of the regions; parts come back sorted, so input order does not matter."""
    whole = shapely.union_all([to_shape(region) for region in regions], grid_size=_GRID_MM)
    knives = shapely.union_all([shapely.Polygon(ring) for ring in cutters], grid_size=_GRID_MM)
    left = shapely.difference(whole, knives, grid_size=_GRID_MM)
    parts = (from_shape(part) for part in shapely.get_parts(left) if part.area > 1.0)
    return tuple(sorted((part for part in parts if part.outline), key=lambda part: (part.outline, part.holes)))
