"""The edits that set the plan's scale: by one known measure, or by saying what is known of it."""

from typing import Annotated, TypeVar

import msgspec

from planroom.floorplan.geometry.points import Point
from planroom.floorplan.model.building_parts import Column, Stair
from planroom.floorplan.model.edits.operation import Operation, check_size, check_text
from planroom.floorplan.model.edits.refusals import ValueOutOfRange
from planroom.floorplan.model.faults import faults_in
from planroom.floorplan.model.limits import MAX_SIZE_MM, Size, Text
from planroom.floorplan.model.plan import Fixture, Plan, Scale, ScaleSource, Storey
from planroom.floorplan.model.wall import Wall

GIVEN_UNCERTAINTY = 0.01
"""A measure that a person gives is read to about one hundredth."""

_DECIMALS = 4

_Standing = TypeVar("_Standing", Fixture, Stair, Column)


class ScalePlan(Operation, frozen=True, kw_only=True, tag="scale_plan"):
    """Make ``drawn_mm`` of the plan as it is ``known_mm`` in reality; everything flat grows or shrinks with it.

    Heights do not change, and neither does a wall thickness that was assumed: both were never read off the drawing.
    """

    drawn_mm: Size
    known_mm: Size
    uncertainty: Annotated[float, msgspec.Meta(ge=0, le=1)] = GIVEN_UNCERTAINTY
    note: Text = ""

    def applied_to(self, plan: Plan) -> Plan:
        """Give the plan in its new size."""
        check_size("drawn_mm", self.drawn_mm)
        check_size("known_mm", self.known_mm)
        check_text("The note", self.note)
        factor = self.known_mm / self.drawn_mm
        scale = Scale(
            source=ScaleSource.GIVEN,
            mm_per_unit=plan.scale.mm_per_unit * factor,
            uncertainty=self.uncertainty,
            note=self.note,
        )
        storeys = tuple(_scaled_storey(storey, factor) for storey in plan.storeys)
        scaled = msgspec.structs.replace(plan, storeys=storeys, scale=scale)
        fault = next(faults_in(msgspec.to_builtins(scaled), Plan), None)
        if fault is not None:
            raise ValueOutOfRange(what="The scaled plan", says=f"would be out of bounds ({fault}); check both measures")
        return scaled


class SetScale(Operation, frozen=True, kw_only=True, tag="set_scale"):
    """Say where the plan's scale came from and how sure it is; nothing changes its size."""

    source: ScaleSource
    mm_per_unit: Annotated[float, msgspec.Meta(gt=0, le=MAX_SIZE_MM)] = 1.0
    uncertainty: Annotated[float, msgspec.Meta(ge=0, le=1)] = 0.0
    note: Text = ""

    def applied_to(self, plan: Plan) -> Plan:
        """Give the plan with these facts of its scale."""
        check_text("The note", self.note)
        if not (0 < self.mm_per_unit <= MAX_SIZE_MM and 0 <= self.uncertainty <= 1):
            raise ValueOutOfRange(what="The scale", says="needs a positive factor and an uncertainty from 0 to 1")
        scale = Scale(source=self.source, mm_per_unit=self.mm_per_unit, uncertainty=self.uncertainty, note=self.note)
        return msgspec.structs.replace(plan, scale=scale)


def _scaled_storey(storey: Storey, factor: float) -> Storey:
    return msgspec.structs.replace(
        storey,
        walls=tuple(_scaled_wall(wall, factor) for wall in storey.walls),
        openings=tuple(
            msgspec.structs.replace(
                opening,
                offset_mm=_scaled(opening.offset_mm, factor),
                width_mm=_scaled(opening.width_mm, factor),
                reveal_mm=None if opening.reveal_mm is None else _scaled(opening.reveal_mm, factor),
            )
            for opening in storey.openings
        ),
        rooms=tuple(msgspec.structs.replace(room, seed=_scaled_point(room.seed, factor)) for room in storey.rooms),
        fixtures=tuple(_scaled_standing(fixture, factor) for fixture in storey.fixtures),
        stairs=tuple(
            msgspec.structs.replace(_scaled_standing(stair, factor), opening=_scaled_ring(stair.opening, factor))
            for stair in storey.stairs
        ),
        columns=tuple(_scaled_standing(column, factor) for column in storey.columns),
        dimensions=tuple(
            msgspec.structs.replace(
                dimension,
                start=_scaled_point(dimension.start, factor),
                end=_scaled_point(dimension.end, factor),
                aside_mm=_scaled(dimension.aside_mm, factor),
            )
            for dimension in storey.dimensions
        ),
        notes=tuple(msgspec.structs.replace(note, place=_scaled_point(note.place, factor)) for note in storey.notes),
    )


def _scaled_wall(wall: Wall, factor: float) -> Wall:
    thickness_mm = wall.thickness_mm if wall.thickness_assumed else _scaled(wall.thickness_mm, factor)
    return msgspec.structs.replace(
        wall, start=_scaled_point(wall.start, factor), end=_scaled_point(wall.end, factor), thickness_mm=thickness_mm
    )


def _scaled_standing(item: _Standing, factor: float) -> _Standing:
    return msgspec.structs.replace(
        item,
        centre=_scaled_point(item.centre, factor),
        width_mm=_scaled(item.width_mm, factor),
        depth_mm=_scaled(item.depth_mm, factor),
    )


def _scaled_ring(ring: tuple[Point, ...] | None, factor: float) -> tuple[Point, ...] | None:
    return None if ring is None else tuple(_scaled_point(point, factor) for point in ring)


def _scaled_point(point: Point, factor: float) -> Point:
    return Point(_scaled(point.x_mm, factor), _scaled(point.y_mm, factor))


def _scaled(length_mm: float, factor: float) -> float:
    return round(length_mm * factor, _DECIMALS)
