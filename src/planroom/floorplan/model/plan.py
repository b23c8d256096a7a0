"""The plan itself: storeys and what is known of their scale and source."""

from enum import StrEnum

import msgspec

from planroom.floorplan.geometry.points import Point
from planroom.floorplan.model.opening import Opening
from planroom.floorplan.model.room import Room
from planroom.floorplan.model.wall import Wall

SCHEMA_VERSION = 1


class FixtureKind(StrEnum):
    """Things that stand in a room and tell what it is."""

    STAIRS = "stairs"
    FIREPLACE = "fireplace"
    BATHTUB = "bathtub"
    SHOWER = "shower"
    TOILET = "toilet"
    WASHBASIN = "washbasin"
    SINK = "sink"
    STOVE = "stove"
    REFRIGERATOR = "refrigerator"
    COLUMN = "column"
    OTHER = "other"


class Fixture(msgspec.Struct, frozen=True, kw_only=True):
    """A fixture as an oriented box: centre, width along its own x, depth along its own y, turned anticlockwise."""

    id: str
    kind: FixtureKind
    centre: Point
    width_mm: float
    depth_mm: float
    turn_deg: float = 0.0


class ScaleSource(StrEnum):
    """Where the scale of a plan came from, from certain to none."""

    MODEL = "model"
    GIVEN = "given"
    PRINTED = "printed"
    DOOR_WIDTHS = "door_widths"
    UNKNOWN = "unknown"


class Scale(msgspec.Struct, frozen=True, kw_only=True):
    """How drawing units became millimetres, and how sure that is.

    ``mm_per_unit`` is the factor from source units (pixels for a picture). ``uncertainty`` is a share: 0.02 = 2 %.
    """

    source: ScaleSource
    mm_per_unit: float = 1.0
    uncertainty: float = 0.0
    note: str = ""


class Source(msgspec.Struct, frozen=True, kw_only=True):
    """The file a plan was read from."""

    format: str
    sha256: str = ""
    width_units: float = 0.0
    height_units: float = 0.0


class Storey(msgspec.Struct, frozen=True, kw_only=True):
    """One level: ``level`` 0 is the ground floor, -1 the one below; ``elevation_mm`` is the height of its floor."""

    id: str
    name: str
    level: int = 0
    elevation_mm: float = 0.0
    ceiling_height_mm: float = 2440.0
    walls: tuple[Wall, ...] = ()
    openings: tuple[Opening, ...] = ()
    rooms: tuple[Room, ...] = ()
    fixtures: tuple[Fixture, ...] = ()


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """A dwelling as drawn: immutable, in millimetres, ``tolerance_mm`` being what counts as the same place."""

    schema_version: int = SCHEMA_VERSION
    name: str = ""
    storeys: tuple[Storey, ...] = ()
    scale: Scale = Scale(source=ScaleSource.MODEL)
    source: Source | None = None
    tolerance_mm: float = 1.0
    north_deg: float | None = None
