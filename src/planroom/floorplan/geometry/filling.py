"""Filling: regions joined across the narrow gaps between them."""

from collections.abc import Sequence

import shapely

from planroom.floorplan.geometry.region import Region, from_shape, sound_parts, sound_shape

_GRID_MM = 0.001
_MITRE_LIMIT = 5.0
_LEAST_AREA_MM2 = 1.0


def filled(regions: Sequence[Region], gap_mm: float, filling: Sequence[Region]) -> tuple[Region, ...]:
    """Join the regions with what lies in gaps of at most ``gap_mm`` between them.

    Only what ``filling`` covers is filled, so a gap that is something else stays a gap; it must not overlap the
    regions. Straight edges that face no gap stay where they are.
    """
    if not regions:
        return ()
    whole = shapely.union_all([sound_shape(region) for region in regions], grid_size=_GRID_MM)
    reach = gap_mm / 2 + 2 * _GRID_MM
    wide = whole.buffer(reach, join_style="mitre", mitre_limit=_MITRE_LIMIT)
    closed = wide.buffer(-reach, join_style="mitre", mitre_limit=_MITRE_LIMIT)
    material = shapely.union_all([sound_shape(region) for region in filling], grid_size=_GRID_MM)
    gaps = shapely.intersection(closed, material, grid_size=_GRID_MM)
    flat = [part for part in shapely.get_parts(gaps) if part.area > 0]
    return regions_of(shapely.union_all([whole, *flat], grid_size=_GRID_MM))


def regions_of(shape: shapely.Geometry) -> tuple[Region, ...]:
    """Give the flat parts of a shape as regions, in an order that only their places decide."""
    found: list[Region] = []
    for part in shapely.get_parts(shape):
        if part.area > _LEAST_AREA_MM2:
            # Rounding may let a ring touch itself; such a shape could not be worked with any further.
            found += map(from_shape, sound_parts(from_shape(part)))
    found = [region for region in found if region.outline]
    return tuple(sorted(found, key=lambda region: (region.outline, region.holes)))


def filled_area_mm2(regions: Sequence[Region], gap_mm: float, filling: Sequence[Region]) -> float:
    """Give the area of the regions joined as ``filled`` joins them."""
    return sum(region.area_mm2 for region in filled(regions, gap_mm, filling))
