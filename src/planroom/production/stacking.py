"""Plans of single sheets put on top of each other: one plan with a storey for each, lowest first."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import msgspec

from planroom.floorplan.model.finding import Finding
from planroom.floorplan.model.identity import ELEMENT_LISTS
from planroom.floorplan.model.plan import Plan, Scale, ScaleSource, Storey


class Sheet(NamedTuple):
    """What was read from one source."""

    plan: Plan
    findings: tuple[Finding, ...]


def stack_sheets(sheets: Sequence[Sheet]) -> Sheet:
    """Put the storeys of several sheets on top of each other, in the given order, lowest first.

    A single sheet stays as it is. Of several, the ids get the number of their sheet in front, because each sheet
    counts from 1; storeys are named and levelled by their place, the first being the ground floor, level 0. The plan's
    scale is that of the least certain sheet.
    """
    if len(sheets) == 1:
        return sheets[0]
    storeys: list[Storey] = []
    findings: list[Finding] = []
    elevation_mm = 0.0
    for number, sheet in enumerate(sheets, start=1):
        prefix = f"sheet-{number}-"
        findings.extend(_renamed_finding(finding, prefix) for finding in sheet.findings)
        for storey in sheet.plan.storeys:
            level = len(storeys)
            storeys.append(_renamed_storey(storey, prefix, level, elevation_mm))
            elevation_mm += storey.ceiling_height_mm
    plan = msgspec.structs.replace(
        sheets[0].plan,
        storeys=tuple(storeys),
        scale=_least_certain(sheet.plan.scale for sheet in sheets),
        tolerance_mm=max(sheet.plan.tolerance_mm for sheet in sheets),
    )
    return Sheet(plan, tuple(findings))


def _least_certain(scales: Iterable[Scale]) -> Scale:
    order = list(ScaleSource)
    return max(scales, key=lambda scale: order.index(scale.source))


def _renamed_storey(storey: Storey, prefix: str, level: int, elevation_mm: float) -> Storey:
    replace = msgspec.structs.replace
    elements = {
        name: tuple(replace(element, id=prefix + element.id) for element in getattr(storey, name))
        for name in ELEMENT_LISTS
    }
    renamed = replace(storey, **elements)
    return replace(
        renamed,
        id=prefix + storey.id,
        name=floor_name(level),
        level=level,
        elevation_mm=elevation_mm,
        openings=tuple(replace(opening, wall_id=prefix + opening.wall_id) for opening in renamed.openings),
    )


def _renamed_finding(finding: Finding, prefix: str) -> Finding:
    return msgspec.structs.replace(
        finding,
        element_ids=tuple(prefix + element_id for element_id in finding.element_ids),
        storey_id=None if finding.storey_id is None else prefix + finding.storey_id,
    )


def floor_name(level: int) -> str:
    """Name a storey by its level as plans of homes do: Ground floor, First floor, …, Floor 11."""
    return _FLOOR_NAMES[level] if level < len(_FLOOR_NAMES) else f"Floor {level}"


_FLOOR_NAMES = ("Ground floor", "First floor", "Second floor", "Third floor", "Fourth floor", "Fifth floor")
