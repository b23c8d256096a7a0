"""The Dutch measuring instruction for homes (BBMI): the living area of NEN 2580's usable area (standards E6 and E7).

What is "other indoor space" instead of living area is settled by (u) rules, so each stands here as a rule of its own.
"""

from planroom.floorplan.model.room import Room, RoomType
from planroom.floorplan.reports.standards import nen2580
from planroom.floorplan.reports.standards.floor import Floor
from planroom.floorplan.reports.standards.rules import Rule, Verdict, judge, out_below, out_if

LEAST_LIVING_HEIGHT_MM = 2_000.0
"""The highest point of a living space; lower ones down to 1.5 m are other indoor space (E7, a (u) rule)."""


def _is_rough(room: Room) -> bool:
    return room.type in {RoomType.ATTIC, RoomType.BASEMENT} and not room.finished


RULES = (
    *nen2580.RULES[:2],
    Rule(
        clause="E7",
        says="A garage is other indoor space.",
        share=out_if(lambda room: room.type is RoomType.GARAGE),
    ),
    Rule(
        clause="E7",
        says="An unfinished attic or cellar is other indoor space.",
        share=out_if(_is_rough),
    ),
    Rule(
        clause="E7",
        says="A space whose highest point is under 2.0 m is other indoor space.",
        share=out_below(LEAST_LIVING_HEIGHT_MM),
    ),
    *nen2580.RULES[2:],
)

NOTES = (
    (
        "The living area of the Dutch measuring instruction counts load-bearing inner walls (E6) and leaves "
        "garages, unfinished attics and cellars, and spaces lower than 2.0 m to the other indoor space (E7)."
    ),
)


def verdicts(floor: Floor) -> dict[str, Verdict]:
    """Judge every room."""
    return {room.id: judge(RULES, room, floor.storey) for room in floor.rooms}


def measure_mm2(floor: Floor, judged: dict[str, Verdict]) -> float:
    """Give the living area."""
    return nen2580.usable_mm2(floor, judged, nen2580.usable_regions(floor, judged))
