"""ANSI Z765-2021, the gross living area of single-family houses (area standards, section A).

Only the numbers and the way of measuring are here; the text of the standard is not reproduced. Flats are outside it and
are measured by their inner perimeter, as A14 says for loans.
"""

import math

from planroom.floorplan.geometry.units import square_feet_of
from planroom.floorplan.model.plan import DwellingType, Storey
from planroom.floorplan.model.room import Room, RoomType
from planroom.floorplan.model.space_use import OUTDOOR_TYPES, VOID_TYPES
from planroom.floorplan.reports.standards.floor import Floor, WallShare, no_wall, shared_walls_halved
from planroom.floorplan.reports.standards.rules import (
    MM_PER_FEET_5,
    MM_PER_FEET_7,
    Rule,
    Verdict,
    judge,
    out_below,
    out_if,
    share_under,
)

LEAST_SHARE_UNDER_7_FT = 0.5
"""Of the floor under at least 5 ft: our reading of A7, and a number of its own for that reason."""
_ROUNDING = 1e-9


def _slope_share(room: Room, storey: Storey) -> float | None:
    under_5, under_7 = (share_under(room, storey, height) for height in (MM_PER_FEET_5, MM_PER_FEET_7))
    return under_5 if under_7 >= LEAST_SHARE_UNDER_7_FT * under_5 - _ROUNDING else None


def _under_5(room: Room, storey: Storey) -> float:
    return share_under(room, storey, MM_PER_FEET_5)


def _is_unusable(room: Room) -> bool:
    return not (room.finished and room.enclosed and room.heated)


RULES = (
    Rule(
        clause="A5",
        says="Garages, porches, balconies, decks and other outdoor spaces never count.",
        share=out_if(lambda room: room.type in OUTDOOR_TYPES | {RoomType.GARAGE}),
    ),
    Rule(
        clause="A8",
        says="An opening to the floor below does not count on the upper level.",
        share=out_if(lambda room: room.type in VOID_TYPES),
    ),
    Rule(
        clause="A5",
        says="Only finished, enclosed space that can be used all year counts.",
        share=out_if(_is_unusable),
    ),
    Rule(
        clause="A6",
        says="The ceiling must be at least 7 ft high.",
        share=out_below(MM_PER_FEET_7),
        listed=_under_5,
    ),
    Rule(
        clause="A7",
        says="Finished, and the ceiling is high enough; under a slope the floor below 5 ft is out.",
        share=_slope_share,
    ),
    Rule(
        clause="A7",
        says="Less than half of the floor under 5 ft of height has 7 ft: finished, but not compliant.",
        share=lambda _room, _storey: 0.0,
        listed=_under_5,
    ),
)

NOTES = (
    (
        "ANSI Z765-2021 figures count outer walls to their outer face, shared walls to their centre line (A1, "
        "A2); a flat is outside the standard and measured inside its walls (A14)."
    ),
    (
        "Measured from a plan, not on the spot: the built house may differ (A13). Grade, heating and ceilings are "
        "as stated."
    ),
    ("Half of the floor under 5 ft of height is taken as the base of the slope rule (A7), which is our reading."),
)


def verdicts(floor: Floor) -> dict[str, Verdict]:
    """Judge every room."""
    return {room.id: judge(RULES, room, floor.storey) for room in floor.rooms}


def measure_mm2(floor: Floor, judged: dict[str, Verdict]) -> float:
    """Give the finished area of a level, whether above or below grade."""
    share_of: WallShare = no_wall if floor.dwelling is DwellingType.APARTMENT else shared_walls_halved
    return floor.counted_mm2(judged, share_of)


def whole_square_feet(area_mm2: float) -> int:
    """Round an area to whole square feet, half up, as it is reported (A12). Round sums, not their parts."""
    return math.floor(round(square_feet_of(area_mm2), 6) + 0.5)
