"""Areas of a plan by the service's rules, for each room, storey and the whole, in square metres."""

from typing import NamedTuple

import msgspec

from planroom.floorplan.geometry.filling import filled_area_mm2
from planroom.floorplan.geometry.units import m2_of
from planroom.floorplan.model.plan import Plan, ScaleSource, Storey
from planroom.floorplan.model.room import Room
from planroom.floorplan.model.rooms import (
    RoomShape,
    area_balance,
    faces_of_walls,
    outline_of,
    room_faces,
    room_shapes,
    walls_along,
)
from planroom.floorplan.model.space_use import OUTDOOR_TYPES
from planroom.floorplan.reports.area_rules import (
    GIA,
    NOTES,
    RULES_NAME,
    RULES_VERSION,
    TOTAL_SCANNED,
    reason_to_exclude,
)

_DECIMALS = 2

AreaM2 = float | None
"""Square metres, rounded once and at the end; None when the plan has no scale (formats, rule 2)."""


class AreaFigures(msgspec.Struct, frozen=True, kw_only=True):
    """The figures of a storey or of all of them.

    ``total_scanned_m2`` is everything inside the outer faces and equals rooms, other spaces and walls together.
    ``gross_external_m2`` is the building's part of it: without outdoor spaces and what only surrounds those.
    ``gia_m2`` is the counted rooms and the walls between them.
    """

    gross_external_m2: AreaM2
    gia_m2: AreaM2
    total_scanned_m2: AreaM2
    net_rooms_m2: AreaM2
    other_spaces_m2: AreaM2
    walls_m2: AreaM2


class RoomArea(msgspec.Struct, frozen=True, kw_only=True):
    """The net area of a room, the figures it is part of, and the clause that put it in or left it out."""

    id: str
    label: str
    type: str
    area_m2: AreaM2
    counted_in: tuple[str, ...]
    clause: str


class StoreyAreas(AreaFigures, frozen=True, kw_only=True):
    """The areas of one storey."""

    id: str
    name: str
    level: int
    rooms: tuple[RoomArea, ...]


class AreaReport(msgspec.Struct, frozen=True, kw_only=True):
    """All areas of a plan with what they rest on; as JSON it is the answer of ``planroom plan areas --json``.

    When ``is_scaled`` is false nothing is known of the plan's size and no area is given. ``uncertainty`` is the share
    by which every area may be off because lengths are, ``assumed_walls`` how many walls have a thickness that was not
    in the source.
    """

    storeys: tuple[StoreyAreas, ...]
    total: AreaFigures
    is_scaled: bool
    uncertainty: float
    assumed_walls: int
    rules: str = f"{RULES_NAME}-{RULES_VERSION}"
    notes: tuple[str, ...] = NOTES


class _Figures(NamedTuple):
    """The figures before they are rounded, in the order of AreaFigures."""

    gross_external_mm2: float
    gia_mm2: float
    total_scanned_mm2: float
    net_rooms_mm2: float
    other_spaces_mm2: float
    walls_mm2: float


def measure_areas(plan: Plan) -> AreaReport:
    """Measure a plan by the service's rules. Rooms that have no closed space of their own have no area."""
    is_scaled = plan.scale.source is not ScaleSource.UNKNOWN
    measured = [(storey, _figures_of(storey, plan.tolerance_mm)) for storey in plan.storeys]
    sums = (sum(figures[index] for _, figures in measured) for index in range(len(_Figures._fields)))
    return AreaReport(
        storeys=tuple(
            StoreyAreas(
                id=storey.id,
                name=storey.name,
                level=storey.level,
                rooms=tuple(
                    _room_area(storey, shape, is_scaled=is_scaled) for shape in room_shapes(storey, plan.tolerance_mm)
                ),
                **_rounded(figures, is_scaled=is_scaled),
            )
            for storey, figures in measured
        ),
        total=AreaFigures(**_rounded(_Figures(*sums), is_scaled=is_scaled)),
        is_scaled=is_scaled,
        uncertainty=round((1 + plan.scale.uncertainty) ** 2 - 1, 4),
        assumed_walls=sum(wall.thickness_assumed for storey in plan.storeys for wall in storey.walls),
    )


def _rounded(figures: _Figures, *, is_scaled: bool) -> dict[str, AreaM2]:
    names = AreaFigures.__struct_fields__
    return {name: _area_m2(area, is_scaled=is_scaled) for name, area in zip(names, figures, strict=True)}


def _area_m2(area_mm2: float, *, is_scaled: bool) -> AreaM2:
    return round(m2_of(area_mm2), _DECIMALS) if is_scaled else None


def _figures_of(storey: Storey, tolerance_mm: float) -> _Figures:
    balance = area_balance(storey, tolerance_mm)
    return _Figures(
        gross_external_mm2=_building_mm2(storey, tolerance_mm),
        gia_mm2=_gia_mm2(storey, tolerance_mm),
        total_scanned_mm2=balance.gross_mm2,
        net_rooms_mm2=balance.rooms_mm2,
        other_spaces_mm2=balance.other_spaces_mm2,
        walls_mm2=balance.walls_mm2,
    )


def _room_area(storey: Storey, shape: RoomShape, *, is_scaled: bool) -> RoomArea:
    reason = reason_to_exclude(shape.room, _ceiling_mm(storey, shape.room))
    return RoomArea(
        id=shape.room.id,
        label=shape.room.label,
        type=shape.room.type.value,
        area_m2=_area_m2(shape.area_mm2, is_scaled=is_scaled),
        counted_in=(TOTAL_SCANNED,) if reason else (GIA, TOTAL_SCANNED),
        clause=reason.clause if reason else "C1",
    )


def _ceiling_mm(storey: Storey, room: Room) -> float:
    return storey.ceiling_height_mm if room.ceiling_height_mm is None else room.ceiling_height_mm


def _gia_mm2(storey: Storey, tolerance_mm: float) -> float:
    """Give the counted rooms with the walls between them."""
    faces = faces_of_walls(storey.walls, tolerance_mm)
    own_faces = room_faces(storey, tolerance_mm)
    counted = [
        own_faces[room.id]
        for room in storey.rooms
        if room.id in own_faces and reason_to_exclude(room, _ceiling_mm(storey, room)) is None
    ]
    thickest_mm = max((wall.thickness_mm for wall in storey.walls), default=0.0)
    return filled_area_mm2(counted, thickest_mm + tolerance_mm, faces.bodies)


def _building_mm2(storey: Storey, tolerance_mm: float) -> float:
    """Give the area inside the outer faces once walls that only surround outdoor spaces are taken away."""
    faces = room_faces(storey, tolerance_mm)
    outdoor = {faces[room.id] for room in storey.rooms if room.id in faces and room.type in OUTDOOR_TYPES}
    if not outdoor:
        return sum(outline.area_mm2 for outline in outline_of(storey, tolerance_mm))
    indoor = [face for face in faces_of_walls(storey.walls, tolerance_mm).spaces if face not in outdoor]
    railings = walls_along(storey.walls, outdoor) - walls_along(storey.walls, indoor)
    walls = tuple(wall for wall in storey.walls if wall.id not in railings)
    return sum(outline.area_mm2 for outline in faces_of_walls(walls, tolerance_mm).outlines)
