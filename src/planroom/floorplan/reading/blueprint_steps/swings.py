"""Swings: how a door most likely opens when the picture does not show it."""

from collections import Counter
from collections.abc import Sequence

import msgspec

from planroom.floorplan.geometry.points import Point
from planroom.floorplan.geometry.region import Region, contains
from planroom.floorplan.model.opening import Hinge, Opening, OpeningKind, Swing
from planroom.floorplan.model.plan import Storey
from planroom.floorplan.model.rooms import room_faces
from planroom.floorplan.model.wall import Wall

_SIDE_MM = 300.0  # how far beside a wall the room is looked for
_CLOSET_MM2 = 3_000_000.0  # a smaller room has no space for a leaf
_LEADING = frozenset({OpeningKind.DOOR, OpeningKind.DOUBLE_DOOR, OpeningKind.CASED})


def with_likely_swings(storey: Storey, unknown: frozenset[str], tolerance_mm: float) -> Storey:
    """Set hinge and swing of the doors named, by habit.

    A door never opens to the outside nor into a closet; else it opens into the room with fewer ways in, which is the
    room and not the hall, and of two alike into the larger. It hangs on the side of the nearer corner, so that it
    stands open against a wall.
    """
    walls = {wall.id: wall for wall in storey.walls}
    rooms = list(room_faces(storey, tolerance_mm).values())
    sides = {opening.id: _sides(opening, walls[opening.wall_id], rooms) for opening in storey.openings}
    ways = Counter(side for opening in storey.openings if opening.kind in _LEADING for side in sides[opening.id])
    openings = tuple(
        _hung(opening, walls[opening.wall_id], storey.walls, sides[opening.id], rooms, ways)
        if opening.id in unknown
        else opening
        for opening in storey.openings
    )
    return msgspec.structs.replace(storey, openings=openings)


def _sides(opening: Opening, wall: Wall, rooms: Sequence[Region]) -> tuple[int | None, int | None]:
    """Give the rooms to the left and to the right of an opening by their place in the list; None is outside."""
    centre = wall.point_at(opening.offset_mm)
    reach = (wall.thickness_mm / 2 + _SIDE_MM) / wall.length_mm
    dx, dy = (wall.end.x_mm - wall.start.x_mm) * reach, (wall.end.y_mm - wall.start.y_mm) * reach
    return _room_at(centre.moved(-dy, dx), rooms), _room_at(centre.moved(dy, -dx), rooms)


def _room_at(point: Point, rooms: Sequence[Region]) -> int | None:
    return next((index for index, room in enumerate(rooms) if contains(room, point)), None)


def _hung(
    opening: Opening,
    wall: Wall,
    walls: Sequence[Wall],
    sides: tuple[int | None, int | None],
    rooms: Sequence[Region],
    ways: Counter[int | None],
) -> Opening:
    def fitness(side: int | None) -> tuple[bool, bool, int, float]:
        area = rooms[side].area_mm2 if side is not None else 0.0
        return side is not None, area >= _CLOSET_MM2, -ways[side], area

    swing = Swing.LEFT if fitness(sides[0]) >= fitness(sides[1]) else Swing.RIGHT
    start, end = opening.offset_mm - opening.width_mm / 2, opening.offset_mm + opening.width_mm / 2
    corners = [along for other in walls if (along := _corner_on(wall, other)) is not None]
    before = min((start - along for along in corners if along <= start), default=wall.length_mm)
    after = min((along - end for along in corners if along >= end), default=wall.length_mm)
    return msgspec.structs.replace(opening, swing=swing, hinge=Hinge.START if before <= after else Hinge.END)


def _corner_on(wall: Wall, other: Wall) -> float | None:
    """Give the distance from the wall's start at which another wall, across it, meets or crosses its axis."""
    level = wall.start.y_mm == wall.end.y_mm
    if other.id == wall.id or (other.start.y_mm == other.end.y_mm) == level:
        return None
    if level:
        place, axis = other.start.x_mm, wall.start.y_mm
        low, high = sorted((other.start.y_mm, other.end.y_mm))
        along = abs(place - wall.start.x_mm)
    else:
        place, axis = other.start.y_mm, wall.start.x_mm
        low, high = sorted((other.start.x_mm, other.end.x_mm))
        along = abs(place - wall.start.y_mm)
    margin = wall.thickness_mm
    return along if low - margin <= axis <= high + margin else None
