"""Filling: regions joined across the narrow gaps between them."""

from collections.abc import Sequence

import shapely

from planroom.floorplan.geometry.region import Region, to_shape

_GRID_MM = 0.001
_MITRE_LIMIT = 5.0


def filled_area_mm2(regions: Sequence[Region], gap_mm: float, filling: Sequence[Region]) -> float:
    """Give the area of the regions and of what lies in gaps of at most ``gap_mm`` between them.

    Only what ``filling`` covers is filled, so a gap that is something else stays a gap; it must not overlap the
    regions. Straight edges that face no gap stay where they are.
    """
    if not regions:
        return 0.0
    whole = shapely.union_all([to_shape(region) for region in regions], grid_size=_GRID_MM)
    reach = gap_mm / 2 + 2 * _GRID_MM
    wide = whole.buffer(reach, join_style="mitre", mitre_limit=_MITRE_LIMIT)
    closed = wide.buffer(-reach, join_style="mitre", mitre_limit=_MITRE_LIMIT)
    material = shapely.union_all([to_shape(region) for region in filling], grid_size=_GRID_MM)
    gaps = shapely.intersection(closed, material, grid_size=_GRID_MM)
    return float(whole.area + gaps.area)
