"""The vendor's gross living area, its own reading of ANSI (area standards, section B)."""

from planroom.floorplan.model.plan import DwellingType
from planroom.floorplan.model.room import Room, RoomType
from planroom.floorplan.model.space_use import OUTDOOR_TYPES, VOID_TYPES
from planroom.floorplan.reports.standards.floor import Floor, WallShare, no_wall, shared_walls_halved, whole_wall
from planroom.floorplan.reports.standards.rules import (
    MM_PER_FEET_5,
    MM_PER_FEET_7,
    Rule,
    Verdict,
    floor_under,
    judge,
    out_below,
    out_if,
)


def _misses_a_condition(room: Room) -> bool:
    return not (room.finished and room.enclosed and room.heated and room.permitted)


RULES = (
    Rule(
        clause="B3",
        says="Floor below grade never counts.",
        share=lambda _, storey: 0.0 if storey.is_below_grade else None,
    ),
    Rule(
        clause="B1",
        says="Garages and outdoor spaces do not count.",
        share=out_if(lambda room: room.type in OUTDOOR_TYPES | {RoomType.GARAGE}),
    ),
    Rule(
        clause="B3",
        says="An opening to the floor below does not count.",
        share=out_if(lambda room: room.type in VOID_TYPES),
    ),
    Rule(
        clause="B1",
        says="Only heated, finished, enclosed and permitted space counts.",
        share=out_if(_misses_a_condition),
    ),
    Rule(
        clause="B2",
        says="The highest point of the ceiling must reach 7 ft.",
        share=out_below(MM_PER_FEET_7),
    ),
    Rule(
        clause="B2",
        says="The ceiling reaches 7 ft; everything under at least 5 ft counts.",
        share=floor_under(MM_PER_FEET_5),
    ),
)

NOTES = (
    (
        "The vendor's gross living area: outer walls of a house count, shared walls of a row house to their "
        "centre line, none of a flat (B4). Grade, heating and permits are as stated (B6); that rooms are "
        "contiguous is not checked."
    ),
)

_WALLS: dict[DwellingType, WallShare] = {
    DwellingType.HOUSE: whole_wall,
    DwellingType.ROW_HOUSE: shared_walls_halved,
    DwellingType.APARTMENT: no_wall,
}


def verdicts(floor: Floor) -> dict[str, Verdict]:
    """Judge every room."""
    return {room.id: judge(RULES, room, floor.storey) for room in floor.rooms}


def measure_mm2(floor: Floor, judged: dict[str, Verdict]) -> float:
    """Give the area of a level that counts."""
    return floor.counted_mm2(judged, _WALLS[floor.dwelling])
