"""NEN 2580, usable area (gebruiksoppervlakte) inside the outer and party walls (area standards, section E)."""

from collections.abc import Sequence
from itertools import chain

from planroom.floorplan.geometry.recesses import recesses, without_small_holes
from planroom.floorplan.geometry.region import Region, overlap_mm2, region_of
from planroom.floorplan.geometry.units import MM2_PER_M2
from planroom.floorplan.model.space_use import OUTDOOR_TYPES, VOID_TYPES
from planroom.floorplan.reports.standards.floor import Floor, column_mm2, holds, total_mm2
from planroom.floorplan.reports.standards.rules import Rule, Verdict, floor_under, judge, out_if

LEAST_HEIGHT_MM = 1_500.0
LARGEST_COUNTED_HOLE_MM2 = 4.0 * MM2_PER_M2
"""A hole of exactly this size is out: our reading of E4."""
LARGEST_IGNORED_PART_MM2 = 0.5 * MM2_PER_M2
NICHE_WIDTH_MM = 600.0
"""What is narrower than this and opens into a room is looked at as a niche (E5); ours, the source gives no width."""

VOID_RULE = Rule(
    clause="E4",
    says="A hole in the floor counts if it is smaller than 4.0 m2.",
    share=out_if(lambda room: room.type in VOID_TYPES),
)
RULES = (
    Rule(
        clause="E1",
        says="Outdoor spaces and spaces that are not enclosed are no usable area.",
        share=out_if(lambda room: room.type in OUTDOOR_TYPES or not room.enclosed),
    ),
    VOID_RULE,
    Rule(clause="E2", says="Floor counts where the height is at least 1.5 m.", share=floor_under(LEAST_HEIGHT_MM)),
)

NOTES = (
    (
        "Usable area by NEN 2580 leaves load-bearing inner walls out as far as they are stated; windows are taken "
        "at the face of their wall, and niches narrower than 0.6 m only are looked at (E5, E6)."
    ),
)


def verdicts(floor: Floor) -> dict[str, Verdict]:
    """Judge every room; a hole that is small enough counts."""
    return {room.id: judge(RULES, room, floor.storey) for room in floor.rooms}


def measure_mm2(floor: Floor, judged: dict[str, Verdict]) -> float:
    """Give the usable area; load-bearing inner walls are out (E6)."""
    whole = usable_regions(floor, judged)
    return usable_mm2(floor, judged, whole) - floor.load_bearing_mm2(whole)


def usable_regions(floor: Floor, judged: dict[str, Verdict]) -> tuple[Region, ...]:
    """Give the rooms that count as a whole, and the small holes, joined over the walls between them."""
    rooms = floor.faces_of(room for room in floor.rooms if judged[room.id].share == 1)
    if not rooms:
        return ()
    small = [hole for hole in (*floor.voids, *floor.shafts) if hole.area_mm2 < LARGEST_COUNTED_HOLE_MM2]
    joined = floor.joined((*rooms, *small, *_large(floor.voids)))
    beside = (region for region in joined if any(overlap_mm2(region, room) for room in rooms))
    return tuple(without_small_holes(region, LARGEST_IGNORED_PART_MM2) for region in beside)


def usable_mm2(floor: Floor, judged: dict[str, Verdict], whole: Sequence[Region]) -> float:
    """Give the area of joined regions without large holes, niches and columns, and with the parts of other rooms."""
    rooms = [floor.faces[room.id] for room in floor.rooms if judged[room.id].share == 1]
    parts = sum(floor.faces[room.id].area_mm2 * judged[room.id].share for room in floor.rooms) - total_mm2(rooms)
    return total_mm2(whole) + parts - _holes_mm2(floor, whole) - _niches_mm2(rooms) - _columns_mm2(floor, whole)


def _large(holes: Sequence[Region]) -> tuple[Region, ...]:
    return tuple(hole for hole in holes if hole.area_mm2 >= LARGEST_COUNTED_HOLE_MM2)


def _holes_mm2(floor: Floor, whole: Sequence[Region]) -> float:
    """Give the large holes in the floor: voids, and stairs down; where it starts a stair is no hole (E3)."""
    lost = sum(void.area_mm2 for void in _large(floor.voids) if any(overlap_mm2(void, region) for region in whole))
    for stair, area in floor.holes_of_stairs():
        if area >= LARGEST_COUNTED_HOLE_MM2 and holds(whole, stair.centre):
            hole = region_of(stair.opening) if stair.opening else None
            lost += sum(overlap_mm2(hole, region) for region in whole) if hole else area
    return lost


def _niches_mm2(rooms: Sequence[Region]) -> float:
    parts = chain.from_iterable(recesses(room, NICHE_WIDTH_MM) for room in rooms)
    return sum(part.area_mm2 for part in parts if part.area_mm2 <= LARGEST_IGNORED_PART_MM2)


def _columns_mm2(floor: Floor, whole: Sequence[Region]) -> float:
    large = (column for column in floor.storey.columns if column_mm2(column) > LARGEST_IGNORED_PART_MM2)
    return sum(column_mm2(column) for column in large if holds(whole, column.centre))
