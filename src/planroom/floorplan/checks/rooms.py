"""Checks of rooms: each in a closed space of its own, reachable, named, and of a size that exists."""

from collections.abc import Iterator, Sequence
from itertools import combinations

from planroom.floorplan.geometry.points import Point
from planroom.floorplan.geometry.region import Region, contains, inner_radius_mm
from planroom.floorplan.geometry.units import m2_of
from planroom.floorplan.model.finding import Finding, FindingKind, Severity
from planroom.floorplan.model.opening import OpeningKind
from planroom.floorplan.model.plan import Storey
from planroom.floorplan.model.room import Room, RoomType
from planroom.floorplan.model.rooms import (
    RoomShape,
    inner_point,
    is_room_sized,
    room_faces,
    room_shapes,
    unclaimed_faces,
)
from planroom.floorplan.model.space_use import OUTDOOR_TYPES, VOID_TYPES

ROOM_NOT_ENCLOSED = FindingKind(
    "room-101", Severity.ERROR, "RoomNotEnclosed", "Close the walls around the room, or remove the room."
)
ROOMS_SHARE_SPACE = FindingKind(
    "room-102", Severity.ERROR, "RoomsShareSpace", "Divide the space with a wall, or keep one of its rooms only."
)
ROOM_WITHOUT_DOOR = FindingKind(
    "room-103", Severity.WARNING, "RoomWithoutDoor", "Add the door or passage that leads into the room."
)
ROOM_SIZE_UNLIKELY = FindingKind(
    "room-104", Severity.WARNING, "RoomSizeUnlikely", "Check the walls around the room, and the plan's scale."
)
ROOM_TOO_NARROW = FindingKind(
    "room-105", Severity.WARNING, "RoomTooNarrow", "Check whether this is a room or a gap between walls."
)
SPACE_WITHOUT_ROOM = FindingKind(
    "room-106", Severity.WARNING, "SpaceWithoutRoom", "Add a room for this space, so that its area is counted."
)
LABELS_OVERLAP = FindingKind(
    "room-107", Severity.INFO, "LabelsOverlap", "Shorten one of the labels; the drawing has no place for both."
)
STOREY_WITHOUT_ROOMS = FindingKind(
    "room-108", Severity.ERROR, "StoreyWithoutRooms", "Add the storey's rooms; without them nothing is counted."
)
ROOM_UNNAMED = FindingKind("room-109", Severity.INFO, "RoomUnnamed", "Give the room a label or a type.")
KINDS = (
    ROOM_NOT_ENCLOSED,
    ROOMS_SHARE_SPACE,
    ROOM_WITHOUT_DOOR,
    ROOM_SIZE_UNLIKELY,
    ROOM_TOO_NARROW,
    SPACE_WITHOUT_ROOM,
    LABELS_OVERLAP,
    STOREY_WITHOUT_ROOMS,
    ROOM_UNNAMED,
)

LEAST_AREA_M2 = 0.4
MOST_AREA_M2 = 300.0
LEAST_WIDTH_MM = 550.0
"""Narrower than a person needs to enter."""
LABEL_HEIGHT_MM = 200.0
"""Letters of 2 mm at 1:100, about what the built-in styles draw; a letter is about 0.55 of that wide."""
_LETTER_SHARE = 0.55
_BEFORE_DOOR_MM = 20.0


def check_rooms(storey: Storey, tolerance_mm: float) -> Iterator[Finding]:
    """Find faults of a storey's rooms."""
    if storey.walls and not storey.rooms:
        yield STOREY_WITHOUT_ROOMS.found(f"The storey {storey.name!r} has no rooms.", storey_id=storey.id)
    yield from _faults_of_places(storey, tolerance_mm)
    shapes = room_shapes(storey, tolerance_mm)
    thresholds = _thresholds(storey)
    for shape in shapes:
        region = Region(shape.outline, shape.holes, shape.area_mm2)
        yield from _faults_of_shape(storey, shape, region)
        if _needs_door(shape.room) and not any(contains(region, place) for place in thresholds):
            yield _found(ROOM_WITHOUT_DOOR, storey, shape, "has no door or passage")
    yield from _overlapping_labels(storey, shapes)


def _found(kind: FindingKind, storey: Storey, shape: RoomShape, what: str) -> Finding:
    return kind.found(
        f"{_name(shape.room)} {what}.", element_ids=(shape.room.id,), storey_id=storey.id, place=shape.label_point
    )


def _name(room: Room) -> str:
    return f"The room {room.id!r}" + (f" ({room.label})" if room.label else "")


def _faults_of_places(storey: Storey, tolerance_mm: float) -> Iterator[Finding]:
    faces = room_faces(storey, tolerance_mm)
    for room in storey.rooms:
        if room.id in faces:
            continue
        holder = next((room_id for room_id, face in faces.items() if contains(face, room.seed)), None)
        if holder is None:
            yield ROOM_NOT_ENCLOSED.found(
                f"{_name(room)} lies in no space that walls close on all sides.",
                element_ids=(room.id,),
                storey_id=storey.id,
                place=room.seed,
            )
        else:
            yield ROOMS_SHARE_SPACE.found(
                f"{_name(room)} lies in the same closed space as the room {holder!r}, which has its area.",
                element_ids=(room.id, holder),
                storey_id=storey.id,
                place=room.seed,
            )
    for face in unclaimed_faces(storey, tolerance_mm):
        if is_room_sized(face):
            yield SPACE_WITHOUT_ROOM.found(
                f"A closed space of {m2_of(face.area_mm2):.1f} m2 has no room.",
                storey_id=storey.id,
                place=inner_point(face),
            )


def _faults_of_shape(storey: Storey, shape: RoomShape, region: Region) -> Iterator[Finding]:
    area_m2 = m2_of(shape.area_mm2)
    width_mm = 2 * inner_radius_mm(region)
    if not LEAST_AREA_M2 <= area_m2 <= MOST_AREA_M2:
        yield _found(ROOM_SIZE_UNLIKELY, storey, shape, f"has {area_m2:.1f} m2")
    if width_mm < LEAST_WIDTH_MM:
        yield _found(ROOM_TOO_NARROW, storey, shape, f"is only {width_mm:.0f} mm wide")
    if not shape.room.label and shape.room.type is RoomType.UNDEFINED:
        yield _found(ROOM_UNNAMED, storey, shape, "has neither label nor type")


def _needs_door(room: Room) -> bool:
    return room.type not in OUTDOOR_TYPES and room.type not in VOID_TYPES


def _thresholds(storey: Storey) -> list[Point]:
    """Give the places just before and behind each door and passage."""
    walls = {wall.id: wall for wall in storey.walls if wall.length_mm > 0}
    places = []
    for opening in storey.openings:
        wall = walls.get(opening.wall_id)
        if wall is not None and opening.kind is not OpeningKind.WINDOW:
            step = (wall.thickness_mm / 2 + _BEFORE_DOOR_MM) / wall.length_mm
            dx, dy = (wall.end.x_mm - wall.start.x_mm) * step, (wall.end.y_mm - wall.start.y_mm) * step
            centre = wall.point_at(opening.offset_mm)
            places += [centre.moved(-dy, dx), centre.moved(dy, -dx)]
    return places


def _overlapping_labels(storey: Storey, shapes: Sequence[RoomShape]) -> Iterator[Finding]:
    labelled = [shape for shape in shapes if shape.room.label]
    for first, second in combinations(labelled, 2):
        across = abs(first.label_point.x_mm - second.label_point.x_mm)
        apart = abs(first.label_point.y_mm - second.label_point.y_mm)
        letters = len(first.room.label) + len(second.room.label)
        if apart < LABEL_HEIGHT_MM and across < letters * LABEL_HEIGHT_MM * _LETTER_SHARE / 2:
            yield LABELS_OVERLAP.found(
                f"The labels {first.room.label!r} and {second.room.label!r} overlap at a usual size.",
                element_ids=(first.room.id, second.room.id),
                storey_id=storey.id,
                place=first.label_point,
            )
