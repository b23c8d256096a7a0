"""Edits of single walls: adding, removing, splitting, thickness and kind. Moving is in ``move_wall``."""

from typing import Annotated

import msgspec

from planroom.floorplan.geometry.points import Coordinate, Point, distance_mm
from planroom.floorplan.model.edits.openings import check_opening
from planroom.floorplan.model.edits.operation import (
    Operation,
    check_size,
    check_size_given,
    find_storey,
    find_wall,
    new_element_id,
    with_element,
    with_storey,
)
from planroom.floorplan.model.edits.rederiving import with_rooms_rederived
from planroom.floorplan.model.edits.refusals import SplitInOpening, SplitOffWall, ValueOutOfRange
from planroom.floorplan.model.limits import ElementId, Size
from planroom.floorplan.model.opening import Opening
from planroom.floorplan.model.plan import Plan
from planroom.floorplan.model.wall import Wall, WallKind


class AddWall(Operation, frozen=True, kw_only=True, tag="add_wall"):
    """Draw a new wall along an axis. A room that it divides keeps the part with its seed; the other part is new."""

    storey_id: ElementId
    start: Annotated[Point, msgspec.Meta(description="Start of the axis, [x_mm, y_mm].")]
    end: Annotated[Point, msgspec.Meta(description="End of the axis, [x_mm, y_mm].")]
    thickness_mm: Size
    kind: WallKind | None = None
    height_mm: Size | None = None
    load_bearing: bool = False
    id: ElementId | None = None

    def applied_to(self, plan: Plan) -> Plan:
        """Give the plan with the wall added and its rooms found anew."""
        check_size("A wall's thickness", self.thickness_mm)
        check_size_given("A wall's height", self.height_mm)
        storey = find_storey(plan, self.storey_id)
        if distance_mm(self.start, self.end) <= plan.tolerance_mm:
            raise ValueOutOfRange(what="A wall's end", says="must be another point than its start")
        wall = Wall(
            id=new_element_id(plan, self.id, "wall"),
            start=self.start,
            end=self.end,
            thickness_mm=self.thickness_mm,
            kind=self.kind,
            height_mm=self.height_mm,
            load_bearing=self.load_bearing,
        )
        after = msgspec.structs.replace(storey, walls=(*storey.walls, wall))
        return with_storey(plan, with_rooms_rederived(storey, after, plan.tolerance_mm, keep_all=False))


class RemoveWall(Operation, frozen=True, kw_only=True, tag="remove_wall"):
    """Take a wall away with all its openings. Of two rooms that become one, the larger gives its name."""

    wall_id: ElementId

    def applied_to(self, plan: Plan) -> Plan:
        """Give the plan without the wall and with its rooms found anew."""
        storey, wall = find_wall(plan, self.wall_id)
        after = msgspec.structs.replace(
            storey,
            walls=tuple(other for other in storey.walls if other.id != wall.id),
            openings=tuple(opening for opening in storey.openings if opening.wall_id != wall.id),
        )
        return with_storey(plan, with_rooms_rederived(storey, after, plan.tolerance_mm, keep_all=False))


class SplitWall(Operation, frozen=True, kw_only=True, tag="split_wall"):
    """Divide a wall into two at ``at_mm`` from its start; the first part keeps the id."""

    wall_id: ElementId
    at_mm: Coordinate
    new_id: ElementId | None = None

    def applied_to(self, plan: Plan) -> Plan:
        """Give the plan with two walls in the place of one and each opening on its part."""
        storey, wall = find_wall(plan, self.wall_id)
        if not plan.tolerance_mm < self.at_mm < wall.length_mm - plan.tolerance_mm:
            raise SplitOffWall(wall, self.at_mm)
        middle = wall.point_at(self.at_mm)
        first = msgspec.structs.replace(wall, end=middle)
        second = msgspec.structs.replace(wall, id=new_element_id(plan, self.new_id, "wall"), start=middle)
        after = msgspec.structs.replace(
            storey,
            walls=(*with_element(storey.walls, first), second),
            openings=tuple(
                self._on_its_part(opening, second) if opening.wall_id == wall.id else opening
                for opening in storey.openings
            ),
        )
        return with_storey(plan, with_rooms_rederived(storey, after, plan.tolerance_mm, keep_all=False))

    def _on_its_part(self, opening: Opening, second: Wall) -> Opening:
        if abs(opening.offset_mm - self.at_mm) < opening.width_mm / 2:
            raise SplitInOpening(opening, self.at_mm)
        if opening.offset_mm < self.at_mm:
            return opening
        return msgspec.structs.replace(opening, wall_id=second.id, offset_mm=opening.offset_mm - self.at_mm)


class SetWallThickness(Operation, frozen=True, kw_only=True, tag="set_wall_thickness"):
    """Set how thick a wall is; its axis stays, so rooms on both sides change by half of the difference."""

    wall_id: ElementId
    thickness_mm: Size

    def applied_to(self, plan: Plan) -> Plan:
        """Give the plan with the wall's thickness set."""
        check_size("A wall's thickness", self.thickness_mm)
        storey, wall = find_wall(plan, self.wall_id)
        changed = msgspec.structs.replace(wall, thickness_mm=self.thickness_mm, thickness_assumed=False)
        after = msgspec.structs.replace(storey, walls=with_element(storey.walls, changed))
        return with_storey(plan, with_rooms_rederived(storey, after, plan.tolerance_mm, keep_all=True))


class SetWallEnds(Operation, frozen=True, kw_only=True, tag="set_wall_ends"):
    """Put the ends of a wall's axis elsewhere; other walls stay, openings keep their distance from the start."""

    wall_id: ElementId
    start: Point
    end: Point

    def applied_to(self, plan: Plan) -> Plan:
        """Give the plan with the wall in its new place and its rooms found anew."""
        storey, wall = find_wall(plan, self.wall_id)
        if distance_mm(self.start, self.end) <= plan.tolerance_mm:
            raise ValueOutOfRange(what="A wall's end", says="must be another point than its start")
        changed = msgspec.structs.replace(wall, start=self.start, end=self.end)
        after = msgspec.structs.replace(storey, walls=with_element(storey.walls, changed))
        for opening in after.openings:
            if opening.wall_id == wall.id:
                check_opening(after, changed, opening, plan.tolerance_mm)
        return with_storey(plan, with_rooms_rederived(storey, after, plan.tolerance_mm, keep_all=False))


class SetWallProperties(Operation, frozen=True, kw_only=True, tag="set_wall_properties"):
    """Say how high a wall is and whether it bears loads; what is left out stays, a null height is the storey's."""

    wall_id: ElementId
    height_mm: Size | msgspec.UnsetType | None = msgspec.UNSET
    load_bearing: bool | None = None

    def applied_to(self, plan: Plan) -> Plan:
        """Give the plan with the wall changed; no room changes its shape."""
        check_size_given("A wall's height", self.height_mm)
        storey, wall = find_wall(plan, self.wall_id)
        changed = msgspec.structs.replace(
            wall,
            height_mm=wall.height_mm if self.height_mm is msgspec.UNSET else self.height_mm,
            load_bearing=wall.load_bearing if self.load_bearing is None else self.load_bearing,
        )
        return with_storey(plan, msgspec.structs.replace(storey, walls=with_element(storey.walls, changed)))


class SetWallKind(Operation, frozen=True, kw_only=True, tag="set_wall_kind"):
    """Say what a wall separates: inside from outside, two dwellings, or two rooms; null lets its sides tell."""

    wall_id: ElementId
    kind: WallKind | None

    def applied_to(self, plan: Plan) -> Plan:
        """Give the plan with the wall's kind set."""
        storey, wall = find_wall(plan, self.wall_id)
        changed = msgspec.structs.replace(wall, kind=self.kind)
        return with_storey(plan, msgspec.structs.replace(storey, walls=with_element(storey.walls, changed)))
