"""IPMS 1, 2 and 3A to 3C for one dwelling (area standards, section D).

Openings to the floor below are taken out and garages are in; both are our reading. Floor of limited height counts, and
is to be stated apart (D5).
"""

from planroom.floorplan.model.space_use import OUTDOOR_TYPES, VOID_TYPES
from planroom.floorplan.reports.standards.floor import (
    Floor,
    WallShare,
    no_wall,
    shared_walls_halved,
    total_mm2,
    whole_wall,
)
from planroom.floorplan.reports.standards.rules import Rule, Verdict, judge, out_if

RULES = (
    Rule(
        clause="D5",
        says="Balconies, verandas, patios and other outdoor spaces are measured and stated apart.",
        share=out_if(lambda room: room.type in OUTDOOR_TYPES),
    ),
    Rule(
        clause="D2",
        says="An opening to the floor below has no floor of this level.",
        share=out_if(lambda room: room.type in VOID_TYPES),
    ),
    Rule(clause="D2", says="Floor inside the building counts, whatever its use.", share=lambda _room, _storey: 1.0),
)

NOTES = (
    (
        "IPMS 1 and 3A go to the outer face, 3A to the centre line of shared walls; 2, 3B and 3C to the internal "
        "dominant face (D1 to D4), which is the window where it is known to cover more than half of its wall's "
        "height."
    ),
)


def verdicts(floor: Floor) -> dict[str, Verdict]:
    """Judge every room."""
    return {room.id: judge(RULES, room, floor.storey) for room in floor.rooms}


def external_mm2(floor: Floor) -> float:
    """IPMS 1: to the outer face of the outer walls."""
    return _over(floor, whole_wall)


def exclusive_external_mm2(floor: Floor) -> float:
    """IPMS 3A: as IPMS 1, but to the centre line of walls shared with neighbours."""
    return _over(floor, shared_walls_halved)


def internal_mm2(floor: Floor) -> float:
    """IPMS 2 and 3B: to the internal dominant face, inner walls in."""
    return _over(floor, no_wall) + floor.reveals_mm2()


def net_internal_mm2(floor: Floor) -> float:
    """IPMS 3C: as 3B without the inner walls."""
    return total_mm2(floor.faces_of(floor.indoor_rooms)) + floor.reveals_mm2()


def _over(floor: Floor, share_of: WallShare) -> float:
    indoor = floor.faces_of(floor.indoor_rooms)
    whole = floor.joined((*indoor, *floor.shafts, *floor.voids))
    return total_mm2(floor.walled(whole, share_of)) - total_mm2(floor.voids)
