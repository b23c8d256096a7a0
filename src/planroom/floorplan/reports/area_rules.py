"""The rules by which the service counts areas, as data: each names its clause, so every figure can name its reasons.

The clauses are those of section C of our notes on area standards: the vendor's own gross internal area, which is no
standard by its own words. A later standard is a further table of this shape.
"""

from collections.abc import Callable

import msgspec

from planroom.floorplan.model.room import Room, RoomType
from planroom.floorplan.model.space_use import OUTDOOR_TYPES, VOID_TYPES

GIA = "gia"
TOTAL_SCANNED = "total_scanned"
RULES_NAME = "service-gia"
RULES_VERSION = 1

LEAST_CEILING_MM = 1_524.0
"""Five feet (clause C1)."""
LISTED_APART_TYPES = OUTDOOR_TYPES | {RoomType.GARAGE}
"""Clause C3 also names verandas and conservatories, which we file under porch and sun room, and unfinished basements,
which the rule of finished spaces leaves out."""


class AreaRule(msgspec.Struct, frozen=True, kw_only=True):
    """One reason to leave a room out: the clause it comes from, what it says, and whether it holds for a room."""

    clause: str
    says: str
    excludes: Callable[[Room, float], bool]


GIA_RULES = (
    AreaRule(
        clause="C3",
        says="Outdoor spaces and garages are listed apart.",
        excludes=lambda room, _: room.type in LISTED_APART_TYPES,
    ),
    AreaRule(
        clause="C5",
        says="Openings to the floor below have no floor to count; the source leaves them open and this is our choice.",
        excludes=lambda room, _: room.type in VOID_TYPES,
    ),
    AreaRule(clause="C1", says="Only finished spaces count.", excludes=lambda room, _: not room.finished),
    AreaRule(clause="C1", says="Only enclosed spaces count.", excludes=lambda room, _: not room.enclosed),
    AreaRule(
        clause="C1",
        says="Only spaces with a ceiling of at least 5 ft count.",
        excludes=lambda _, ceiling_mm: ceiling_mm < LEAST_CEILING_MM,
    ),
)
"""The rules in the order in which they are tried; the first that holds is the reason. A room that none excludes counts
by clause C1. Inner walls between counted rooms count, outer walls never do (C2); the wall between a counted and an
excluded room is not settled by the source (C5) and does not count here."""

NOTES = (
    "Gross internal area by the service's own rules (clauses C1 to C5); it follows no published standard.",
    "Shafts, and walls beside a space that is not counted, do not count; the rules leave this open (C5).",
    "Total scanned area is everything inside the outer faces, outdoor spaces included (C6).",
)


def reason_to_exclude(room: Room, ceiling_mm: float) -> AreaRule | None:
    """Give the first rule that leaves a room out of the gross internal area, or None when it counts."""
    return next((rule for rule in GIA_RULES if rule.excludes(room, ceiling_mm)), None)
