"""The kind of walls of which nobody said it: what lies on their two sides tells."""

from functools import lru_cache

import msgspec

from planroom.floorplan.geometry.points import Point
from planroom.floorplan.geometry.region import Region, in_ring
from planroom.floorplan.model.plan import Storey
from planroom.floorplan.model.rooms import faces_of_walls, room_faces
from planroom.floorplan.model.space_use import OUTDOOR_TYPES
from planroom.floorplan.model.wall import Wall, WallKind

_BESIDE_MM = 10.0
_PROBES = (0.1, 0.3, 0.5, 0.7, 0.9)


@lru_cache(maxsize=64)
def with_wall_kinds(storey: Storey, tolerance_mm: float) -> Storey:
    """Give the storey with the kind of every wall filled in: what was said stays. Remembered by value.

    A wall that has the outside or an outdoor room on a side is an exterior wall; any other is an interior wall. A
    party wall cannot be told from an exterior one by what is drawn, so it has to be said.
    """
    if all(wall.kind is not None for wall in storey.walls):
        return storey
    outlines = faces_of_walls(storey.walls, tolerance_mm).outlines
    faces = room_faces(storey, tolerance_mm)
    outdoor = [faces[room.id] for room in storey.rooms if room.id in faces and room.type in OUTDOOR_TYPES]
    walls = tuple(
        wall if wall.kind is not None else msgspec.structs.replace(wall, kind=_derived(wall, outlines, outdoor))
        for wall in storey.walls
    )
    return msgspec.structs.replace(storey, walls=walls)


def outer_side(wall: Wall, outlines: tuple[Region, ...], outdoor: list[Region]) -> int:
    """Tell on which side the outside is: 1 left of the wall's axis, -1 right of it, 0 on neither or on both."""
    left, right = (_is_outside(wall, side, outlines, outdoor) for side in (1, -1))
    return int(left) - int(right)


def _derived(wall: Wall, outlines: tuple[Region, ...], outdoor: list[Region]) -> WallKind:
    is_outer = any(_is_outside(wall, side, outlines, outdoor) for side in (1, -1))
    return WallKind.EXTERIOR if is_outer else WallKind.INTERIOR


def _is_outside(wall: Wall, side: int, outlines: tuple[Region, ...], outdoor: list[Region]) -> bool:
    return any(
        not any(in_ring(outline.outline, place) for outline in outlines)
        or any(in_ring(region.outline, place) for region in outdoor)
        for place in _probes(wall, side)
    )


def _probes(wall: Wall, side: int) -> list[Point]:
    length = wall.length_mm
    if length == 0:
        return []
    step = side * (wall.thickness_mm / 2 + _BESIDE_MM) / length
    dx, dy = (wall.end.x_mm - wall.start.x_mm) * step, (wall.end.y_mm - wall.start.y_mm) * step
    return [wall.point_at(share * length).moved(-dy, dx) for share in _PROBES]
