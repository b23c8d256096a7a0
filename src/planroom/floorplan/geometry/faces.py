"""Faces: the closed spaces that a set of strips leaves between them, and what the strips and spaces cover together."""

from collections.abc import Sequence
from itertools import pairwise

import msgspec
import shapely

from planroom.floorplan.geometry.joints import corner_patches, joined
from planroom.floorplan.geometry.points import Point, distance_mm
from planroom.floorplan.geometry.region import Region, from_shape, in_ring, region_of, signed_area_mm2
from planroom.floorplan.geometry.strips import Strip, outline_of_strip

_GRID_MM = 0.001
_LEAST_AREA_MM2 = 0.01


class Faces(msgspec.Struct, frozen=True):
    """``bodies`` are the joined strips, ``spaces`` what they enclose, ``outlines`` bodies and spaces together.

    The areas of the spaces and bodies add up to that of the outlines.
    """

    bodies: tuple[Region, ...]
    spaces: tuple[Region, ...]
    outlines: tuple[Region, ...]


def bodies_of(strips: Sequence[Strip], tolerance_mm: float) -> tuple[Region, ...]:
    """Join the strips at their junctions and melt them together: one region for each connected group."""
    settled = joined(strips, tolerance_mm)
    rings = [ring for ring in (*map(outline_of_strip, settled), *corner_patches(settled)) if ring]
    if not rings:
        return ()
    shapes = shapely.polygons([shapely.linearrings(ring) for ring in rings])
    solid = shapes[shapely.area(shapes) > _LEAST_AREA_MM2]
    melted = shapely.union_all(solid, grid_size=None if all(map(_is_square, rings)) else _GRID_MM)
    regions = (from_shape(part) for part in shapely.get_parts(melted))
    return tuple(sorted((region for region in regions if region.outline), key=_by_place))


def _is_square(ring: Sequence[Point]) -> bool:
    """Tell whether all sides follow the axes. Such bands cross in their own coordinates, so no grid is needed."""
    return all(a.x_mm == b.x_mm or a.y_mm == b.y_mm for a, b in pairwise((*ring, ring[0])))


def faces_of(strips: Sequence[Strip], tolerance_mm: float) -> Faces:
    """Find the spaces that the strips enclose; a space thinner than the tolerance counts as part of the bodies."""
    melted = bodies_of(strips, tolerance_mm)
    bodies = tuple(_without_slits(body, tolerance_mm) for body in melted)
    holders: list[tuple[float, tuple[Point, ...]]] = sorted(
        (abs(signed_area_mm2(hole)), hole) for body in bodies for hole in body.holes
    )
    islands: dict[tuple[Point, ...], list[Region]] = {hole: [] for _, hole in holders}
    outlines = []
    for body in bodies:
        around = next((hole for _, hole in holders if hole not in body.holes and in_ring(hole, body.outline[0])), None)
        if around is None:
            outlines.append(region_of(body.outline))
        else:
            islands[around].append(body)
    spaces = [region_of(hole, [island.outline for island in inside]) for hole, inside in islands.items()]
    return Faces(bodies, tuple(sorted(spaces, key=_by_place)), tuple(sorted(outlines, key=_by_place)))


def _without_slits(body: Region, tolerance_mm: float) -> Region:
    kept = [hole for hole in body.holes if hole and _is_open(hole, tolerance_mm)]
    return body if len(kept) == len(body.holes) else region_of(body.outline, kept)


def _is_open(ring: Sequence[Point], tolerance_mm: float) -> bool:
    """Tell whether a ring is anywhere wider than the tolerance."""
    round_it = sum(distance_mm(a, b) for a, b in pairwise((*ring, ring[0])))
    if abs(signed_area_mm2(ring)) > round_it * tolerance_mm / 2:
        return True  # no shape has an area beyond its perimeter times its inner radius
    return not shapely.Polygon(ring).buffer(-tolerance_mm / 2).is_empty


def _by_place(region: Region) -> tuple[float, float, float]:
    low_x, low_y, _, high_y = region.bounds
    return -high_y, low_x, low_y
