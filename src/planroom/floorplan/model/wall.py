"""Walls: a straight axis with a thickness. Walls are stored; rooms are derived from them."""

from enum import StrEnum

import msgspec

from planroom.floorplan.geometry.points import Point, distance_mm
from planroom.floorplan.model.limits import ElementId, Size


class WallKind(StrEnum):
    """What a wall separates: inside from outside, two dwellings, or two rooms."""

    EXTERIOR = "exterior"
    PARTY = "party"
    INTERIOR = "interior"


class Wall(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A straight wall along the axis ``start``-``end``, its thickness half on each side, in millimetres.

    ``thickness_assumed`` marks a thickness that was not in the source (formats rule 3). ``height_mm`` None means the
    storey's ceiling height. ``kind`` None means that it follows from what lies beside the wall (``wall_kinds``).
    ``load_bearing`` is what somebody said; it cannot be seen.
    """

    id: ElementId
    start: Point
    end: Point
    thickness_mm: Size
    kind: WallKind | None = None
    height_mm: Size | None = None
    thickness_assumed: bool = False
    load_bearing: bool = False

    @property
    def length_mm(self) -> float:
        """Length of the axis."""
        return distance_mm(self.start, self.end)

    def point_at(self, offset_mm: float) -> Point:
        """Give the point of the axis that lies ``offset_mm`` from the start."""
        share = offset_mm / self.length_mm if self.length_mm else 0.0
        return Point(
            self.start.x_mm + (self.end.x_mm - self.start.x_mm) * share,
            self.start.y_mm + (self.end.y_mm - self.start.y_mm) * share,
        )
