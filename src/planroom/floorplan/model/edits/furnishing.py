"""Edits of what stands or is written on a storey: fixtures, stairs, columns, dimensions and notes."""

import msgspec

from planroom.floorplan.geometry.points import Coordinate, Point, distance_mm
from planroom.floorplan.model.annotations import Dimension, Note
from planroom.floorplan.model.building_parts import Column, Ring, Stair, StairLeads
from planroom.floorplan.model.edits.operation import (
    Furnishing,
    Operation,
    check_size,
    check_text,
    find_furnishing,
    find_storey,
    new_element_id,
    with_storey,
)
from planroom.floorplan.model.edits.refusals import ElementKind, ElementUnknown, ValueOutOfRange
from planroom.floorplan.model.limits import ElementId, Size, Text, Turn
from planroom.floorplan.model.plan import Fixture, FixtureKind, Plan, Storey

_DECIMALS = 4
_FULL_TURN_DEG = 360.0


def _with_added(plan: Plan, storey: Storey, name: str, element: Furnishing) -> Plan:
    return with_storey(plan, msgspec.structs.replace(storey, **{name: (*getattr(storey, name), element)}))


def _with_changed(plan: Plan, storey: Storey, name: str, element: Furnishing) -> Plan:
    elements = tuple(element if other.id == element.id else other for other in getattr(storey, name))
    return with_storey(plan, msgspec.structs.replace(storey, **{name: elements}))


class AddFixture(Operation, frozen=True, kw_only=True, tag="add_fixture"):
    """Put a fixture or a piece of furniture on a storey; its own +y points to its back."""

    storey_id: ElementId
    kind: FixtureKind
    centre: Point
    width_mm: Size
    depth_mm: Size
    turn_deg: Turn = 0.0
    id: ElementId | None = None

    def applied_to(self, plan: Plan) -> Plan:
        """Give the plan with the fixture added."""
        _check_box(self.width_mm, self.depth_mm, self.turn_deg)
        fixture = Fixture(
            id=new_element_id(plan, self.id, "fixture"),
            kind=self.kind,
            centre=self.centre,
            width_mm=self.width_mm,
            depth_mm=self.depth_mm,
            turn_deg=self.turn_deg,
        )
        return _with_added(plan, find_storey(plan, self.storey_id), "fixtures", fixture)


class AddStair(Operation, frozen=True, kw_only=True, tag="add_stair"):
    """Put a flight of stairs on a storey, rising towards its own +y; ``opening`` is the hole of a flight down."""

    storey_id: ElementId
    centre: Point
    width_mm: Size
    depth_mm: Size
    turn_deg: Turn = 0.0
    leads: StairLeads = StairLeads.UP
    opening: Ring | None = None
    id: ElementId | None = None

    def applied_to(self, plan: Plan) -> Plan:
        """Give the plan with the stair added."""
        _check_box(self.width_mm, self.depth_mm, self.turn_deg)
        stair = Stair(
            id=new_element_id(plan, self.id, "stair"),
            centre=self.centre,
            width_mm=self.width_mm,
            depth_mm=self.depth_mm,
            turn_deg=self.turn_deg,
            leads=self.leads,
            opening=self.opening,
        )
        return _with_added(plan, find_storey(plan, self.storey_id), "stairs", stair)


class SetStair(Operation, frozen=True, kw_only=True, tag="set_stair"):
    """Say where a flight leads and which hole it leaves in the floor; what is left out stays, null is no hole."""

    stair_id: ElementId
    leads: StairLeads | None = None
    opening: Ring | msgspec.UnsetType | None = msgspec.UNSET

    def applied_to(self, plan: Plan) -> Plan:
        """Give the plan with the stair changed."""
        storey, name, stair = find_furnishing(plan, self.stair_id)
        if not isinstance(stair, Stair):
            raise ElementUnknown(ElementKind.STAIR, self.stair_id)
        opening = stair.opening if self.opening is msgspec.UNSET else self.opening
        changed = msgspec.structs.replace(stair, leads=self.leads or stair.leads, opening=opening)
        return _with_changed(plan, storey, name, changed)


class AddColumn(Operation, frozen=True, kw_only=True, tag="add_column"):
    """Put a column on a storey."""

    storey_id: ElementId
    centre: Point
    width_mm: Size
    depth_mm: Size
    turn_deg: Turn = 0.0
    round: bool = False
    id: ElementId | None = None

    def applied_to(self, plan: Plan) -> Plan:
        """Give the plan with the column added."""
        _check_box(self.width_mm, self.depth_mm, self.turn_deg)
        column = Column(
            id=new_element_id(plan, self.id, "column"),
            centre=self.centre,
            width_mm=self.width_mm,
            depth_mm=self.depth_mm,
            turn_deg=self.turn_deg,
            round=self.round,
        )
        return _with_added(plan, find_storey(plan, self.storey_id), "columns", column)


class AddDimension(Operation, frozen=True, kw_only=True, tag="add_dimension"):
    """Measure the length between two points; an empty text shows the length itself."""

    storey_id: ElementId
    start: Point
    end: Point
    aside_mm: Coordinate = 0.0
    text: Text = ""
    id: ElementId | None = None

    def applied_to(self, plan: Plan) -> Plan:
        """Give the plan with the dimension added."""
        check_text("A dimension's text", self.text)
        if distance_mm(self.start, self.end) <= plan.tolerance_mm:
            raise ValueOutOfRange(what="A dimension's end", says="must be another point than its start")
        dimension = Dimension(
            id=new_element_id(plan, self.id, "dimension"),
            start=self.start,
            end=self.end,
            aside_mm=self.aside_mm,
            text=self.text,
        )
        return _with_added(plan, find_storey(plan, self.storey_id), "dimensions", dimension)


class AddNote(Operation, frozen=True, kw_only=True, tag="add_note"):
    """Write a note at a place of a storey."""

    storey_id: ElementId
    place: Point
    text: Text
    id: ElementId | None = None

    def applied_to(self, plan: Plan) -> Plan:
        """Give the plan with the note added."""
        check_text("A note", self.text)
        note = Note(id=new_element_id(plan, self.id, "note"), place=self.place, text=self.text)
        return _with_added(plan, find_storey(plan, self.storey_id), "notes", note)


class SetText(Operation, frozen=True, kw_only=True, tag="set_text"):
    """Change what a note or a dimension says."""

    element_id: ElementId
    text: Text

    def applied_to(self, plan: Plan) -> Plan:
        """Give the plan with the text set."""
        check_text("The text", self.text)
        storey, name, element = find_furnishing(plan, self.element_id)
        if not isinstance(element, Note | Dimension):
            raise ElementUnknown(ElementKind.TEXT, self.element_id)
        return _with_changed(plan, storey, name, msgspec.structs.replace(element, text=self.text))


class MoveElement(Operation, frozen=True, kw_only=True, tag="move_element"):
    """Move a fixture, stair, column, dimension or note by a distance, and turn what stands anticlockwise."""

    element_id: ElementId
    dx_mm: Coordinate = 0.0
    dy_mm: Coordinate = 0.0
    turn_deg: Turn = 0.0

    def applied_to(self, plan: Plan) -> Plan:
        """Give the plan with the element moved."""
        _check_turn(self.turn_deg)
        storey, name, element = find_furnishing(plan, self.element_id)
        return _with_changed(plan, storey, name, self._moved(element))

    def _moved(self, element: Furnishing) -> Furnishing:
        if isinstance(element, Note):
            return msgspec.structs.replace(element, place=self._at(element.place))
        if isinstance(element, Dimension):
            return msgspec.structs.replace(element, start=self._at(element.start), end=self._at(element.end))
        turn_deg = round(element.turn_deg + self.turn_deg, _DECIMALS)
        if abs(turn_deg) > _FULL_TURN_DEG:
            turn_deg %= _FULL_TURN_DEG
        moved = msgspec.structs.replace(element, centre=self._at(element.centre), turn_deg=turn_deg)
        if isinstance(moved, Stair) and moved.opening is not None:
            return msgspec.structs.replace(moved, opening=tuple(map(self._at, moved.opening)))
        return moved

    def _at(self, point: Point) -> Point:
        return Point(round(point.x_mm + self.dx_mm, _DECIMALS), round(point.y_mm + self.dy_mm, _DECIMALS))


class RemoveElement(Operation, frozen=True, kw_only=True, tag="remove_element"):
    """Take a fixture, stair, column, dimension or note away."""

    element_id: ElementId

    def applied_to(self, plan: Plan) -> Plan:
        """Give the plan without the element."""
        storey, name, element = find_furnishing(plan, self.element_id)
        kept = tuple(other for other in getattr(storey, name) if other.id != element.id)
        return with_storey(plan, msgspec.structs.replace(storey, **{name: kept}))


def _check_box(width_mm: float, depth_mm: float, turn_deg: float) -> None:
    check_size("The width", width_mm)
    check_size("The depth", depth_mm)
    _check_turn(turn_deg)


def _check_turn(turn_deg: float) -> None:
    if not abs(turn_deg) <= _FULL_TURN_DEG:
        raise ValueOutOfRange(what="The turn", says=f"must be between -360 and 360 degrees, not {turn_deg:g}")
