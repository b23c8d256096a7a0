"""What somebody points at on a plan: the elements at or near a place of a storey."""

import math
from collections.abc import Iterable, Iterator
from enum import StrEnum

import msgspec

from planroom.floorplan.geometry.box import Box, box_to_line_mm
from planroom.floorplan.geometry.points import Point
from planroom.floorplan.geometry.region import Region, contains, overlap_mm2, region_of
from planroom.floorplan.model.plan import Standing, Storey
from planroom.floorplan.model.room_names import shown_name
from planroom.floorplan.model.rooms import room_faces
from planroom.floorplan.model.wall import WallKind
from planroom.floorplan.model.wall_kinds import with_wall_kinds

REACH_MM = 300.0
"""How far from what they mean people point: the width of a finger on a plan of a house."""

MAX_POINTED_AT = 20


class ElementKind(StrEnum):
    """What sort of thing an element is, the most particular first: a door lies in a wall, and both in no room."""

    OPENING = "opening"
    FIXTURE = "fixture"
    WALL = "wall"
    ROOM = "room"


class PointedAt(msgspec.Struct, frozen=True, kw_only=True):
    """An element near a place: what people call it, and how far off it lies, 0 where the place touches it."""

    id: str
    kind: ElementKind
    name: str
    distance_mm: float


def lowest_first(storeys: Iterable[Storey]) -> tuple[Storey, ...]:
    """Put storeys in the order in which they are drawn, so that people can count floors on the pictures."""
    return tuple(sorted(storeys, key=lambda storey: (storey.elevation_mm, storey.level, storey.id)))


def elements_at(storey: Storey, place: Box, tolerance_mm: float) -> tuple[PointedAt, ...]:
    """List what lies at a place or within REACH_MM of it, the nearest first; at most MAX_POINTED_AT elements.

    A room is listed when the place lies in it or covers a part of it, whatever else does.
    """
    near = [found for found in _built(storey, place, tolerance_mm) if found.distance_mm <= REACH_MM]
    rank = {kind: index for index, kind in enumerate(ElementKind)}
    near.sort(key=lambda found: (found.distance_mm, rank[found.kind], found.id))
    rooms = list(_rooms(storey, place, tolerance_mm))[:MAX_POINTED_AT]
    return (*near[: MAX_POINTED_AT - len(rooms)], *rooms)


def _built(storey: Storey, place: Box, tolerance_mm: float) -> Iterator[PointedAt]:
    walls = {wall.id: wall for wall in storey.walls}
    for wall in with_wall_kinds(storey, tolerance_mm).walls:
        name = "wall" if wall.kind is WallKind.INTERIOR else f"{wall.kind} wall"
        yield _along(place, wall.start, wall.end, wall.thickness_mm, (wall.id, ElementKind.WALL, name))
    for opening in storey.openings:
        wall = walls[opening.wall_id]
        ends = [wall.point_at(opening.offset_mm + side * opening.width_mm / 2) for side in (-1, 1)]
        name = opening.kind.replace("_", " ")
        yield _along(place, ends[0], ends[1], wall.thickness_mm, (opening.id, ElementKind.OPENING, name))
    for fixture in storey.standing:
        start, end = _axis(fixture)
        name = str(fixture.kind).replace("_", " ")
        yield _along(place, start, end, fixture.depth_mm, (fixture.id, ElementKind.FIXTURE, name))


def _along(place: Box, start: Point, end: Point, thickness_mm: float, named: tuple[str, ElementKind, str]) -> PointedAt:
    distance = max(box_to_line_mm(place, start, end) - thickness_mm / 2, 0.0)
    element_id, kind, name = named
    return PointedAt(id=element_id, kind=kind, name=name, distance_mm=round(distance, 1))


def _axis(fixture: Standing) -> tuple[Point, Point]:
    """Give the line through the middle of a fixture's box, along its width."""
    turn, half_mm = math.radians(fixture.turn_deg), fixture.width_mm / 2
    dx, dy = half_mm * math.cos(turn), half_mm * math.sin(turn)
    return fixture.centre.moved(-dx, -dy), fixture.centre.moved(dx, dy)


def _rooms(storey: Storey, place: Box, tolerance_mm: float) -> Iterator[PointedAt]:
    faces = room_faces(storey, tolerance_mm)
    marked = region_of(place.corners) if place.area_mm2 > 0 else None
    for room in storey.rooms:
        face = faces.get(room.id)
        if face is not None and _covers(face, place, marked):
            yield PointedAt(id=room.id, kind=ElementKind.ROOM, name=shown_name(room), distance_mm=0.0)


def _covers(face: Region, place: Box, marked: Region | None) -> bool:
    return contains(face, place.low) if marked is None else overlap_mm2(face, marked) > 0
