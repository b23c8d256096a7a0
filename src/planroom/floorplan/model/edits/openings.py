"""Edits of openings: adding, moving, removing, and what they are. Each is held to its wall and to its neighbours."""

import msgspec

from planroom.floorplan.geometry.points import Coordinate
from planroom.floorplan.model.edits.operation import (
    Operation,
    check_size,
    check_size_given,
    find_opening,
    find_wall,
    new_element_id,
    with_element,
    with_storey,
)
from planroom.floorplan.model.edits.refusals import (
    ElementKind,
    MoveUnclear,
    OpeningOffWall,
    OpeningsWouldOverlap,
    ValueOutOfRange,
)
from planroom.floorplan.model.limits import MAX_SIZE_MM, ElementId, Size
from planroom.floorplan.model.opening import Hinge, Opening, OpeningKind, Reveal, Swing
from planroom.floorplan.model.plan import Plan, Storey
from planroom.floorplan.model.wall import Wall


def check_opening(storey: Storey, wall: Wall, opening: Opening, tolerance_mm: float) -> None:
    """Refuse an opening that is not within its wall or overlaps another one of that wall."""
    half, length = opening.width_mm / 2, wall.length_mm
    if opening.offset_mm - half < -tolerance_mm or opening.offset_mm + half > length + tolerance_mm:
        raise OpeningOffWall(opening, wall)
    for other in storey.openings:
        if other.wall_id == wall.id and other.id != opening.id:
            common_mm = half + other.width_mm / 2 - abs(other.offset_mm - opening.offset_mm)
            if common_mm > tolerance_mm:
                raise OpeningsWouldOverlap(opening, other, common_mm)


def _with_opening(plan: Plan, storey: Storey, opening: Opening) -> Plan:
    return with_storey(plan, msgspec.structs.replace(storey, openings=with_element(storey.openings, opening)))


class AddOpening(Operation, frozen=True, kw_only=True, tag="add_opening"):
    """Cut an opening into a wall; ``offset_mm`` is the distance of its centre from the wall's start."""

    wall_id: ElementId
    kind: OpeningKind
    offset_mm: Coordinate
    width_mm: Size
    height_mm: Size | None = None
    sill_mm: Coordinate | None = None
    hinge: Hinge = Hinge.START
    swing: Swing = Swing.LEFT
    id: ElementId | None = None

    def applied_to(self, plan: Plan) -> Plan:
        """Give the plan with the opening added."""
        check_size("An opening's width", self.width_mm)
        if self.height_mm is not None:
            check_size("An opening's height", self.height_mm)
        storey, wall = find_wall(plan, self.wall_id)
        opening = Opening(
            id=new_element_id(plan, self.id, "opening"),
            wall_id=wall.id,
            kind=self.kind,
            offset_mm=self.offset_mm,
            width_mm=self.width_mm,
            height_mm=self.height_mm,
            sill_mm=self.sill_mm,
            hinge=self.hinge,
            swing=self.swing,
        )
        check_opening(storey, wall, opening, plan.tolerance_mm)
        return with_storey(plan, msgspec.structs.replace(storey, openings=(*storey.openings, opening)))


class MoveOpening(Operation, frozen=True, kw_only=True, tag="move_opening"):
    """Move an opening along its wall: to ``offset_mm`` from the wall's start, or by ``by_mm`` towards its end."""

    opening_id: ElementId
    offset_mm: Coordinate | None = None
    by_mm: Coordinate | None = None

    def applied_to(self, plan: Plan) -> Plan:
        """Give the plan with the opening moved."""
        storey, opening = find_opening(plan, self.opening_id)
        _, wall = find_wall(plan, opening.wall_id)
        if self.offset_mm is not None and self.by_mm is None:
            offset_mm = self.offset_mm
        elif self.by_mm is not None and self.offset_mm is None:
            offset_mm = opening.offset_mm + self.by_mm
        else:
            raise MoveUnclear(ElementKind.OPENING, "offset_mm", "by_mm")
        moved = msgspec.structs.replace(opening, offset_mm=offset_mm)
        check_opening(storey, wall, moved, plan.tolerance_mm)
        return _with_opening(plan, storey, moved)


class RemoveOpening(Operation, frozen=True, kw_only=True, tag="remove_opening"):
    """Close an opening; the wall goes through."""

    opening_id: ElementId

    def applied_to(self, plan: Plan) -> Plan:
        """Give the plan without the opening."""
        storey, opening = find_opening(plan, self.opening_id)
        openings = tuple(other for other in storey.openings if other.id != opening.id)
        return with_storey(plan, msgspec.structs.replace(storey, openings=openings))


class SetOpeningKind(Operation, frozen=True, kw_only=True, tag="set_opening_kind"):
    """Say what fills an opening."""

    opening_id: ElementId
    kind: OpeningKind

    def applied_to(self, plan: Plan) -> Plan:
        """Give the plan with the opening's kind set."""
        storey, opening = find_opening(plan, self.opening_id)
        return _with_opening(plan, storey, msgspec.structs.replace(opening, kind=self.kind))


class SetOpeningWidth(Operation, frozen=True, kw_only=True, tag="set_opening_width"):
    """Set how wide an opening is; its centre stays."""

    opening_id: ElementId
    width_mm: Size

    def applied_to(self, plan: Plan) -> Plan:
        """Give the plan with the opening's width set."""
        check_size("An opening's width", self.width_mm)
        storey, opening = find_opening(plan, self.opening_id)
        _, wall = find_wall(plan, opening.wall_id)
        changed = msgspec.structs.replace(opening, width_mm=self.width_mm)
        check_opening(storey, wall, changed, plan.tolerance_mm)
        return _with_opening(plan, storey, changed)


class SetOpeningHeights(Operation, frozen=True, kw_only=True, tag="set_opening_heights"):
    """Say how high an opening is, where it begins and how deep its reveal is; left out stays, null is unknown."""

    opening_id: ElementId
    height_mm: Size | msgspec.UnsetType | None = msgspec.UNSET
    sill_mm: Coordinate | msgspec.UnsetType | None = msgspec.UNSET
    reveal_mm: Reveal | msgspec.UnsetType | None = msgspec.UNSET

    def applied_to(self, plan: Plan) -> Plan:
        """Give the plan with the opening's heights set."""
        check_size_given("An opening's height", self.height_mm)
        if isinstance(self.reveal_mm, int | float) and not 0 <= self.reveal_mm <= MAX_SIZE_MM:
            raise ValueOutOfRange(
                what="A reveal", says=f"must be between 0 and {MAX_SIZE_MM:.0f} mm, not {self.reveal_mm:g}"
            )
        storey, opening = find_opening(plan, self.opening_id)
        said = {
            name: value
            for name in ("height_mm", "sill_mm", "reveal_mm")
            if (value := getattr(self, name)) is not msgspec.UNSET
        }
        return _with_opening(plan, storey, msgspec.structs.replace(opening, **said))


class SetOpeningSwing(Operation, frozen=True, kw_only=True, tag="set_opening_swing"):
    """Say at which end a leaf hangs and to which side it opens; what is left out stays."""

    opening_id: ElementId
    hinge: Hinge | None = None
    swing: Swing | None = None

    def applied_to(self, plan: Plan) -> Plan:
        """Give the plan with the leaf turned."""
        storey, opening = find_opening(plan, self.opening_id)
        changed = msgspec.structs.replace(opening, hinge=self.hinge or opening.hinge, swing=self.swing or opening.swing)
        return _with_opening(plan, storey, changed)
