"""What every reader gives back: a plan, and what is doubtful about it."""

from collections.abc import Iterable

import msgspec

from planroom.floorplan.model.finding import Finding
from planroom.floorplan.model.plan import Plan


class Reading(msgspec.Struct, frozen=True):
    """What was read: a plan, possibly without storeys, and what is doubtful about it, gravest first."""

    plan: Plan
    findings: tuple[Finding, ...]


def gravest_first(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Put findings in an order that does not depend on how they were found."""
    return tuple(sorted(findings, key=_gravity))


def _gravity(finding: Finding) -> tuple[int, str, str, tuple[float, float], str]:
    return (
        -finding.severity.rank,
        finding.code,
        finding.storey_id or "",
        finding.place or (0.0, 0.0),
        finding.message,
    )
