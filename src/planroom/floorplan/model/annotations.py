"""What is written on a plan besides names of rooms: measured lengths and notes."""

import msgspec

from planroom.floorplan.geometry.points import Coordinate, Point, distance_mm
from planroom.floorplan.model.limits import ElementId, Text


class Dimension(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A measured length between two points; its line stands ``aside_mm`` to the left of the way from one to the other.

    ``text`` is what is written instead of the length, empty for the length itself.
    """

    id: ElementId
    start: Point
    end: Point
    aside_mm: Coordinate = 0.0
    text: Text = ""

    @property
    def length_mm(self) -> float:
        """The measured length."""
        return distance_mm(self.start, self.end)


class Note(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A free text at a place of a storey."""

    id: ElementId
    place: Point
    text: Text
