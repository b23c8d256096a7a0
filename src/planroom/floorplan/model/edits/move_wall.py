"""The edit that moves a wall and takes its surroundings along."""

import msgspec

from planroom.floorplan.geometry.points import Point
from planroom.floorplan.model.edits.moving import Shift, moved_walls, shift_of
from planroom.floorplan.model.edits.operation import (
    ElementId,
    Length,
    Operation,
    find_wall,
    new_element_id,
    with_storey,
)
from planroom.floorplan.model.edits.rederiving import with_rooms_rederived
from planroom.floorplan.model.edits.refusals import MoveUnclear, OpeningOffWall, WallWouldVanish
from planroom.floorplan.model.opening import Opening
from planroom.floorplan.model.plan import Plan, Storey
from planroom.floorplan.model.wall import Wall


class MoveWall(Operation, frozen=True, kw_only=True, tag="move_wall"):
    """Move a wall by (``dx_mm``, ``dy_mm``), or by ``by_mm`` to the left of its direction from start to end.

    Walls that touch it follow along their own axes, so rooms stay closed and keep their names. An end that is held
    by another wall slides along that wall: only free ends follow a move along the wall's own axis. Openings stay
    where they are along the wall.
    """

    wall_id: ElementId
    dx_mm: Length | None = None
    dy_mm: Length | None = None
    by_mm: Length | None = None

    def applied_to(self, plan: Plan) -> Plan:
        """Give the plan with the wall moved."""
        storey, wall = find_wall(plan, self.wall_id)
        if wall.length_mm <= plan.tolerance_mm:
            raise WallWouldVanish(f"The wall {wall.id!r} has no length and cannot be moved; remove it.")
        moved = moved_walls(storey.walls, wall, self._shift(wall), plan.tolerance_mm)
        walls = [self._checked(old, moved.walls.get(old.id, old), storey, plan.tolerance_mm) for old in storey.walls]
        kept = [new for new in walls if new.length_mm > plan.tolerance_mm]
        for start, end in moved.steps:
            so_far = with_storey(plan, msgspec.structs.replace(storey, walls=tuple(kept)))
            kept.append(_bridge(wall, start, end, new_element_id(so_far, None, "wall")))
        before = {old.id: old for old in storey.walls}
        after_walls = {new.id: new for new in kept}
        openings = tuple(
            _kept_in_place(opening, before.get(opening.wall_id), after_walls.get(opening.wall_id))
            for opening in storey.openings
        )
        after = msgspec.structs.replace(storey, walls=tuple(kept), openings=openings)
        return with_storey(plan, with_rooms_rederived(storey, after, plan.tolerance_mm, keep_all=True))

    def _shift(self, wall: Wall) -> Shift:
        if self.by_mm is not None and self.dx_mm is None and self.dy_mm is None:
            return Shift(self.by_mm, 0.0)
        if self.by_mm is None and (self.dx_mm is not None or self.dy_mm is not None):
            return shift_of(wall, self.dx_mm or 0.0, self.dy_mm or 0.0)
        raise MoveUnclear("Say how far the wall moves with either by_mm or dx_mm and dy_mm.")

    def _checked(self, old: Wall, new: Wall, storey: Storey, tolerance_mm: float) -> Wall:
        has_openings = any(opening.wall_id == old.id for opening in storey.openings)
        turned = _dot(old, new) <= 0 < old.length_mm
        if new.length_mm <= tolerance_mm or turned:
            if has_openings or old.id == self.wall_id:
                raise WallWouldVanish(
                    f"The move leaves no length of the wall {old.id!r}; move by less, or remove that wall first."
                )
        return new


def _dot(old: Wall, new: Wall) -> float:
    return (old.end.x_mm - old.start.x_mm) * (new.end.x_mm - new.start.x_mm) + (old.end.y_mm - old.start.y_mm) * (
        new.end.y_mm - new.start.y_mm
    )


def _bridge(wall: Wall, start: Point, end: Point, wall_id: str) -> Wall:
    return msgspec.structs.replace(wall, id=wall_id, start=start, end=end)


def _kept_in_place(opening: Opening, old: Wall | None, new: Wall | None) -> Opening:
    """Keep the opening where it is along the axis; at a shortened end, push it back onto the wall."""
    if old is None or new is None or old == new or old.length_mm == 0:
        return opening
    ux, uy = (old.end.x_mm - old.start.x_mm) / old.length_mm, (old.end.y_mm - old.start.y_mm) / old.length_mm
    slid = (new.start.x_mm - old.start.x_mm) * ux + (new.start.y_mm - old.start.y_mm) * uy
    half = opening.width_mm / 2
    if opening.width_mm > new.length_mm:
        raise OpeningOffWall(
            f"The opening {opening.id!r} ({opening.width_mm:.0f} mm) does not fit on the wall {new.id!r} any more, "
            f"which would be {new.length_mm:.0f} mm long; narrow or remove it first, or move the wall by less."
        )
    offset = min(max(opening.offset_mm - slid, half), new.length_mm - half)
    return msgspec.structs.replace(opening, offset_mm=round(offset, 4))
