"""Parts of the building that stand on a storey besides its walls: stairs and columns."""

from enum import StrEnum
from typing import Annotated

import msgspec

from planroom.floorplan.geometry.points import Point
from planroom.floorplan.model.limits import ElementId, Size, Turn

MAX_RING_POINTS = 200
_FEWEST_CORNERS = 3

Ring = Annotated[tuple[Point, ...], msgspec.Meta(min_length=_FEWEST_CORNERS, max_length=MAX_RING_POINTS)]


class StairLeads(StrEnum):
    """Where a flight goes from the storey that has it."""

    UP = "up"
    DOWN = "down"


class Stair(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A flight of stairs as an oriented box, its treads rising towards its own +y.

    ``leads`` says whether the flight goes up from this storey or down from it; a flight between two storeys is drawn
    on both. ``opening`` is the hole that a flight down leaves in this storey's floor; without one the hole is no
    larger than the treads (area rules A9 and E4).
    """

    id: ElementId
    centre: Point
    width_mm: Size
    depth_mm: Size
    turn_deg: Turn = 0.0
    leads: StairLeads = StairLeads.UP
    opening: Ring | None = None

    @property
    def kind(self) -> str:
        """The name of its symbol."""
        return "stairs"


class Column(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A column as an oriented box, or as the circle in it; ``turn_deg`` turns it anticlockwise."""

    id: ElementId
    centre: Point
    width_mm: Size
    depth_mm: Size
    turn_deg: Turn = 0.0
    round: bool = False

    @property
    def kind(self) -> str:
        """The name of its symbol."""
        return "round_column" if self.round else "column"
