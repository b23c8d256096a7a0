"""All checks of a plan in one call, and the list of everything they can find."""

from collections.abc import Iterator

from planroom.floorplan.checks import areas, openings, rooms, scale, storeys, topology
from planroom.floorplan.model.finding import Finding, FindingKind
from planroom.floorplan.model.plan import Plan


def check_plan(plan: Plan) -> tuple[Finding, ...]:
    """Check a plan: the worst findings first, then by code, storey and element. Equal plans give equal findings."""
    return tuple(sorted(_findings(plan), key=_order))


def all_finding_kinds() -> tuple[FindingKind, ...]:
    """Give every kind of finding that checks can make, sorted by code. Reading formats have kinds of their own."""
    modules = (areas, openings, rooms, scale, storeys, topology)
    return tuple(sorted((kind for module in modules for kind in module.KINDS), key=lambda kind: kind.code))


def _findings(plan: Plan) -> Iterator[Finding]:
    yield from topology.check_identity(plan)
    yield from scale.check_scale(plan)
    yield from storeys.check_storeys(plan)
    for storey in plan.storeys:
        yield from topology.check_topology(storey, plan.tolerance_mm)
        yield from openings.check_openings(storey, plan.tolerance_mm)
        yield from rooms.check_rooms(storey, plan.tolerance_mm)
        yield from areas.check_areas(storey, plan.tolerance_mm)


def _order(finding: Finding) -> tuple[int, str, str, tuple[str, ...], str]:
    return -finding.severity.rank, finding.code, finding.storey_id or "", finding.element_ids, finding.message
