"""Rooms after their walls have changed: which face each room has now, which rooms are new, which are gone."""

import msgspec

from planroom.floorplan.geometry.region import Region, contains, overlap_mm2
from planroom.floorplan.model.edits.refusals import RoomWouldVanish
from planroom.floorplan.model.plan import Storey
from planroom.floorplan.model.room import Room
from planroom.floorplan.model.rooms import (
    faces_of_walls,
    found_room,
    inner_point,
    is_room_sized,
    room_faces,
    unclaimed_faces,
)

_HALF = 0.5
_LEAST_SHARE = 0.1


def with_rooms_rederived(before: Storey, after: Storey, tolerance_mm: float, *, keep_all: bool) -> Storey:
    """Give ``after`` with its rooms fitted to its walls; ``before`` tells where they were.

    Each room stays with the face that holds most of what it was, or, when its face was divided, with the part that
    holds its seed. A seed that came to lie elsewhere is put back into its room. A room that was swallowed by a larger
    one is dropped; a space that did not exist before becomes a new room. With ``keep_all`` a room that was closed and
    is not any more is refused.

    Raises:
        RoomWouldVanish: ``keep_all`` is set and a room has no closed space any more.
    """
    old_spaces = faces_of_walls(before.walls, tolerance_mm).spaces
    new_spaces = faces_of_walls(after.walls, tolerance_mm).spaces
    if old_spaces == new_spaces:
        return after
    old = room_faces(before, tolerance_mm)
    new = _assigned(after.rooms, old, new_spaces)
    if keep_all:
        _check_all_kept(after.rooms, old, new)
    rooms = [
        _seated(room, new.get(room.id))
        for room in after.rooms
        if room.id in new or not _swallowed(old.get(room.id), new_spaces)
    ]
    was_free = unclaimed_faces(before, tolerance_mm)
    claimed = set(new.values())
    result = msgspec.structs.replace(after, rooms=tuple(rooms))
    for face in new_spaces:
        is_new = face not in claimed and not any(contains(face, room.seed) for room in rooms)
        if is_new and is_room_sized(face) and _covered_mm2(face, was_free) < _HALF * face.area_mm2:
            result = found_room(result, face)
    return result


def _assigned(rooms: tuple[Room, ...], old: dict[str, Region], spaces: tuple[Region, ...]) -> dict[str, Region]:
    """Give each room that had a face its new one, each face to one room only."""
    unchanged = set(spaces) & set(old.values())
    assigned = {room_id: face for room_id, face in old.items() if face in unchanged}
    free = [face for face in spaces if face not in unchanged]
    seeds = {room.id: room.seed for room in rooms}
    candidates = []
    for room_id, old_face in old.items():
        if room_id in assigned or room_id not in seeds:
            continue
        for face in free:
            common = overlap_mm2(old_face, face)
            if common >= _LEAST_SHARE * min(old_face.area_mm2, face.area_mm2):
                home = contains(face, seeds[room_id]) and common >= _HALF * face.area_mm2
                candidates.append((not home, -common, room_id, face))
    taken = set(unchanged)
    for _, _, room_id, face in sorted(candidates, key=lambda candidate: candidate[:3]):
        if room_id not in assigned and face not in taken:
            assigned[room_id] = face
            taken.add(face)
    return assigned


def _check_all_kept(rooms: tuple[Room, ...], old: dict[str, Region], new: dict[str, Region]) -> None:
    lost = next((room for room in rooms if room.id in old and room.id not in new), None)
    if lost is not None:
        raise RoomWouldVanish(lost)


def _swallowed(old_face: Region | None, spaces: tuple[Region, ...]) -> bool:
    if old_face is None:
        return False
    return any(overlap_mm2(old_face, face) >= _HALF * old_face.area_mm2 for face in spaces)


def _seated(room: Room, face: Region | None) -> Room:
    if face is None or contains(face, room.seed):
        return room
    return msgspec.structs.replace(room, seed=inner_point(face))


def _covered_mm2(face: Region, others: tuple[Region, ...]) -> float:
    return sum(overlap_mm2(face, other) for other in others)
