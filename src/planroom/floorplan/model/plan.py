"""The plan itself: storeys and what is known of their scale and source."""

from enum import StrEnum
from typing import Annotated

import msgspec

from planroom.floorplan.geometry.points import Coordinate, Point
from planroom.floorplan.model.annotations import Dimension, Note
from planroom.floorplan.model.building_parts import Column, Stair
from planroom.floorplan.model.limits import MAX_SIZE_MM, MAX_STOREYS, ElementId, Elements, Size, Text, Turn
from planroom.floorplan.model.opening import Opening
from planroom.floorplan.model.room import Room
from planroom.floorplan.model.wall import Wall

SCHEMA_VERSION = 2
MAX_TOLERANCE_MM = 100.0

Extent = Annotated[float, msgspec.Meta(ge=0, le=MAX_SIZE_MM)]


class FixtureKind(StrEnum):
    """Fixtures and furniture: things that stand in a room and tell what it is."""

    FIREPLACE = "fireplace"
    BATHTUB = "bathtub"
    SHOWER = "shower"
    TOILET = "toilet"
    WASHBASIN = "washbasin"
    SINK = "sink"
    STOVE = "stove"
    REFRIGERATOR = "refrigerator"
    DISHWASHER = "dishwasher"
    WASHING_MACHINE = "washing_machine"
    DRYER = "dryer"
    WATER_HEATER = "water_heater"
    CABINET = "cabinet"
    WARDROBE = "wardrobe"
    BED = "bed"
    SOFA = "sofa"
    CHAIR = "chair"
    TABLE = "table"
    DESK = "desk"
    OTHER = "other"


class DwellingType(StrEnum):
    """What is measured: it decides how much of its outer walls belongs to a dwelling (area rules A2, A14 and B4)."""

    HOUSE = "house"
    ROW_HOUSE = "row_house"
    APARTMENT = "apartment"


class Fixture(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A fixture as an oriented box: centre, width along its own x, depth along its own y, turned anticlockwise.

    Its own +y points to its back, where the wall is.
    """

    id: ElementId
    kind: FixtureKind
    centre: Point
    width_mm: Size
    depth_mm: Size
    turn_deg: Turn = 0.0


Standing = Fixture | Stair | Column
"""What has a place, a size and a symbol."""


class ScaleSource(StrEnum):
    """Where the scale of a plan came from, from certain to none."""

    MODEL = "model"
    GIVEN = "given"
    PRINTED = "printed"
    DOOR_WIDTHS = "door_widths"
    UNKNOWN = "unknown"


class Scale(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How drawing units became millimetres, and how sure that is.

    ``mm_per_unit`` is the factor from source units (pixels for a picture). ``uncertainty`` is a share: 0.02 = 2 %.
    """

    source: ScaleSource
    mm_per_unit: Annotated[float, msgspec.Meta(gt=0, le=MAX_SIZE_MM)] = 1.0
    uncertainty: Annotated[float, msgspec.Meta(ge=0, le=1)] = 0.0
    note: Text = ""


class Source(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The file a plan was read from."""

    format: Text
    sha256: Text = ""
    width_units: Extent = 0.0
    height_units: Extent = 0.0


class Storey(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One level: ``level`` 0 is the ground floor, -1 the one below; ``elevation_mm`` is the height of its floor.

    ``below_grade`` says whether any of it lies below the ground outside, which makes it a level below grade (area rule
    A4); None when nobody said so: then levels under 0 are.
    """

    id: ElementId
    name: Text
    level: Annotated[int, msgspec.Meta(ge=-MAX_STOREYS, le=MAX_STOREYS)] = 0
    elevation_mm: Coordinate = 0.0
    ceiling_height_mm: Size = 2440.0
    walls: Annotated[tuple[Wall, ...], Elements] = ()
    openings: Annotated[tuple[Opening, ...], Elements] = ()
    rooms: Annotated[tuple[Room, ...], Elements] = ()
    fixtures: Annotated[tuple[Fixture, ...], Elements] = ()
    stairs: Annotated[tuple[Stair, ...], Elements] = ()
    columns: Annotated[tuple[Column, ...], Elements] = ()
    dimensions: Annotated[tuple[Dimension, ...], Elements] = ()
    notes: Annotated[tuple[Note, ...], Elements] = ()
    below_grade: bool | None = None

    @property
    def standing(self) -> tuple[Standing, ...]:
        """All that stands on the storey as a box of its own: fixtures, stairs and columns."""
        return (*self.fixtures, *self.stairs, *self.columns)

    @property
    def is_below_grade(self) -> bool:
        """Tell whether this is a level below grade."""
        return self.level < 0 if self.below_grade is None else self.below_grade


class Plan(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A dwelling as drawn: immutable, in millimetres, ``tolerance_mm`` being what counts as the same place.

    ``north_deg`` is where north lies, in degrees clockwise from the top of the plan; None when it is not known.
    """

    schema_version: int = SCHEMA_VERSION
    name: Text = ""
    storeys: Annotated[tuple[Storey, ...], msgspec.Meta(max_length=MAX_STOREYS)] = ()
    scale: Scale = Scale(source=ScaleSource.MODEL)
    source: Source | None = None
    tolerance_mm: Annotated[float, msgspec.Meta(gt=0, le=MAX_TOLERANCE_MM)] = 1.0
    north_deg: Turn | None = None
    dwelling: DwellingType = DwellingType.HOUSE
