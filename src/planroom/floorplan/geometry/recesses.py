"""Recesses: the parts of a region that are narrower than a width and open into the rest."""

import shapely

from planroom.floorplan.geometry.filling import regions_of
from planroom.floorplan.geometry.region import Region, region_of, sound_shape

_GRID_MM = 0.001
_MITRE_LIMIT = 20.0


def recesses(region: Region, width_mm: float) -> tuple[Region, ...]:
    """Give the parts of a region into which no square of ``width_mm`` reaches; corners are none.

    A region that is narrower than that everywhere has no recesses, for there is nothing that they open into.
    """
    shape, half = sound_shape(region), width_mm / 2 - _GRID_MM
    inner = shapely.buffer(shape, -half, join_style="mitre", mitre_limit=_MITRE_LIMIT)
    if inner.is_empty:
        return ()
    wide = shapely.buffer(inner, half + 2 * _GRID_MM, join_style="mitre", mitre_limit=_MITRE_LIMIT)
    return regions_of(shapely.difference(shape, wide, grid_size=_GRID_MM))


def without_small_holes(region: Region, least_mm2: float) -> Region:
    """Give the region with its holes filled that are not larger than ``least_mm2``."""
    kept = [hole for hole in region.holes if region_of(hole).area_mm2 > least_mm2]
    return region_of(region.outline, kept)
