"""Checks of storeys against each other: levels, whether they stand on top of each other, and stairs between them."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from planroom.floorplan.geometry.points import Point
from planroom.floorplan.geometry.region import Region, is_simple, overlap_mm2, region_of
from planroom.floorplan.geometry.strips import Strip, outline_of_strip
from planroom.floorplan.geometry.turning import turned
from planroom.floorplan.model.building_parts import Stair, StairLeads
from planroom.floorplan.model.finding import Finding, FindingKind, Severity
from planroom.floorplan.model.plan import Plan, Storey
from planroom.floorplan.model.rooms import outline_of

LEVEL_REPEATED = FindingKind(
    "storey-101", Severity.WARNING, "LevelRepeated", "Give each storey a level of its own, or join the two storeys."
)
STOREYS_NOT_ALIGNED = FindingKind(
    "storey-102",
    Severity.WARNING,
    "StoreysNotAligned",
    "Move one of the storeys so that they stand on top of each other, if the building does.",
)
STAIR_WITHOUT_PARTNER = FindingKind(
    "storey-103",
    Severity.INFO,
    "StairWithoutPartner",
    "Draw the flight on the other storey too, or correct where it leads.",
)
STAIR_HOLE_UNSOUND = FindingKind(
    "storey-104", Severity.ERROR, "StairHoleUnsound", "Draw the hole of the stair as a ring that does not cross itself."
)
KINDS = (LEVEL_REPEATED, STOREYS_NOT_ALIGNED, STAIR_WITHOUT_PARTNER, STAIR_HOLE_UNSOUND)

LEAST_COMMON_SHARE = 0.6
"""Of the smaller of two storeys, ours: less lies over the larger one only where a drawing is in a wrong place."""


def check_storeys(plan: Plan) -> Iterator[Finding]:
    """Find what does not fit between storeys."""
    for storey in plan.storeys:
        yield from _unsound_holes(storey)
    ordered = sorted(plan.storeys, key=lambda storey: (storey.level, storey.id))
    for lower, upper in pairwise(ordered):
        if lower.level == upper.level:
            yield LEVEL_REPEATED.found(
                f"The storeys {lower.name!r} and {upper.name!r} are both on level {lower.level}.",
                element_ids=(lower.id, upper.id),
                storey_id=upper.id,
            )
        elif upper.level - lower.level == 1:
            yield from _not_aligned(lower, upper, plan.tolerance_mm)
            yield from _stairs_alone(lower, upper)


def _unsound_holes(storey: Storey) -> Iterator[Finding]:
    for stair in storey.stairs:
        if stair.opening is not None and not is_simple(stair.opening):
            yield STAIR_HOLE_UNSOUND.found(
                f"The hole of the stair {stair.id!r} crosses itself or has no inside.",
                element_ids=(stair.id,),
                storey_id=storey.id,
                place=stair.centre,
            )


def _not_aligned(lower: Storey, upper: Storey, tolerance_mm: float) -> Iterator[Finding]:
    below, above = outline_of(lower, tolerance_mm), outline_of(upper, tolerance_mm)
    smaller = min(_area_mm2(below), _area_mm2(above))
    common = sum(overlap_mm2(one, other) for one in below for other in above)
    if smaller > 0 and common < LEAST_COMMON_SHARE * smaller:
        yield STOREYS_NOT_ALIGNED.found(
            f"The storeys {lower.name!r} and {upper.name!r} share only {common / smaller:.0%} of the smaller one.",
            element_ids=(lower.id, upper.id),
            storey_id=upper.id,
        )


def _stairs_alone(lower: Storey, upper: Storey) -> Iterator[Finding]:
    going_up = [stair for stair in lower.stairs if stair.leads is StairLeads.UP]
    going_down = [stair for stair in upper.stairs if stair.leads is StairLeads.DOWN]
    for storey, own, other in ((lower, going_up, going_down), (upper, going_down, going_up)):
        for stair in own:
            if not any(_is_over(stair, partner) for partner in other):
                yield STAIR_WITHOUT_PARTNER.found(
                    f"The stair {stair.id!r} leads {stair.leads.value}, but no stair there leads back.",
                    element_ids=(stair.id,),
                    storey_id=storey.id,
                    place=stair.centre,
                )


def _is_over(stair: Stair, partner: Stair) -> bool:
    return overlap_mm2(_box(stair), _box(partner)) > 0


def _box(stair: Stair) -> Region:
    ends = [turned(Point(0.0, side * stair.depth_mm / 2), stair.turn_deg) for side in (-1, 1)]
    start, end = (stair.centre.moved(*end) for end in ends)
    return region_of(outline_of_strip(Strip(start, end, stair.width_mm)))


def _area_mm2(regions: Sequence[Region]) -> float:
    return sum(region.area_mm2 for region in regions)
