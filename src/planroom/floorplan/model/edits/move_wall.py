"""The edit that moves a wall and takes its surroundings along."""

import msgspec

from planroom.floorplan.geometry.points import Coordinate, Point
from planroom.floorplan.model.edits.moving import Shift, moved_walls, shift_of
from planroom.floorplan.model.edits.operation import Operation, find_wall, new_element_ids, with_storey
from planroom.floorplan.model.edits.rederiving import with_rooms_rederived
from planroom.floorplan.model.edits.refusals import ElementKind, MoveUnclear, WallWouldVanish
from planroom.floorplan.model.edits.rehanging import with_openings_rehung
from planroom.floorplan.model.limits import ElementId
from planroom.floorplan.model.plan import Plan, Storey
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
        if wall.length_mm <= plan.tolerance_mm:
            raise WallWouldVanish(wall)
        moved = moved_walls(storey.walls, wall, self._shift(wall), plan.tolerance_mm)
        walls = [self._checked(old, moved.walls.get(old.id, old), storey, plan.tolerance_mm) for old in storey.walls]
        kept = [new for new in walls if new.length_mm > plan.tolerance_mm]
        ids = new_element_ids(plan, "wall")
        kept += [_bridge(wall, start, end, next(ids)) for start, end in moved.steps]
        after = with_openings_rehung(storey, msgspec.structs.replace(storey, walls=tuple(kept)), plan.tolerance_mm)
        return with_storey(plan, with_rooms_rederived(storey, after, plan.tolerance_mm, keep_all=True))

    def _shift(self, wall: Wall) -> Shift:
        if self.by_mm is not None and self.dx_mm is None and self.dy_mm is None:
            return Shift(self.by_mm, 0.0)
        if self.by_mm is None and (self.dx_mm is not None or self.dy_mm is not None):
            return shift_of(wall, self.dx_mm or 0.0, self.dy_mm or 0.0)
        raise MoveUnclear(ElementKind.WALL, "by_mm", "dx_mm and dy_mm")

    def _checked(self, old: Wall, new: Wall, storey: Storey, tolerance_mm: float) -> Wall:
        is_needed = old.id == self.wall_id or any(opening.wall_id == old.id for opening in storey.openings)
        is_gone = new.length_mm <= tolerance_mm or (_dot(old, new) <= 0 and old.length_mm > 0)
        if is_needed and is_gone:
            raise WallWouldVanish(old)
        return new


def _dot(old: Wall, new: Wall) -> float:
    return (old.end.x_mm - old.start.x_mm) * (new.end.x_mm - new.start.x_mm) + (old.end.y_mm - old.start.y_mm) * (
        new.end.y_mm - new.start.y_mm
    )


def _bridge(wall: Wall, start: Point, end: Point, wall_id: str) -> Wall:
    return msgspec.structs.replace(wall, id=wall_id, start=start, end=end)
