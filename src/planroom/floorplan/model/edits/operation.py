"""What all edits have in common: their form on the wire, looking elements up, and putting changed ones back."""

from collections.abc import Iterator
from typing import TypeVar

import msgspec

from planroom.floorplan.model.annotations import Dimension, Note
from planroom.floorplan.model.building_parts import Column, Stair
from planroom.floorplan.model.edits.refusals import ElementIdTaken, ElementKind, ElementUnknown, ValueOutOfRange
from planroom.floorplan.model.identity import ids_of, numbered_id
from planroom.floorplan.model.limits import MAX_SIZE_MM, MIN_SIZE_MM, fault_in_text
from planroom.floorplan.model.opening import Opening
from planroom.floorplan.model.plan import Fixture, Plan, Storey
from planroom.floorplan.model.room import Room
from planroom.floorplan.model.wall import Wall

Furnishing = Fixture | Stair | Column | Dimension | Note
"""What stands or is written on a storey and shapes no room."""

_Element = TypeVar("_Element", Wall, Opening, Room, Storey, Fixture, Stair, Column, Dimension, Note)
_FURNISHINGS = ("fixtures", "stairs", "columns", "dimensions", "notes")


class Operation(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="op"):
    """Base of the named operations: plain values, tagged with ``op`` on the wire."""

    def applied_to(self, plan: Plan) -> Plan:
        """Give the changed plan; raises EditRefused and leaves the plan as it is when that is not possible."""
        raise NotImplementedError


def find_storey(plan: Plan, storey_id: str) -> Storey:
    """Look a storey up by its id."""
    for storey in plan.storeys:
        if storey.id == storey_id:
            return storey
    raise ElementUnknown(ElementKind.STOREY, storey_id)


def find_wall(plan: Plan, wall_id: str) -> tuple[Storey, Wall]:
    """Look a wall up by its id, with its storey."""
    for storey in plan.storeys:
        for wall in storey.walls:
            if wall.id == wall_id:
                return storey, wall
    raise ElementUnknown(ElementKind.WALL, wall_id)


def find_opening(plan: Plan, opening_id: str) -> tuple[Storey, Opening]:
    """Look an opening up by its id, with its storey."""
    for storey in plan.storeys:
        for opening in storey.openings:
            if opening.id == opening_id:
                return storey, opening
    raise ElementUnknown(ElementKind.OPENING, opening_id)


def find_room(plan: Plan, room_id: str) -> tuple[Storey, Room]:
    """Look a room up by its id, with its storey."""
    for storey in plan.storeys:
        for room in storey.rooms:
            if room.id == room_id:
                return storey, room
    raise ElementUnknown(ElementKind.ROOM, room_id)


def find_furnishing(plan: Plan, element_id: str) -> tuple[Storey, str, Furnishing]:
    """Look up what stands or is written on a storey by its id, with its storey and the storey's field that lists it."""
    for storey in plan.storeys:
        for name in _FURNISHINGS:
            for element in getattr(storey, name):
                if element.id == element_id:
                    return storey, name, element
    raise ElementUnknown(ElementKind.FURNISHING, element_id)


def with_element(elements: tuple[_Element, ...], changed: _Element) -> tuple[_Element, ...]:
    """Put a changed element in the place of the one with the same id."""
    return tuple(changed if element.id == changed.id else element for element in elements)


def with_storey(plan: Plan, changed: Storey) -> Plan:
    """Put a changed storey in the place of the one with the same id."""
    return msgspec.structs.replace(plan, storeys=with_element(plan.storeys, changed))


def new_element_id(plan: Plan, wanted: str | None, prefix: str) -> str:
    """Give the wanted id if it is free, or else the next number after the highest one of the prefix."""
    if wanted is None:
        return next(new_element_ids(plan, prefix))
    if wanted in ids_of(plan):
        raise ElementIdTaken(wanted)
    return wanted


def new_element_ids(plan: Plan, prefix: str) -> Iterator[str]:
    """Give as many free ids as are asked for, numbered on from the highest one of the prefix."""
    taken = set(ids_of(plan))
    while True:
        element_id = numbered_id(taken, prefix)
        taken.add(element_id)
        yield element_id


def check_size(what: str, size_mm: float) -> None:
    """Refuse a size that is not positive, or absurdly small or large."""
    if not MIN_SIZE_MM <= size_mm <= MAX_SIZE_MM:
        raise ValueOutOfRange(what, f"must be between {MIN_SIZE_MM:.0f} and {MAX_SIZE_MM:.0f} mm, not {size_mm:g}")


def check_size_given(what: str, size_mm: float | msgspec.UnsetType | None) -> None:
    """Refuse a size as check_size does, if one is given."""
    if isinstance(size_mm, int | float):
        check_size(what, size_mm)


def check_text(what: str, text: str) -> None:
    """Refuse a text that is too long or holds control characters."""
    fault = fault_in_text(text)
    if fault is not None:
        raise ValueOutOfRange(what, fault)
