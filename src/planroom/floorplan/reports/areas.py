"""Areas of a plan by several standards side by side, for each room, storey and the whole, in square metres."""

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any, NamedTuple

import msgspec

from planroom.floorplan.geometry.units import m2_of
from planroom.floorplan.model.plan import Plan, ScaleSource, Storey
from planroom.floorplan.model.room import Room
from planroom.floorplan.model.rooms import area_balance
from planroom.floorplan.reports.standards import ansi_z765, dutch_instruction, ipms, nen2580, service_gia, vendor_gla
from planroom.floorplan.reports.standards.floor import Floor
from planroom.floorplan.reports.standards.gross import gross_external_mm2, gross_verdicts, scanned_verdicts
from planroom.floorplan.reports.standards.rules import Verdict

RULES_NAME = "area-standards"
RULES_VERSION = 2
NOTES = (
    *service_gia.NOTES,
    *ansi_z765.NOTES,
    *vendor_gla.NOTES,
    *ipms.NOTES,
    *nen2580.NOTES,
    *dutch_instruction.NOTES,
    "None of these reports claims to follow a standard whose text was not bought and checked.",
)

_DECIMALS = 2

AreaM2 = float | None
"""Square metres, rounded once and at the end; None when the plan has no scale (formats, rule 2)."""


class AreaFigures(msgspec.Struct, frozen=True, kw_only=True):
    """The figures of a storey or of all of them.

    ``total_scanned_m2`` is everything inside the outer faces and equals rooms, other spaces and walls together.
    ``gross_external_m2`` is the building's part of it: without outdoor spaces and what only surrounds those.
    ``gia_m2`` is the service's own internal area; the others are named by their standard. ``net_rooms_m2``,
    ``other_spaces_m2`` and ``walls_m2`` are the proof that everything scanned adds up.
    """

    gross_external_m2: AreaM2
    gia_m2: AreaM2
    ansi_gla_above_m2: AreaM2
    ansi_gla_below_m2: AreaM2
    vendor_gla_m2: AreaM2
    ipms1_m2: AreaM2
    ipms2_m2: AreaM2
    ipms3a_m2: AreaM2
    ipms3b_m2: AreaM2
    ipms3c_m2: AreaM2
    nen2580_m2: AreaM2
    bbmi_go_m2: AreaM2
    total_scanned_m2: AreaM2
    net_rooms_m2: AreaM2
    other_spaces_m2: AreaM2
    walls_m2: AreaM2


BALANCE = ("net_rooms_m2", "other_spaces_m2", "walls_m2")
STANDARD_FIGURES = tuple(name for name in AreaFigures.__struct_fields__ if name not in BALANCE)
"""The fields that a standard defines, as ``planroom plan areas --json`` lists them."""


class Reason(msgspec.Struct, frozen=True, kw_only=True):
    """Why a room counts in a figure or not.

    ``share`` is how much of its floor counts. ``listed_m2`` is floor that does not count but is listed apart.
    """

    figure: str
    share: float
    clause: str
    says: str
    listed_m2: AreaM2 = 0.0


class RoomArea(msgspec.Struct, frozen=True, kw_only=True):
    """The net area of a room, the figures it is part of, and the clauses that put it in or left it out.

    ``clause`` is that of the service's own internal area.
    """

    id: str
    label: str
    type: str
    area_m2: AreaM2
    counted_in: tuple[str, ...]
    clause: str
    reasons: tuple[Reason, ...]


class StoreyAreas(AreaFigures, frozen=True, kw_only=True):
    """The areas of one storey."""

    id: str
    name: str
    level: int
    is_below_grade: bool
    rooms: tuple[RoomArea, ...]


class SquareFeet(msgspec.Struct, frozen=True, kw_only=True):
    """Gross living area by ANSI Z765 as it is reported: whole square feet, the sums rounded once (A12)."""

    above_grade: int
    below_grade: int


class AreaReport(msgspec.Struct, frozen=True, kw_only=True):
    """All areas of a plan with what they rest on.

    When ``is_scaled`` is false nothing is known of the plan's size and no area is given. ``uncertainty`` is the share
    by which every area may be off because lengths are, ``uncertainty_m2`` the same in square metres for the totals,
    ``assumed_walls`` how many walls have a thickness that was not in the source.
    """

    storeys: tuple[StoreyAreas, ...]
    total: AreaFigures
    ansi_square_feet: SquareFeet | None
    is_scaled: bool
    uncertainty: float
    uncertainty_m2: AreaFigures
    assumed_walls: int
    dwelling: str
    rules: str = f"{RULES_NAME}-{RULES_VERSION}"
    notes: tuple[str, ...] = NOTES


class _Measured(NamedTuple):
    """A storey's figures before they are rounded, by field, and its rooms' verdicts by figure and room."""

    floor: Floor
    areas_mm2: dict[str, float]
    verdicts: dict[str, dict[str, Verdict]]


@lru_cache(maxsize=16)
def measure_areas(plan: Plan) -> AreaReport:
    """Measure a plan by every standard; rooms without a closed space have no area. Remembered by value."""
    is_scaled = plan.scale.source is not ScaleSource.UNKNOWN
    measured = [
        _measured(Floor(storey, plan.dwelling, plan.tolerance_mm), plan.tolerance_mm) for storey in plan.storeys
    ]
    names = AreaFigures.__struct_fields__
    sums = {name: sum(storey.areas_mm2[name] for storey in measured) for name in names}
    uncertainty = round((1 + plan.scale.uncertainty) ** 2 - 1, 4)
    return AreaReport(
        storeys=tuple(_storey_areas(storey, is_scaled=is_scaled) for storey in measured),
        total=AreaFigures(**_rounded(sums, is_scaled=is_scaled)),
        ansi_square_feet=_square_feet(sums) if is_scaled else None,
        is_scaled=is_scaled,
        uncertainty=uncertainty,
        uncertainty_m2=AreaFigures(
            **_rounded({name: area * uncertainty for name, area in sums.items()}, is_scaled=is_scaled)
        ),
        assumed_walls=sum(wall.thickness_assumed for storey in plan.storeys for wall in storey.walls),
        dwelling=plan.dwelling.value,
    )


def documented_areas(report: AreaReport) -> dict[str, Any]:
    """Give a report in the shape that ``planroom plan areas --json`` documents, and nothing else."""
    return {
        "storeys": [
            {
                "name": storey.name,
                "level": storey.level,
                **_standard_figures(storey),
                "rooms": [
                    {
                        "id": room.id,
                        "label": room.label,
                        "type": room.type,
                        "area_m2": room.area_m2,
                        "counted_in": room.counted_in,
                    }
                    for room in storey.rooms
                ],
            }
            for storey in report.storeys
        ],
        "total": _standard_figures(report.total),
    }


def _standard_figures(figures: AreaFigures) -> dict[str, AreaM2]:
    return {name: getattr(figures, name) for name in STANDARD_FIGURES}


def _measured(floor: Floor, tolerance_mm: float) -> _Measured:
    storey = floor.storey
    gia, ansi, vendor = service_gia.verdicts(floor), ansi_z765.verdicts(floor), vendor_gla.verdicts(floor)
    internal, nen, dutch = ipms.verdicts(floor), nen2580.verdicts(floor), dutch_instruction.verdicts(floor)
    balance = area_balance(storey, tolerance_mm)
    ansi_mm2 = ansi_z765.measure_mm2(floor, ansi)
    areas = {
        "gross_external_m2": gross_external_mm2(floor, tolerance_mm),
        "gia_m2": service_gia.measure_mm2(floor, gia),
        "ansi_gla_above_m2": 0.0 if storey.is_below_grade else ansi_mm2,
        "ansi_gla_below_m2": ansi_mm2 if storey.is_below_grade else 0.0,
        "vendor_gla_m2": vendor_gla.measure_mm2(floor, vendor),
        "ipms1_m2": ipms.external_mm2(floor),
        "ipms2_m2": ipms.internal_mm2(floor),
        "ipms3a_m2": ipms.exclusive_external_mm2(floor),
        "ipms3b_m2": ipms.internal_mm2(floor),
        "ipms3c_m2": ipms.net_internal_mm2(floor),
        "nen2580_m2": nen2580.measure_mm2(floor, nen),
        "bbmi_go_m2": dutch_instruction.measure_mm2(floor, dutch),
        "total_scanned_m2": balance.gross_mm2,
        "net_rooms_m2": balance.rooms_mm2,
        "other_spaces_m2": balance.other_spaces_mm2,
        "walls_m2": balance.walls_mm2,
    }
    ansi_level = "ansi_gla_below" if storey.is_below_grade else "ansi_gla_above"
    by_figure = {
        "gross_external": gross_verdicts(floor),
        "gia": gia,
        ansi_level: ansi,
        "vendor_gla": vendor,
        **dict.fromkeys(("ipms1", "ipms2", "ipms3a", "ipms3b", "ipms3c"), internal),
        "nen2580": nen,
        "bbmi_go": dutch,
        "total_scanned": scanned_verdicts(floor),
    }
    return _Measured(floor, areas, by_figure)


def _storey_areas(measured: _Measured, *, is_scaled: bool) -> StoreyAreas:
    storey: Storey = measured.floor.storey
    return StoreyAreas(
        id=storey.id,
        name=storey.name,
        level=storey.level,
        is_below_grade=storey.is_below_grade,
        rooms=tuple(_room_area(measured, room, is_scaled=is_scaled) for room in measured.floor.rooms),
        **_rounded(measured.areas_mm2, is_scaled=is_scaled),
    )


def _room_area(measured: _Measured, room: Room, *, is_scaled: bool) -> RoomArea:
    area_mm2 = measured.floor.faces[room.id].area_mm2
    own = {figure: verdicts[room.id] for figure, verdicts in measured.verdicts.items()}
    return RoomArea(
        id=room.id,
        label=room.label,
        type=room.type.value,
        area_m2=_area_m2(area_mm2, is_scaled=is_scaled),
        counted_in=tuple(figure for figure, verdict in own.items() if verdict.share > 0),
        clause=own["gia"].clause,
        reasons=tuple(
            Reason(
                figure=figure,
                share=round(verdict.share, 4),
                clause=verdict.clause,
                says=verdict.says,
                listed_m2=_area_m2(area_mm2 * verdict.listed_share, is_scaled=is_scaled),
            )
            for figure, verdict in own.items()
        ),
    )


def _square_feet(sums: Mapping[str, float]) -> SquareFeet:
    whole: Callable[[float], int] = ansi_z765.whole_square_feet
    return SquareFeet(above_grade=whole(sums["ansi_gla_above_m2"]), below_grade=whole(sums["ansi_gla_below_m2"]))


def _rounded(areas_mm2: Mapping[str, float], *, is_scaled: bool) -> dict[str, AreaM2]:
    return {name: _area_m2(areas_mm2[name], is_scaled=is_scaled) for name in AreaFigures.__struct_fields__}


def _area_m2(area_mm2: float, *, is_scaled: bool) -> AreaM2:
    return round(m2_of(area_mm2), _DECIMALS) + 0.0 if is_scaled else None
