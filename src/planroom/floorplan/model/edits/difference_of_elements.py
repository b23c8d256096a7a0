"""The edits that bring the walls, rooms, openings and other elements of a storey to where another plan has them."""

from collections.abc import Iterable, Iterator
from typing import Any, Protocol, TypeVar

import msgspec

from planroom.floorplan.geometry.points import Point
from planroom.floorplan.geometry.region import Region
from planroom.floorplan.model.annotations import Dimension, Note
from planroom.floorplan.model.building_parts import Column, Stair
from planroom.floorplan.model.edits.apply import Edit
from planroom.floorplan.model.edits.furnishing import (
    AddColumn,
    AddDimension,
    AddFixture,
    AddNote,
    AddStair,
    MoveElement,
    RemoveElement,
    SetStair,
    SetText,
)
from planroom.floorplan.model.edits.move_wall import MoveWall
from planroom.floorplan.model.edits.openings import (
    AddOpening,
    MoveOpening,
    RemoveOpening,
    SetOpeningHeights,
    SetOpeningKind,
    SetOpeningSwing,
    SetOpeningWidth,
)
from planroom.floorplan.model.edits.operation import Furnishing
from planroom.floorplan.model.edits.rooms import AddRoom, RemoveRoom, SetRoomLabel, SetRoomProperties, SetRoomType
from planroom.floorplan.model.edits.walking import Walk, tried
from planroom.floorplan.model.edits.walls import (
    AddWall,
    RemoveWall,
    SetWallEnds,
    SetWallKind,
    SetWallProperties,
    SetWallThickness,
)
from planroom.floorplan.model.opening import Opening
from planroom.floorplan.model.plan import Fixture, Plan, Storey
from planroom.floorplan.model.room import Room
from planroom.floorplan.model.rooms import room_faces
from planroom.floorplan.model.wall import Wall

_NEAR_MM = 0.0005
_FURNISHINGS = ("fixtures", "stairs", "columns", "dimensions", "notes")


class _WithId(Protocol):
    @property
    def id(self) -> str: ...


_Element = TypeVar("_Element", bound=_WithId)


def wall_edits(walk: Walk, wanted: Storey) -> None:
    """Bring the walls to their places: move those that moved as a whole, set the ends of the others, add and remove."""
    for wall_id in _gone(_now(walk, wanted).walls, wanted.walls):
        walk.take(RemoveWall(wall_id=wall_id))
    _move_walls(walk, wanted)
    for wall in wanted.walls:
        old = _by_id(_now(walk, wanted).walls).get(wall.id)
        if old is None:
            walk.take(
                AddWall(
                    storey_id=wanted.id,
                    id=wall.id,
                    start=wall.start,
                    end=wall.end,
                    thickness_mm=wall.thickness_mm,
                    kind=wall.kind,
                    height_mm=wall.height_mm,
                    load_bearing=wall.load_bearing,
                )
            )
            continue
        if not _is_in_place(old, wall):
            _set_ends(walk, wanted, wall)
        for edit in _edits_of_wall(old, wall):
            walk.take(edit)


def room_edits(walk: Walk, wanted: Storey) -> None:
    """Bring the rooms of the walls, as they are now, to their names and facts."""
    for room_id in _gone(_now(walk, wanted).rooms, wanted.rooms):
        walk.take(RemoveRoom(room_id=room_id))
    for room_id in _elsewhere(_now(walk, wanted), wanted, walk.plan.tolerance_mm):
        walk.take(RemoveRoom(room_id=room_id))
    for room in wanted.rooms:
        if room.id not in _by_id(_now(walk, wanted).rooms):
            walk.take(AddRoom(storey_id=wanted.id, id=room.id, seed=room.seed, label=room.label, type=room.type))
        _set_room(walk, wanted, room)


def opening_edits(walk: Walk, wanted: Storey) -> None:
    """Bring the openings to their walls; one that is in another's way is taken out and cut anew."""
    for opening_id in _gone(_now(walk, wanted).openings, wanted.openings):
        walk.take(RemoveOpening(opening_id=opening_id))
    for opening in wanted.openings:
        old = _by_id(_now(walk, wanted).openings).get(opening.id)
        if old is None or old == opening:
            continue
        is_rehung = old.wall_id != opening.wall_id
        if is_rehung or not walk.take(*_edits_of_opening(old, opening)):
            walk.take(RemoveOpening(opening_id=opening.id))
    for opening in wanted.openings:
        if opening.id not in _by_id(_now(walk, wanted).openings):
            edits: list[Edit] = [_added_opening(opening)]
            if opening.reveal_mm is not None:
                edits.append(SetOpeningHeights(opening_id=opening.id, reveal_mm=opening.reveal_mm))
            walk.take(*edits)


def furnishing_edits(walk: Walk, wanted: Storey) -> None:
    """Bring fixtures, stairs, columns, dimensions and notes to their places."""
    for name in _FURNISHINGS:
        old: dict[str, Furnishing] = _by_id(getattr(_now(walk, wanted), name))
        new: dict[str, Furnishing] = _by_id(getattr(wanted, name))
        for element_id in sorted(old.keys() - new.keys()):
            walk.take(RemoveElement(element_id=element_id))
        for element_id, element in new.items():
            before = old.get(element_id)
            if before is None:
                walk.take(_added(wanted.id, element))
            elif before != element:
                _change(walk, wanted, before, element)


def _now(walk: Walk, wanted: Storey) -> Storey:
    return walk.storey(wanted.id) or Storey(id=wanted.id, name="")


def _by_id(elements: Iterable[_Element]) -> dict[str, _Element]:
    return {element.id: element for element in elements}


def _gone(old: Iterable[_WithId], new: Iterable[_WithId]) -> list[str]:
    kept = {element.id for element in new}
    return [element.id for element in old if element.id not in kept]


def _elsewhere(now: Storey, wanted: Storey, tolerance_mm: float) -> list[str]:
    """Give the rooms that have come to be another space, or none, where they should be one."""
    own, theirs = room_faces(now, tolerance_mm), room_faces(wanted, tolerance_mm)
    known = (room.id for room in now.rooms if room.id in theirs)
    return [room_id for room_id in known if not _is_same_space(own.get(room_id), theirs[room_id])]


def _is_same_space(one: Region | None, other: Region) -> bool:
    return one is not None and all(abs(a - b) <= _NEAR_MM for a, b in zip(one.bounds, other.bounds, strict=True))


def _is_near(a: Point, b: Point) -> bool:
    return abs(a.x_mm - b.x_mm) <= _NEAR_MM and abs(a.y_mm - b.y_mm) <= _NEAR_MM


def _is_in_place(old: Wall, new: Wall) -> bool:
    return _is_near(old.start, new.start) and _is_near(old.end, new.end)


def _misplaced(plan: Plan, wanted: Storey) -> int:
    """Count the walls that are not where they should be, and the openings and rooms that are lost."""
    storey = next((storey for storey in plan.storeys if storey.id == wanted.id), None)
    if storey is None:
        return len(wanted.walls)
    walls = _by_id(storey.walls)
    lost = len(_gone(wanted.openings, storey.openings)) + len(_gone(wanted.rooms, storey.rooms))
    extra = len(_gone(storey.walls, wanted.walls))
    return lost + extra + sum(wall.id not in walls or not _is_in_place(walls[wall.id], wall) for wall in wanted.walls)


def _move_walls(walk: Walk, wanted: Storey) -> None:
    """Move walls that shifted without turning, as long as that brings more of the storey to its place."""
    for wall in wanted.walls:
        old = _by_id(_now(walk, wanted).walls).get(wall.id)
        if old is None or _is_in_place(old, wall):
            continue
        dx, dy = wall.start.x_mm - old.start.x_mm, wall.start.y_mm - old.start.y_mm
        if not _is_near(old.end.moved(dx, dy), wall.end):
            continue
        move = MoveWall(wall_id=wall.id, dx_mm=round(dx, 4), dy_mm=round(dy, 4))
        moved = tried(walk.plan, [move])
        if moved is not None and _misplaced(moved, wanted) < _misplaced(walk.plan, wanted):
            walk.take(move)


def _set_ends(walk: Walk, wanted: Storey, wall: Wall) -> None:
    """Set the ends of a wall; openings that would not fit any more are taken out, to be cut anew later."""
    edit = SetWallEnds(wall_id=wall.id, start=wall.start, end=wall.end)
    if not walk.take(edit):
        hung = [opening.id for opening in _now(walk, wanted).openings if opening.wall_id == wall.id]
        walk.take(*(RemoveOpening(opening_id=opening_id) for opening_id in hung), edit)


def _edits_of_wall(old: Wall, new: Wall) -> Iterator[Edit]:
    if old.thickness_mm != new.thickness_mm or (old.thickness_assumed and not new.thickness_assumed):
        yield SetWallThickness(wall_id=new.id, thickness_mm=new.thickness_mm)
    if old.kind != new.kind:
        yield SetWallKind(wall_id=new.id, kind=new.kind)
    said = _said(old, new, "height_mm", "load_bearing")
    if said:
        yield SetWallProperties(wall_id=new.id, **said)


def _said(old: msgspec.Struct, new: msgspec.Struct, *names: str) -> dict[str, Any]:
    """Give the fields that differ, as they should be."""
    return {name: getattr(new, name) for name in names if getattr(old, name) != getattr(new, name)}


def _set_room(walk: Walk, wanted: Storey, room: Room) -> None:
    old = _by_id(_now(walk, wanted).rooms).get(room.id)
    if old is None:
        return
    if old.label != room.label:
        walk.take(SetRoomLabel(room_id=room.id, label=room.label))
    old = _by_id(_now(walk, wanted).rooms)[room.id]
    if old.type != room.type:
        walk.take(SetRoomType(room_id=room.id, type=room.type))
    said = _said(old, room, "finished", "enclosed", "heated", "permitted", "ceiling_height_mm", "slope")
    if said:
        walk.take(SetRoomProperties(room_id=room.id, **said))


def _edits_of_opening(old: Opening, new: Opening) -> Iterator[Edit]:
    if old.kind != new.kind:
        yield SetOpeningKind(opening_id=new.id, kind=new.kind)
    if old.width_mm > new.width_mm:
        yield SetOpeningWidth(opening_id=new.id, width_mm=new.width_mm)
    if old.offset_mm != new.offset_mm:
        yield MoveOpening(opening_id=new.id, offset_mm=new.offset_mm)
    if old.width_mm < new.width_mm:
        yield SetOpeningWidth(opening_id=new.id, width_mm=new.width_mm)
    turned = _said(old, new, "hinge", "swing")
    if turned:
        yield SetOpeningSwing(opening_id=new.id, **turned)
    heights = _said(old, new, "height_mm", "sill_mm", "reveal_mm")
    if heights:
        yield SetOpeningHeights(opening_id=new.id, **heights)


def _added_opening(opening: Opening) -> AddOpening:
    return AddOpening(
        id=opening.id,
        wall_id=opening.wall_id,
        kind=opening.kind,
        offset_mm=opening.offset_mm,
        width_mm=opening.width_mm,
        height_mm=opening.height_mm,
        sill_mm=opening.sill_mm,
        hinge=opening.hinge,
        swing=opening.swing,
    )


def _change(walk: Walk, wanted: Storey, old: Furnishing, new: Furnishing) -> None:
    """Move or reword an element if that is all that it needs; else put it there anew."""
    edits = [edit for edit in (_moved(old, new), *_reworded(old, new)) if edit is not None]
    plan = tried(walk.plan, edits)
    storey = next((storey for storey in plan.storeys if storey.id == wanted.id), None) if plan is not None else None
    if storey is not None and new in (*storey.standing, *storey.dimensions, *storey.notes):
        walk.take(*edits)
    else:
        walk.take(RemoveElement(element_id=new.id), _added(wanted.id, new))


def _moved(old: Furnishing, new: Furnishing) -> MoveElement | None:
    before, after = _place_of(old), _place_of(new)
    turn_deg = 0.0 if isinstance(old, Note | Dimension) else getattr(new, "turn_deg", 0.0) - old.turn_deg
    if before == after and turn_deg == 0:
        return None
    dx_mm, dy_mm = round(after.x_mm - before.x_mm, 4), round(after.y_mm - before.y_mm, 4)
    return MoveElement(element_id=new.id, dx_mm=dx_mm, dy_mm=dy_mm, turn_deg=turn_deg)


def _place_of(element: Furnishing) -> Point:
    if isinstance(element, Note):
        return element.place
    return element.start if isinstance(element, Dimension) else element.centre


def _reworded(old: Furnishing, new: Furnishing) -> Iterator[Edit]:
    if isinstance(new, Note | Dimension) and getattr(old, "text", "") != new.text:
        yield SetText(element_id=new.id, text=new.text)
    if isinstance(old, Stair) and isinstance(new, Stair):
        said = _said(old, new, "leads")
        if (old.opening is None) != (new.opening is None):
            said["opening"] = new.opening
        if said:
            yield SetStair(stair_id=new.id, **said)


def _added(storey_id: str, element: Furnishing) -> Edit:
    """Give the edit that puts an element on a storey; its fields are those of the element."""
    fields = {"storey_id": storey_id, **msgspec.structs.asdict(element)}
    if isinstance(element, Fixture):
        return AddFixture(**fields)
    if isinstance(element, Stair):
        return AddStair(**fields)
    if isinstance(element, Column):
        return AddColumn(**fields)
    return AddDimension(**fields) if isinstance(element, Dimension) else AddNote(**fields)
