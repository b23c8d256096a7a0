"""Rooms derived from walls: which face of the walls each room is, and the outline of a storey.

A face is what the walls' bodies enclose; openings do not cut walls for this. A room is the face that holds its seed
point, so its label and type live through edits of the walls.
"""

from collections.abc import Collection, Iterable
from functools import lru_cache

import msgspec

from planroom.floorplan.geometry.faces import Faces, faces_of
from planroom.floorplan.geometry.points import Point
from planroom.floorplan.geometry.region import Region, holders_of, inner_radius_mm, label_point, overlap_mm2, region_of
from planroom.floorplan.geometry.strips import Strip, outline_of_strip
from planroom.floorplan.model.identity import numbered_id
from planroom.floorplan.model.plan import Storey
from planroom.floorplan.model.room import Room
from planroom.floorplan.model.wall import Wall

LEAST_ROOM_RADIUS_MM = 200.0
"""A face into which no circle of this radius fits is a shaft or a gap between walls, not a room."""


_BESIDE_MM = 10.0
_BESIDE_LENGTH_MM = 50.0


class RoomShape(msgspec.Struct, frozen=True):
    """A room with its derived shape: net, between the faces of its walls, in millimetres."""

    room: Room
    outline: tuple[Point, ...]
    holes: tuple[tuple[Point, ...], ...]
    area_mm2: float
    label_point: Point


class AreaBalance(msgspec.Struct, frozen=True):
    """How a storey's area is divided: everything inside its outlines is a room, another closed space, or wall."""

    rooms_mm2: float
    other_spaces_mm2: float
    walls_mm2: float
    gross_mm2: float

    @property
    def gap_mm2(self) -> float:
        """What is missing from the sum; only rounding can make it differ from 0."""
        return self.gross_mm2 - self.rooms_mm2 - self.other_spaces_mm2 - self.walls_mm2


@lru_cache(maxsize=64)
def faces_of_walls(walls: tuple[Wall, ...], tolerance_mm: float) -> Faces:
    """Give wall bodies, enclosed faces and outlines. Remembered by value: the same walls are worked out once."""
    return faces_of([Strip(wall.start, wall.end, wall.thickness_mm) for wall in walls], tolerance_mm)


@lru_cache(maxsize=1024)
def inner_point(face: Region) -> Point:
    """Give the point of a face where its label stands and a new room gets its seed. Remembered by value."""
    return label_point(face)


def is_room_sized(face: Region) -> bool:
    """Tell whether a face is wide enough to be a room rather than a shaft or a gap."""
    return inner_radius_mm(face) >= LEAST_ROOM_RADIUS_MM


def room_faces(storey: Storey, tolerance_mm: float) -> dict[str, Region]:
    """Give the face of each room by the room's id.

    A face belongs to the first room of the storey whose seed lies in it; other rooms with a seed there, and rooms
    whose seed lies in no face, have none.
    """
    spaces = faces_of_walls(storey.walls, tolerance_mm).spaces
    holders = holders_of([room.seed for room in storey.rooms], spaces)
    found: dict[str, Region] = {}
    taken: set[int] = set()
    for room, held_by in zip(storey.rooms, holders, strict=True):
        for index in held_by[:1]:
            if index not in taken:
                taken.add(index)
                found[room.id] = spaces[index]
    return found


def room_shapes(storey: Storey, tolerance_mm: float) -> tuple[RoomShape, ...]:
    """Give the shapes of the rooms that have one, in the order of the storey's rooms."""
    faces = room_faces(storey, tolerance_mm)
    return tuple(
        RoomShape(room, face.outline, face.holes, face.area_mm2, inner_point(face))
        for room in storey.rooms
        if (face := faces.get(room.id)) is not None
    )


def unclaimed_faces(storey: Storey, tolerance_mm: float) -> tuple[Region, ...]:
    """Give the faces that hold no room's seed, from top left to bottom right."""
    spaces = faces_of_walls(storey.walls, tolerance_mm).spaces
    holders = holders_of([room.seed for room in storey.rooms], spaces)
    held = {index for held_by in holders for index in held_by}
    return tuple(face for index, face in enumerate(spaces) if index not in held)


def with_rooms_found(storey: Storey, tolerance_mm: float) -> Storey:
    """Add a room for each face that has none and is wide enough to be one.

    Ids are ``<storey id>-room-<number>``, counted on from the highest one, from top left to bottom right: the same
    walls give the same ids, and a second call changes nothing.
    """
    for face in unclaimed_faces(storey, tolerance_mm):
        if is_room_sized(face):
            storey = found_room(storey, face)
    return storey


def found_room(storey: Storey, face: Region) -> Storey:
    """Add a room without label and type for a face, under the next free id of the storey."""
    room_id = numbered_id((room.id for room in storey.rooms), f"{storey.id}-room")
    room = Room(id=room_id, seed=inner_point(face), label="")
    return msgspec.structs.replace(storey, rooms=(*storey.rooms, room))


def outline_of(storey: Storey, tolerance_mm: float) -> tuple[Region, ...]:
    """Give the storey's outer shapes, walls included: one region without holes for each detached part."""
    return faces_of_walls(storey.walls, tolerance_mm).outlines


def wall_bodies(storey: Storey, tolerance_mm: float) -> tuple[Region, ...]:
    """Give the walls melted into bodies, closed at their junctions and not cut by openings."""
    return faces_of_walls(storey.walls, tolerance_mm).bodies


def area_balance(storey: Storey, tolerance_mm: float) -> AreaBalance:
    """Give the storey's rooms, other spaces, walls and gross external area, each measured on its own."""
    faces = faces_of_walls(storey.walls, tolerance_mm)
    claimed = set(room_faces(storey, tolerance_mm).values())
    return AreaBalance(
        rooms_mm2=sum(face.area_mm2 for face in faces.spaces if face in claimed),
        other_spaces_mm2=sum(face.area_mm2 for face in faces.spaces if face not in claimed),
        walls_mm2=sum(body.area_mm2 for body in faces.bodies),
        gross_mm2=sum(outline.area_mm2 for outline in faces.outlines),
    )


def walls_along(walls: Iterable[Wall], faces: Collection[Region]) -> frozenset[str]:
    """Give the ids of the walls that have one of the faces at their side."""
    found = set()
    for wall in walls:
        ring = outline_of_strip(Strip(wall.start, wall.end, wall.thickness_mm + 2 * _BESIDE_MM))
        if ring:
            band = region_of(ring)
            if any(overlap_mm2(band, face) > _BESIDE_MM * _BESIDE_LENGTH_MM for face in faces):
                found.add(wall.id)
    return frozenset(found)
