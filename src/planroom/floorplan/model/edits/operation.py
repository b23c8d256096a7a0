"""What all edits have in common: their form on the wire, looking elements up, and putting changed ones back."""

from typing import Annotated, TypeVar

import msgspec

from planroom.floorplan.model.edits.refusals import ElementIdTaken, ElementUnknown, ValueOutOfRange
from planroom.floorplan.model.identity import ids_of, numbered_id
from planroom.floorplan.model.limits import (
    MAX_COORDINATE_MM,
    MAX_ID_LENGTH,
    MAX_SIZE_MM,
    MAX_TEXT_LENGTH,
    faults_in_text,
)
from planroom.floorplan.model.opening import Opening
from planroom.floorplan.model.plan import Plan, Storey
from planroom.floorplan.model.room import Room
from planroom.floorplan.model.wall import Wall

ElementId = Annotated[str, msgspec.Meta(min_length=1, max_length=MAX_ID_LENGTH)]
Text = Annotated[str, msgspec.Meta(max_length=MAX_TEXT_LENGTH)]
Length = Annotated[float, msgspec.Meta(ge=-MAX_COORDINATE_MM, le=MAX_COORDINATE_MM)]
Size = Annotated[float, msgspec.Meta(gt=0, le=MAX_SIZE_MM)]

_Element = TypeVar("_Element", Wall, Opening, Room, Storey)


class Operation(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="op"):
    """Base of the named operations: plain values, tagged with ``op`` on the wire."""

    def applied_to(self, plan: Plan) -> Plan:
        """Give the changed plan; raises EditRefused and leaves the plan as it is when that is not possible."""
        raise NotImplementedError


def find_storey(plan: Plan, storey_id: str) -> Storey:
    """Look a storey up by its id."""
    found = next((storey for storey in plan.storeys if storey.id == storey_id), None)
    if found is None:
        known = ", ".join(storey.id for storey in plan.storeys) or "none"
        raise ElementUnknown(f"There is no storey {storey_id!r}; the plan has: {known}.")
    return found


def find_wall(plan: Plan, wall_id: str) -> tuple[Storey, Wall]:
    """Look a wall up by its id, with its storey."""
    for storey in plan.storeys:
        for wall in storey.walls:
            if wall.id == wall_id:
                return storey, wall
    raise ElementUnknown(f"There is no wall {wall_id!r} in the plan; fetch the plan again and use an id of it.")


def find_opening(plan: Plan, opening_id: str) -> tuple[Storey, Opening]:
    """Look an opening up by its id, with its storey."""
    for storey in plan.storeys:
        for opening in storey.openings:
            if opening.id == opening_id:
                return storey, opening
    raise ElementUnknown(f"There is no opening {opening_id!r} in the plan; fetch the plan again and use an id of it.")


def find_room(plan: Plan, room_id: str) -> tuple[Storey, Room]:
    """Look a room up by its id, with its storey."""
    for storey in plan.storeys:
        for room in storey.rooms:
            if room.id == room_id:
                return storey, room
    raise ElementUnknown(f"There is no room {room_id!r} in the plan; fetch the plan again and use an id of it.")


def with_element(elements: tuple[_Element, ...], changed: _Element) -> tuple[_Element, ...]:
    """Put a changed element in the place of the one with the same id."""
    return tuple(changed if element.id == changed.id else element for element in elements)


def with_storey(plan: Plan, changed: Storey) -> Plan:
    """Put a changed storey in the place of the one with the same id."""
    return msgspec.structs.replace(plan, storeys=with_element(plan.storeys, changed))


def new_element_id(plan: Plan, wanted: str | None, prefix: str) -> str:
    """Give the wanted id if it is free, or else the next number after the highest one of the prefix."""
    if wanted is None:
        return numbered_id(ids_of(plan), prefix)
    if wanted in ids_of(plan):
        raise ElementIdTaken(f"The id {wanted!r} is taken; leave it out to get a free one.")
    return wanted


def check_size(name: str, size_mm: float) -> None:
    """Refuse a size that is not positive or absurdly large."""
    if not 0 < size_mm <= MAX_SIZE_MM:
        raise ValueOutOfRange(f"{name} must be more than 0 and at most {MAX_SIZE_MM:g} mm, not {size_mm:g}.")


def check_text(name: str, text: str) -> None:
    """Refuse a text that is too long or holds control characters."""
    fault = faults_in_text(text)
    if fault:
        raise ValueOutOfRange(f"{name} {fault}.")
