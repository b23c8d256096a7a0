"""Rooms: the identity, label and type of a space. Its shape is derived from the walls around its seed point."""

from enum import StrEnum
from itertools import pairwise
from typing import Annotated

import msgspec

from planroom.floorplan.geometry.points import Point
from planroom.floorplan.model.limits import MAX_SIZE_MM, ElementId, Size, Text


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


MAX_SLOPE_POINTS = 20


class FloorShare(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The share of a room's floor over which the ceiling is at least ``height_mm`` high: 0 to 1."""

    height_mm: Annotated[float, msgspec.Meta(ge=0, le=MAX_SIZE_MM)]
    share: Annotated[float, msgspec.Meta(ge=0, le=1)]


class Room(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A space that keeps its identity through edits: its shape is the face of the walls that holds ``seed``.

    ``ceiling_height_mm`` is the highest point of the ceiling; None means the storey's ceiling height. ``slope`` tells
    how much floor lies under which height of a ceiling that is not flat, from low to high: in between the share
    changes evenly, below the first height it is 1 and above the last one 0. ``heated`` and ``permitted`` cannot be
    seen and are what somebody said (area rule B6).
    """

    id: ElementId
    seed: Point
    label: Text
    type: RoomType = RoomType.UNDEFINED
    finished: bool = True
    enclosed: bool = True
    ceiling_height_mm: Size | None = None
    slope: Annotated[tuple[FloorShare, ...], msgspec.Meta(max_length=MAX_SLOPE_POINTS)] = ()
    heated: bool = True
    permitted: bool = True

    def highest_mm(self, storey_ceiling_mm: float) -> float:
        """Give the highest point of the ceiling, on a storey of the given ceiling height."""
        if self.ceiling_height_mm is not None:
            return self.ceiling_height_mm
        return self.slope[-1].height_mm if self.slope else storey_ceiling_mm

    @property
    def is_slope_sound(self) -> bool:
        """Tell whether the slope's heights rise and its shares do not."""
        return all(low.height_mm < high.height_mm and low.share >= high.share for low, high in pairwise(self.slope))

    def share_under(self, height_mm: float, storey_ceiling_mm: float) -> float:
        """Give the share of the floor over which the ceiling is at least so high."""
        if not self.slope:
            return 1.0 if self.highest_mm(storey_ceiling_mm) >= height_mm else 0.0
        if height_mm <= self.slope[0].height_mm:
            return 1.0
        for low, high in pairwise(self.slope):
            if height_mm <= high.height_mm:
                part = (height_mm - low.height_mm) / (high.height_mm - low.height_mm)
                return low.share + (high.share - low.share) * part
        return 0.0
