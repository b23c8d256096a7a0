"""Edits of rooms: what they are called and what they are, adding, removing and merging them."""

from typing import Annotated

import msgspec

from planroom.floorplan.geometry.points import Point
from planroom.floorplan.geometry.region import contains
from planroom.floorplan.model.edits.operation import (
    Operation,
    check_size_given,
    check_text,
    find_room,
    find_storey,
    new_element_id,
    with_element,
    with_storey,
)
from planroom.floorplan.model.edits.refusals import RoomPlaceOpen, RoomPlaceTaken, ValueOutOfRange
from planroom.floorplan.model.limits import ElementId, Size, Text
from planroom.floorplan.model.plan import Plan, Storey
from planroom.floorplan.model.room import MAX_SLOPE_POINTS, FloorShare, Room, RoomType
from planroom.floorplan.model.room_names import type_of_label
from planroom.floorplan.model.rooms import faces_of_walls, room_faces


def with_room(plan: Plan, storey: Storey, room: Room) -> Plan:
    """Put a changed room in its place."""
    return with_storey(plan, msgspec.structs.replace(storey, rooms=with_element(storey.rooms, room)))


class SetRoomLabel(Operation, frozen=True, kw_only=True, tag="set_room_label"):
    """Rename a room. A label that equals a preset also sets the type; any other text leaves it (domain section 9)."""

    room_id: ElementId
    label: Text

    def applied_to(self, plan: Plan) -> Plan:
        """Give the plan with the room renamed."""
        check_text("A room's label", self.label)
        storey, room = find_room(plan, self.room_id)
        preset = type_of_label(self.label)
        return with_room(plan, storey, msgspec.structs.replace(room, label=self.label, type=preset or room.type))


class SetRoomType(Operation, frozen=True, kw_only=True, tag="set_room_type"):
    """Say what a room is; the type drives area counting and leaves the label alone."""

    room_id: ElementId
    type: RoomType

    def applied_to(self, plan: Plan) -> Plan:
        """Give the plan with the room's type set."""
        storey, room = find_room(plan, self.room_id)
        return with_room(plan, storey, msgspec.structs.replace(room, type=self.type))


class SetRoomProperties(Operation, frozen=True, kw_only=True, tag="set_room_properties"):
    """Say what of a room decides whether its area counts (area rules A5, B1 and C4); what is left out stays.

    A ceiling height of null gives the room the storey's again; an empty slope makes the ceiling flat.
    """

    room_id: ElementId
    finished: bool | None = None
    enclosed: bool | None = None
    heated: bool | None = None
    permitted: bool | None = None
    ceiling_height_mm: Size | msgspec.UnsetType | None = msgspec.UNSET
    slope: Annotated[tuple[FloorShare, ...], msgspec.Meta(max_length=MAX_SLOPE_POINTS)] | None = None

    def applied_to(self, plan: Plan) -> Plan:
        """Give the plan with the room's properties set."""
        storey, room = find_room(plan, self.room_id)
        check_size_given("A ceiling height", self.ceiling_height_mm)
        names = ("finished", "enclosed", "heated", "permitted", "slope")
        said = {name: value for name in names if (value := getattr(self, name)) is not None}
        if self.ceiling_height_mm is not msgspec.UNSET:
            said["ceiling_height_mm"] = self.ceiling_height_mm
        changed: Room = msgspec.structs.replace(room, **said)
        if not changed.is_slope_sound:
            raise ValueOutOfRange(what="A slope", says="must have heights that rise and shares that do not")
        return with_room(plan, storey, changed)


class AddRoom(Operation, frozen=True, kw_only=True, tag="add_room"):
    """Make a closed space that has no room yet into one; ``seed`` is any point inside it."""

    storey_id: ElementId
    seed: Point
    label: Text = ""
    type: RoomType | None = None
    id: ElementId | None = None

    def applied_to(self, plan: Plan) -> Plan:
        """Give the plan with the room added."""
        check_text("A room's label", self.label)
        storey = find_storey(plan, self.storey_id)
        spaces = faces_of_walls(storey.walls, plan.tolerance_mm).spaces
        face = next((space for space in spaces if contains(space, self.seed)), None)
        if face is None:
            raise RoomPlaceOpen
        for room_id, taken in room_faces(storey, plan.tolerance_mm).items():
            if taken == face:
                raise RoomPlaceTaken(room_id)
        room = Room(
            id=new_element_id(plan, self.id, f"{storey.id}-room"),
            seed=self.seed,
            label=self.label,
            type=self.type or type_of_label(self.label) or RoomType.UNDEFINED,
        )
        return with_storey(plan, msgspec.structs.replace(storey, rooms=(*storey.rooms, room)))


class RemoveRoom(Operation, frozen=True, kw_only=True, tag="remove_room"):
    """Take a room's identity away; its walls stay and its space has no name any more."""

    room_id: ElementId

    def applied_to(self, plan: Plan) -> Plan:
        """Give the plan without the room."""
        storey, room = find_room(plan, self.room_id)
        rooms = tuple(other for other in storey.rooms if other.id != room.id)
        return with_storey(plan, msgspec.structs.replace(storey, rooms=rooms))
