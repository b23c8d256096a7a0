"""Rooms: the identity, label and type of a space. Its shape is derived from the walls around its seed point."""

from enum import StrEnum

import msgspec

from planroom.floorplan.geometry.points import Point
from planroom.floorplan.model.limits import ElementId, Size, Text


class RoomType(StrEnum):
    """What a space is. The type drives area counting; the label is free text (domain section 9)."""

    UNDEFINED = "undefined"
    LIVING_ROOM = "living_room"
    KITCHEN = "kitchen"
    DINING = "dining"
    BEDROOM = "bedroom"
    BATH = "bath"
    TOILET = "toilet"
    ENTRY = "entry"
    HALLWAY = "hallway"
    OFFICE = "office"
    LAUNDRY = "laundry"
    PANTRY = "pantry"
    STORAGE = "storage"
    CLOSET = "closet"
    UTILITY = "utility"
    STAIRWELL = "stairwell"
    BASEMENT = "basement"
    ATTIC = "attic"
    SUN_ROOM = "sun_room"
    GARAGE = "garage"
    PORCH = "porch"
    BALCONY = "balcony"
    TERRACE = "terrace"
    DECK = "deck"
    PATIO = "patio"
    OUTDOOR = "outdoor"
    OPEN_TO_BELOW = "open_to_below"


class Room(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A space that keeps its identity through edits: its shape is the face of the walls that holds ``seed``."""

    id: ElementId
    seed: Point
    label: Text
    type: RoomType = RoomType.UNDEFINED
    finished: bool = True
    enclosed: bool = True
    ceiling_height_mm: Size | None = None
