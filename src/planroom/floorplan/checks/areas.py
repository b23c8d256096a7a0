"""Checks of areas: rooms, other spaces and walls must add up to what the storey covers."""

from collections.abc import Iterator

from planroom.floorplan.geometry.units import m2_of
from planroom.floorplan.model.finding import Finding, FindingKind, Severity
from planroom.floorplan.model.plan import Storey
from planroom.floorplan.model.rooms import AreaBalance, area_balance

AREA_SUM = FindingKind(
    "area-101", Severity.INFO, "AreaSum", "Nothing to do; this is the proof that the figures of the storey add up."
)
AREA_SUM_BROKEN = FindingKind(
    "area-102", Severity.ERROR, "AreaSumBroken", "Report this plan; its areas contradict each other."
)
KINDS = (AREA_SUM, AREA_SUM_BROKEN)

LARGEST_GAP_SHARE = 1e-4
"""What rounding of coordinates to a ten-thousandth of a millimetre can never reach."""


def check_areas(storey: Storey, tolerance_mm: float) -> Iterator[Finding]:
    """State the sum of a storey's areas, or that it is wrong."""
    if storey.walls:
        yield judged_balance(storey, area_balance(storey, tolerance_mm))


def judged_balance(storey: Storey, balance: AreaBalance) -> Finding:
    """Put a storey's balance of areas into a finding."""
    parts = (
        f"rooms {m2_of(balance.rooms_mm2):.2f} + other spaces {m2_of(balance.other_spaces_mm2):.2f} + walls "
        f"{m2_of(balance.walls_mm2):.2f}"
    )
    gross = f"{m2_of(balance.gross_mm2):.2f} m2"
    if abs(balance.gap_mm2) <= LARGEST_GAP_SHARE * balance.gross_mm2:
        return AREA_SUM.found(f"{storey.name}: {parts} = {gross}, outer walls included.", storey_id=storey.id)
    return AREA_SUM_BROKEN.found(f"{storey.name}: {parts} is not {gross}.", storey_id=storey.id)
