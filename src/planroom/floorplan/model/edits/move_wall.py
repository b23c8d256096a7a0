"""The edit that moves a wall and takes its surroundings along."""

import msgspec

from planroom.floorplan.geometry.axes import Axis, axis_of
from planroom.floorplan.geometry.points import Coordinate
from planroom.floorplan.model.edits.moving import Shift, moved_walls, shift_of
from planroom.floorplan.model.edits.operation import Operation, find_wall, new_element_ids, with_storey
from planroom.floorplan.model.edits.rederiving import with_rooms_rederived
from planroom.floorplan.model.edits.refusals import ElementKind, MoveUnclear, WallWouldVanish
from planroom.floorplan.model.edits.rehanging import with_openings_rehung
from planroom.floorplan.model.limits import ElementId
from planroom.floorplan.model.plan import Plan
from planroom.floorplan.model.wall import Wall


class MoveWall(Operation, frozen=True, kw_only=True, tag="move_wall"):
    """Move a wall by (``dx_mm``, ``dy_mm``), or by ``by_mm`` to the left of its direction from start to end.

    Walls that touch it follow along their own axes, so rooms stay closed and keep their names. An end that is held
    by another wall slides along that wall: only free ends follow a move along the wall's own axis. Openings stay
    where they are along the wall.
    """

    wall_id: ElementId
    dx_mm: Coordinate | None = None
    dy_mm: Coordinate | None = None
    by_mm: Coordinate | None = None

    def applied_to(self, plan: Plan) -> Plan:
        """Give the plan with the wall moved."""
        storey, wall = find_wall(plan, self.wall_id)
        axis = axis_of(wall.start, wall.end)
        if axis is None or axis.length_mm <= plan.tolerance_mm:
            raise WallWouldVanish(wall)
        moved = moved_walls(storey.walls, wall, self._shift(axis), plan.tolerance_mm)
        walls = [moved.walls.get(old.id, old) for old in storey.walls]
        gone = {
            old.id: old
            for old, new in zip(storey.walls, walls, strict=True)
            if new != old and (new.length_mm <= plan.tolerance_mm or _is_turned(old, new))
        }
        needed = {self.wall_id, *(opening.wall_id for opening in storey.openings)}
        for wall_id in sorted(needed & gone.keys()):
            raise WallWouldVanish(gone[wall_id])
        ids = new_element_ids(plan, "wall")
        kept = [new for new in walls if new.id not in gone or new.length_mm > plan.tolerance_mm]
        kept += [msgspec.structs.replace(wall, id=next(ids), start=start, end=end) for start, end in moved.steps]
        after = with_openings_rehung(storey, msgspec.structs.replace(storey, walls=tuple(kept)), plan.tolerance_mm)
        return with_storey(plan, with_rooms_rederived(storey, after, plan.tolerance_mm, keep_all=True))

    def _shift(self, axis: Axis) -> Shift:
        if self.by_mm is not None and self.dx_mm is None and self.dy_mm is None:
            return Shift(self.by_mm, 0.0)
        if self.by_mm is None and (self.dx_mm is not None or self.dy_mm is not None):
            return shift_of(axis, self.dx_mm or 0.0, self.dy_mm or 0.0)
        raise MoveUnclear(ElementKind.WALL, "by_mm", "dx_mm and dy_mm")


def _is_turned(old: Wall, new: Wall) -> bool:
    """Tell whether a wall has come to run the other way."""
    along_x = (old.end.x_mm - old.start.x_mm) * (new.end.x_mm - new.start.x_mm)
    along_y = (old.end.y_mm - old.start.y_mm) * (new.end.y_mm - new.start.y_mm)
    return along_x + along_y <= 0
