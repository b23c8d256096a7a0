"""Openings: doors, windows and cased openings, hung on a wall by a distance along its axis."""

from enum import StrEnum
from typing import Annotated

import msgspec

from planroom.floorplan.geometry.points import Coordinate
from planroom.floorplan.model.limits import MAX_SIZE_MM, ElementId, Size

Reveal = Annotated[float, msgspec.Meta(ge=0, le=MAX_SIZE_MM)]


class OpeningKind(StrEnum):
    """What fills an opening."""

    DOOR = "door"
    DOUBLE_DOOR = "double_door"
    SLIDING_DOOR = "sliding_door"
    FOLDING_DOOR = "folding_door"
    POCKET_DOOR = "pocket_door"
    GARAGE_DOOR = "garage_door"
    CASED = "cased"
    WINDOW = "window"


class Hinge(StrEnum):
    """At which end of the opening, seen along the wall's axis, the leaf hangs, folds up, or slides into the wall."""

    START = "start"
    END = "end"


class Swing(StrEnum):
    """To which side of the wall the leaf opens, seen from the wall's start towards its end."""

    LEFT = "left"
    RIGHT = "right"


class Opening(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A hole in the wall ``wall_id``; ``offset_mm`` is the distance of its centre from the wall's start.

    ``sill_mm`` is how high a window begins above the floor. ``reveal_mm`` is how far the glass of a window, or the leaf
    of a door, stands back from the room's face of the wall; None when it is not known.
    """

    id: ElementId
    wall_id: ElementId
    kind: OpeningKind
    offset_mm: Coordinate
    width_mm: Size
    height_mm: Size | None = None
    sill_mm: Coordinate | None = None
    hinge: Hinge = Hinge.START
    swing: Swing = Swing.LEFT
    reveal_mm: Reveal | None = None
