"""The service's own gross internal area (area standards, section C). No standard, by its own words.

Inner walls between counted rooms count, outer walls never do (C2). The wall between a counted and an excluded room is
not settled by the source (C5) and does not count here.
"""

from planroom.floorplan.model.room import RoomType
from planroom.floorplan.model.space_use import OUTDOOR_TYPES, VOID_TYPES
from planroom.floorplan.reports.standards.floor import Floor, total_mm2
from planroom.floorplan.reports.standards.rules import (
    MM_PER_FEET_5,
    Rule,
    Verdict,
    floor_under,
    judge,
    out_below,
    out_if,
)

LISTED_APART_TYPES = OUTDOOR_TYPES | {RoomType.GARAGE}
"""Clause C3 also names verandas and conservatories, which we file under porch and sun room, and unfinished basements,
which the rule of finished spaces leaves out."""

RULES = (
    Rule(
        clause="C3",
        says="Outdoor spaces and garages are listed apart.",
        share=out_if(lambda room: room.type in LISTED_APART_TYPES),
    ),
    Rule(
        clause="C5",
        says="Openings to the floor below have no floor to count; the source leaves them open and this is our choice.",
        share=out_if(lambda room: room.type in VOID_TYPES),
    ),
    Rule(clause="C1", says="Only finished spaces count.", share=out_if(lambda room: not room.finished)),
    Rule(clause="C1", says="Only enclosed spaces count.", share=out_if(lambda room: not room.enclosed)),
    Rule(
        clause="C1",
        says="Only spaces with a ceiling of at least 5 ft count.",
        share=out_below(MM_PER_FEET_5),
    ),
    Rule(
        clause="C1",
        says="Indoor, finished, enclosed, a ceiling of at least 5 ft; under a slope the floor below 5 ft is out.",
        share=floor_under(MM_PER_FEET_5),
    ),
)

NOTES = (
    "Gross internal area by the service's own rules (clauses C1 to C5); it follows no published standard.",
    "Shafts, and walls beside a space that is not counted, do not count; the rules leave this open (C5).",
    "Total scanned area is everything inside the outer faces, outdoor spaces included (C6).",
)


def verdicts(floor: Floor) -> dict[str, Verdict]:
    """Judge every room."""
    return {room.id: judge(RULES, room, floor.storey) for room in floor.rooms}


def measure_mm2(floor: Floor, judged: dict[str, Verdict]) -> float:
    """Give the counted rooms with the walls between them."""
    whole = floor.faces_of(room for room in floor.rooms if judged[room.id].share == 1)
    parts = sum(floor.faces[room.id].area_mm2 * judged[room.id].share for room in floor.rooms) - total_mm2(whole)
    return total_mm2(floor.joined(whole)) + parts
