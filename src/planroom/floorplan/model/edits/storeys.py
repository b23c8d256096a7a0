"""Edits of storeys and of the plan as a whole."""

from typing import Annotated

import msgspec

from planroom.floorplan.geometry.points import Coordinate
from planroom.floorplan.model.edits.operation import (
    Operation,
    check_size,
    check_size_given,
    check_text,
    find_storey,
    new_element_id,
    with_storey,
)
from planroom.floorplan.model.edits.refusals import ValueOutOfRange
from planroom.floorplan.model.limits import MAX_STOREYS, ElementId, Size, Text, Turn
from planroom.floorplan.model.plan import DwellingType, Plan, Storey

_FULL_TURN_DEG = 360.0
_Level = Annotated[int, msgspec.Meta(ge=-MAX_STOREYS, le=MAX_STOREYS)]


class SetStoreyName(Operation, frozen=True, kw_only=True, tag="set_storey_name"):
    """Rename a storey; the name is the floor label on the drawing."""

    storey_id: ElementId
    name: Text

    def applied_to(self, plan: Plan) -> Plan:
        """Give the plan with the storey renamed."""
        check_text("A storey's name", self.name)
        storey = find_storey(plan, self.storey_id)
        return with_storey(plan, msgspec.structs.replace(storey, name=self.name))


class SetStoreyProperties(Operation, frozen=True, kw_only=True, tag="set_storey_properties"):
    """Say where a storey lies and how high it is; what is left out stays.

    ``below_grade`` null leaves it to the level: levels under 0 are below grade.
    """

    storey_id: ElementId
    level: _Level | None = None
    elevation_mm: Coordinate | None = None
    ceiling_height_mm: Size | None = None
    below_grade: bool | msgspec.UnsetType | None = msgspec.UNSET

    def applied_to(self, plan: Plan) -> Plan:
        """Give the plan with the storey changed."""
        check_size_given("A ceiling height", self.ceiling_height_mm)
        _check_level(self.level or 0)
        storey = find_storey(plan, self.storey_id)
        names = ("level", "elevation_mm", "ceiling_height_mm")
        said = {name: value for name in names if (value := getattr(self, name)) is not None}
        if self.below_grade is not msgspec.UNSET:
            said["below_grade"] = self.below_grade
        return with_storey(plan, msgspec.structs.replace(storey, **said))


class AddStorey(Operation, frozen=True, kw_only=True, tag="add_storey"):
    """Add an empty storey."""

    name: Text
    level: _Level = 0
    elevation_mm: Coordinate = 0.0
    ceiling_height_mm: Size = 2440.0
    below_grade: bool | None = None
    id: ElementId | None = None

    def applied_to(self, plan: Plan) -> Plan:
        """Give the plan with the storey added."""
        check_text("A storey's name", self.name)
        check_size("A ceiling height", self.ceiling_height_mm)
        _check_level(self.level)
        if len(plan.storeys) >= MAX_STOREYS:
            raise ValueOutOfRange(what="A plan", says=f"has at most {MAX_STOREYS} storeys")
        storey = Storey(
            id=new_element_id(plan, self.id, "storey"),
            name=self.name,
            level=self.level,
            elevation_mm=self.elevation_mm,
            ceiling_height_mm=self.ceiling_height_mm,
            below_grade=self.below_grade,
        )
        return msgspec.structs.replace(plan, storeys=(*plan.storeys, storey))


class RemoveStorey(Operation, frozen=True, kw_only=True, tag="remove_storey"):
    """Take a storey away with all that is on it."""

    storey_id: ElementId

    def applied_to(self, plan: Plan) -> Plan:
        """Give the plan without the storey."""
        storey = find_storey(plan, self.storey_id)
        return msgspec.structs.replace(plan, storeys=tuple(other for other in plan.storeys if other.id != storey.id))


class SetPlanProperties(Operation, frozen=True, kw_only=True, tag="set_plan_properties"):
    """Say how the plan is called, where north lies and what sort of dwelling it is; what is left out stays."""

    name: Text | None = None
    north_deg: Turn | msgspec.UnsetType | None = msgspec.UNSET
    dwelling: DwellingType | None = None

    def applied_to(self, plan: Plan) -> Plan:
        """Give the plan with these facts set."""
        if self.name is not None:
            check_text("The plan's name", self.name)
        if isinstance(self.north_deg, int | float) and not abs(self.north_deg) <= _FULL_TURN_DEG:
            raise ValueOutOfRange(what="North", says=f"must be between -360 and 360 degrees, not {self.north_deg:g}")
        return msgspec.structs.replace(
            plan,
            name=plan.name if self.name is None else self.name,
            north_deg=plan.north_deg if self.north_deg is msgspec.UNSET else self.north_deg,
            dwelling=self.dwelling or plan.dwelling,
        )


def _check_level(level: int) -> None:
    if abs(level) > MAX_STOREYS:
        raise ValueOutOfRange(what="A level", says=f"must be between -{MAX_STOREYS} and {MAX_STOREYS}, not {level}")
