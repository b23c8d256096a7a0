"""Gross external area, and everything scanned (area standards D1 and C6)."""

from planroom.floorplan.model.rooms import outline_of
from planroom.floorplan.model.space_use import OUTDOOR_TYPES
from planroom.floorplan.reports.standards.floor import Floor, total_mm2, whole_wall
from planroom.floorplan.reports.standards.rules import Rule, Verdict, judge, out_if

RULES = (
    Rule(
        clause="D5",
        says="Outdoor spaces are no part of the building.",
        share=out_if(lambda room: room.type in OUTDOOR_TYPES),
    ),
    Rule(clause="D1", says="All that lies inside the outer face of the walls.", share=lambda _room, _storey: 1.0),
)
SCANNED = Verdict(1.0, "C6", "Everything scanned, outdoor spaces and outer walls included.")


def gross_verdicts(floor: Floor) -> dict[str, Verdict]:
    """Judge every room for the gross external area."""
    return {room.id: judge(RULES, room, floor.storey) for room in floor.rooms}


def scanned_verdicts(floor: Floor) -> dict[str, Verdict]:
    """Count every room as scanned."""
    return {room.id: SCANNED for room in floor.rooms}


def gross_external_mm2(floor: Floor, tolerance_mm: float) -> float:
    """Give what lies inside the outer faces of the building, without outdoor spaces and what only surrounds those."""
    inside = tuple(room for room in floor.rooms if room.type not in OUTDOOR_TYPES)
    if len(inside) == len(floor.rooms):
        return total_mm2(outline_of(floor.storey, tolerance_mm))
    spaces = floor.joined((*floor.faces_of(inside), *floor.shafts, *floor.unknown_spaces))
    return total_mm2(floor.walled(spaces, whole_wall))
