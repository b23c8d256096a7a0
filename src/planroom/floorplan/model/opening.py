"""Openings: doors, windows and cased openings, hung on a wall by a distance along its axis."""

from enum import StrEnum

import msgspec

from planroom.floorplan.geometry.points import Coordinate
from planroom.floorplan.model.limits import ElementId, Size


class OpeningKind(StrEnum):
    """What fills an opening."""

    DOOR = "door"
    DOUBLE_DOOR = "double_door"
    SLIDING_DOOR = "sliding_door"
    GARAGE_DOOR = "garage_door"
    CASED = "cased"
    WINDOW = "window"


class Hinge(StrEnum):
    """At which end of the opening, seen along the wall's axis, the leaf hangs."""

    START = "start"
    END = "end"


class Swing(StrEnum):
    """To which side of the wall the leaf opens, seen from the wall's start towards its end."""

    LEFT = "left"
    RIGHT = "right"


class Opening(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A hole in the wall ``wall_id``; ``offset_mm`` is the distance of its centre from the wall's start."""

    id: ElementId
    wall_id: ElementId
    kind: OpeningKind
    offset_mm: Coordinate
    width_mm: Size
    height_mm: Size | None = None
    sill_mm: Coordinate | None = None
    hinge: Hinge = Hinge.START
    swing: Swing = Swing.LEFT
