"""One storey as the standards see it: faces of rooms, voids, shafts, walls and how to measure over them."""

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property

from planroom.floorplan.geometry.filling import filled
from planroom.floorplan.geometry.points import Point
from planroom.floorplan.geometry.region import Region, contains, overlap_mm2, region_of
from planroom.floorplan.geometry.spreading import Rim, spread
from planroom.floorplan.geometry.strips import Strip, outline_of_strip
from planroom.floorplan.model.building_parts import Column, Stair, StairLeads
from planroom.floorplan.model.plan import DwellingType, Storey
from planroom.floorplan.model.room import Room
from planroom.floorplan.model.rooms import faces_of_walls, is_room_sized, room_faces
from planroom.floorplan.model.space_use import OUTDOOR_TYPES, VOID_TYPES
from planroom.floorplan.model.wall import Wall, WallKind
from planroom.floorplan.model.wall_kinds import with_wall_kinds
from planroom.floorplan.reports.standards.rules import Verdict

_HALF = 0.5

WallShare = Callable[[Wall], float]
"""Tells which share of a wall's thickness belongs to the space beside it: 0 none, 0.5 to the centre line, 1 all."""


def no_wall(_: Wall) -> float:
    """Measure to the inner face."""
    return 0.0


def whole_wall(_: Wall) -> float:
    """Measure to the outer face."""
    return 1.0


def shared_walls_halved(wall: Wall) -> float:
    """Measure to the outer face, and to the centre line of a party wall."""
    return _HALF if wall.kind is WallKind.PARTY else 1.0


class Floor:
    """The geometry of a storey, worked out once for all standards."""

    def __init__(self, storey: Storey, dwelling: DwellingType, tolerance_mm: float) -> None:
        """Take a storey of a dwelling; rooms without a closed space of their own are left out of everything."""
        self.storey = with_wall_kinds(storey, tolerance_mm)
        self.dwelling = dwelling
        self.faces: Mapping[str, Region] = room_faces(storey, tolerance_mm)
        self.rooms: tuple[Room, ...] = tuple(room for room in storey.rooms if room.id in self.faces)
        self._tolerance_mm = tolerance_mm
        self._walls = faces_of_walls(storey.walls, tolerance_mm)
        self._joined: dict[frozenset[Region], tuple[Region, ...]] = {}
        self._walled: dict[tuple[tuple[Region, ...], tuple[Rim, ...]], tuple[Region, ...]] = {}

    @cached_property
    def indoor_rooms(self) -> tuple[Room, ...]:
        """The rooms with a floor of their own inside the building."""
        return tuple(room for room in self.rooms if room.type not in OUTDOOR_TYPES | VOID_TYPES)

    @cached_property
    def voids(self) -> tuple[Region, ...]:
        """Rooms without a floor: openings to the floor below."""
        return tuple(self.faces[room.id] for room in self.rooms if room.type in VOID_TYPES)

    @cached_property
    def shafts(self) -> tuple[Region, ...]:
        """Closed spaces that are no rooms and too narrow to be one."""
        known = set(self.faces.values())
        return tuple(face for face in self._walls.spaces if face not in known and not is_room_sized(face))

    @cached_property
    def unknown_spaces(self) -> tuple[Region, ...]:
        """Closed spaces as large as rooms that nobody has made one."""
        known = {*self.faces.values(), *self.shafts}
        return tuple(face for face in self._walls.spaces if face not in known)

    @cached_property
    def stairs_down(self) -> tuple[Stair, ...]:
        """The flights that leave this storey downwards."""
        return tuple(stair for stair in self.storey.stairs if stair.leads is StairLeads.DOWN)

    def faces_of(self, rooms: Iterable[Room]) -> tuple[Region, ...]:
        """Give the faces of rooms."""
        return tuple(self.faces[room.id] for room in rooms)

    def joined(self, faces: Sequence[Region]) -> tuple[Region, ...]:
        """Join faces over the walls between them; standards often join the same ones."""
        known = frozenset(faces)
        if known not in self._joined:
            thickest_mm = max((wall.thickness_mm for wall in self.storey.walls), default=0.0)
            self._joined[known] = filled(faces, thickest_mm + self._tolerance_mm, self._walls.bodies)
        return self._joined[known]

    def walled(self, regions: Sequence[Region], share_of: WallShare) -> tuple[Region, ...]:
        """Widen joined faces by the share of each wall beside them that belongs to them."""
        rims = tuple(
            Rim(Strip(wall.start, wall.end, wall.thickness_mm), wall.thickness_mm * share)
            for wall in self.storey.walls
            if (share := share_of(wall)) > 0
        )
        asked = (tuple(regions), rims)
        if asked not in self._walled:
            grown = spread(regions, rims, self._walls.bodies, self._tolerance_mm) if rims else tuple(regions)
            self._walled[asked] = grown
        return self._walled[asked]

    def counted_mm2(self, verdicts: Mapping[str, Verdict], share_of: WallShare) -> float:
        """Give the area of what verdicts count: whole rooms with their walls, and the counted part of the others.

        Openings to the floor below are taken out, and what a stair's hole has beyond its treads (area rules A8, A9).
        No wall is counted beside a room of which only a part counts: it stands where the ceiling is too low.
        """
        whole = self.faces_of(room for room in self.rooms if verdicts[room.id].share == 1)
        parts = sum(self.faces[room.id].area_mm2 * verdicts[room.id].share for room in self.rooms)
        parts -= sum(face.area_mm2 for face in whole)
        joined = self._beside(self.joined((*whole, *self.voids)), whole)
        covered = self.walled(joined, share_of)
        missing = sum(self._lost_mm2(void) for void in self.voids if any(overlap_mm2(void, area) for area in joined))
        return total_mm2(covered) + parts - missing - self._holes_mm2(joined)

    def reveals_mm2(self) -> float:
        """Give what windows add whose inner face is the dominant one of their wall section (area rule D4)."""
        walls = {wall.id: wall for wall in self.storey.walls}
        added = 0.0
        for opening in self.storey.openings:
            wall = walls[opening.wall_id]
            height_mm = wall.height_mm or self.storey.ceiling_height_mm
            is_dominant = (opening.height_mm or 0.0) > _HALF * height_mm
            if opening.reveal_mm is not None and is_dominant and wall.kind is not WallKind.INTERIOR:
                added += opening.reveal_mm * opening.width_mm
        return added

    def load_bearing_mm2(self, regions: Sequence[Region]) -> float:
        """Give how much of regions load-bearing inner walls take."""
        rings = [
            outline_of_strip(Strip(wall.start, wall.end, wall.thickness_mm))
            for wall in self.storey.walls
            if wall.load_bearing
        ]
        bands = filled([region_of(ring) for ring in rings if ring], 0.0, ())
        return sum(overlap_mm2(band, region) for band in bands for region in regions)

    def holes_of_stairs(self) -> tuple[tuple[Stair, float], ...]:
        """Give the flights down that do not stand in a void, each with the area of its hole."""
        free = (stair for stair in self.stairs_down if not any(contains(void, stair.centre) for void in self.voids))
        return tuple((stair, hole_mm2(stair)) for stair in free)

    def _lost_mm2(self, void: Region) -> float:
        treads = sum(treads_mm2(stair) for stair in self.stairs_down if contains(void, stair.centre))
        return void.area_mm2 - min(treads, void.area_mm2)

    def _holes_mm2(self, joined: Sequence[Region]) -> float:
        lost = 0.0
        for stair, _ in self.holes_of_stairs():
            hole = region_of(stair.opening or ())
            inside = sum(overlap_mm2(hole, region) for region in joined) if hole.outline else 0.0
            lost += max(0.0, inside - treads_mm2(stair))
        return lost

    def _beside(self, joined: Sequence[Region], whole: Sequence[Region]) -> tuple[Region, ...]:
        """Leave out voids that lie beside nothing that counts."""
        return tuple(region for region in joined if any(overlap_mm2(region, face) for face in whole))


def treads_mm2(stair: Stair) -> float:
    """Give the area of a flight's treads and landings."""
    return stair.width_mm * stair.depth_mm


def hole_mm2(stair: Stair) -> float:
    """Give the area of the hole that a flight down leaves in its storey's floor."""
    if stair.opening is None:
        return treads_mm2(stair)
    hole = region_of(stair.opening)
    return overlap_mm2(hole, hole) if hole.outline else 0.0


def column_mm2(column: Column) -> float:
    """Give the area of a column."""
    area = column.width_mm * column.depth_mm
    return area * math.pi / 4 if column.round else area


def total_mm2(regions: Iterable[Region]) -> float:
    """Add up areas."""
    return sum(region.area_mm2 for region in regions)


def holds(regions: Sequence[Region], place: Point) -> bool:
    """Tell whether a place lies in one of the regions."""
    return any(contains(region, place) for region in regions)
