"""Holes in the walls of IFC and what fills them."""

from collections.abc import Sequence
from typing import NamedTuple

from ifcopenshell import entity_instance

from planroom.floorplan.geometry.axes import Axis, axis_of
from planroom.floorplan.geometry.points import Point
from planroom.floorplan.model.limits import MAX_SIZE_MM
from planroom.floorplan.model.opening import Hinge, OpeningKind, Swing
from planroom.floorplan.model.wall import Wall
from planroom.floorplan.reading.ifc_steps.opening import guid_of
from planroom.floorplan.reading.ifc_steps.placing import Frame
from planroom.floorplan.reading.ifc_steps.shapes import ShapeReader, Solid, heights_of

_THROUGH_SHARE = 0.6
_DOORSTEP_MM = 300.0
_LEAST_OVERLAP_MM = 5.0
MAX_HOLES = 500
"""Most holes of one wall that are looked at."""

_OPERATIONS = (
    ("DOUBLE", OpeningKind.DOUBLE_DOOR),
    ("SLIDING", OpeningKind.SLIDING_DOOR),
    ("FOLDING", OpeningKind.FOLDING_DOOR),
    ("ROLLINGUP", OpeningKind.GARAGE_DOOR),
)


class Hole(NamedTuple):
    """A hole as it lies on its wall: its centre along the wall's axis, and its heights over the plan's zero."""

    offset_mm: float
    width_mm: float
    low_mm: float
    high_mm: float


class Leaf(NamedTuple):
    """What fills a hole, and how it opens; the side of hinge and swing is seen along the wall's axis."""

    source_id: str
    kind: OpeningKind
    hinge: Hinge = Hinge.START
    swing: Swing = Swing.LEFT


class Filled(NamedTuple):
    """A hole with what fills it."""

    leaf: Leaf
    hole: Hole

    def is_on(self, floor_mm: float, above_mm: float) -> bool:
        """Tell whether it belongs to a storey; a bare hole counts only where one can walk through it."""
        middle = (self.hole.low_mm + self.hole.high_mm) / 2
        is_passable = self.hole.low_mm - floor_mm <= _DOORSTEP_MM
        return floor_mm <= middle < above_mm and (is_passable or self.leaf.kind is not OpeningKind.CASED)


def filled_hole(opening: entity_instance, wall: Wall, reader: ShapeReader) -> Filled | None:
    """Read an opening element of a wall; None when it misses the wall or is only a niche in it."""
    hole = hole_in(wall, reader.body(opening))
    filling = next((fill.RelatedBuildingElement for fill in opening.HasFillings), None)
    return None if hole is None else Filled(leaf_of(filling, opening, wall, reader), hole)


def joined_holes(holes: Sequence[Filled]) -> list[Filled]:
    """Join holes that overlap along the wall, as windows above each other do: a plan shows one.

    A door among them gives the kind.
    """
    rest = sorted(holes, key=lambda one: (one.hole.offset_mm - one.hole.width_mm / 2, one.hole.low_mm))
    joined: list[Filled] = []
    for filled in rest:
        if joined and _overlap(joined[-1].hole, filled.hole):
            joined[-1] = _join(joined[-1], filled)
        else:
            joined.append(filled)
    return joined


def _join(before: Filled, after: Filled) -> Filled:
    keeps = before.leaf.kind is not OpeningKind.WINDOW or after.leaf.kind is OpeningKind.WINDOW
    return Filled((before if keeps else after).leaf, _around(before.hole, after.hole))


def _overlap(before: Hole, after: Hole) -> bool:
    return after.offset_mm - after.width_mm / 2 < before.offset_mm + before.width_mm / 2 - _LEAST_OVERLAP_MM


def _around(before: Hole, after: Hole) -> Hole:
    first = min(hole.offset_mm - hole.width_mm / 2 for hole in (before, after))
    last = max(hole.offset_mm + hole.width_mm / 2 for hole in (before, after))
    low, high = min(before.low_mm, after.low_mm), max(before.high_mm, after.high_mm)
    return Hole((first + last) / 2, last - first, low, high)


def hole_in(wall: Wall, solids: Sequence[Solid]) -> Hole | None:
    """Give the hole that a body makes in a wall; None when it misses the wall or is only a niche in it."""
    axis = axis_of(wall.start, wall.end)
    points = [point for solid in solids for point in solid.points]
    if axis is None or not points:
        return None
    alongs = [axis.along_mm(point) for point in points]
    asides = [axis.aside_mm(point) for point in points]
    half = wall.thickness_mm / 2
    through = min(max(asides), half) - max(min(asides), -half)
    first, last = max(min(alongs), 0.0), min(max(alongs), axis.length_mm)
    if through < _THROUGH_SHARE * wall.thickness_mm or not 0 < last - first <= MAX_SIZE_MM:
        return None
    low, high = heights_of(list(solids))
    return Hole((first + last) / 2, last - first, low, high)


def leaf_of(filling: entity_instance | None, hole: entity_instance, wall: Wall, reader: ShapeReader) -> Leaf:
    """Tell what fills a hole: a bare one is a cased opening."""
    if filling is None:
        return Leaf(guid_of(hole), OpeningKind.CASED)
    if filling.is_a("IfcWindow"):
        return Leaf(guid_of(filling), OpeningKind.WINDOW)
    operation = _operation(filling)
    kind = next((kind for word, kind in _OPERATIONS if word in operation), OpeningKind.DOOR)
    axis = axis_of(wall.start, wall.end)
    if axis is None:
        return Leaf(guid_of(filling), kind)
    return _swinging(Leaf(guid_of(filling), kind), reader.frame(filling), axis, operation)


def _swinging(leaf: Leaf, frame: Frame, axis: Axis, operation: str) -> Leaf:
    """Tell hinge and swing: a leaf opens towards +y of its own frame; left and right are seen that way."""
    origin = Point(float(frame[0, 3]), float(frame[1, 3]))
    across = axis_of(origin, origin.moved(float(frame[0, 0]), float(frame[1, 0])))
    if across is None:
        return leaf
    is_along = across.x * axis.x + across.y * axis.y > 0
    opens_left = axis.x * float(frame[1, 1]) - axis.y * float(frame[0, 1]) > 0
    # The frame's origin is at the left end of the door, seen towards +y, where x begins.
    hinges_at_origin = "RIGHT" not in operation
    return leaf._replace(
        hinge=Hinge.START if hinges_at_origin == is_along else Hinge.END,
        swing=Swing.LEFT if opens_left else Swing.RIGHT,
    )


def _operation(door: entity_instance) -> str:
    """Give how a door opens, by its own word (IFC4) or that of its type (both versions); empty when unknown."""
    own = getattr(door, "OperationType", None)
    if own and own != "NOTDEFINED":
        return str(own)
    relations = (*getattr(door, "IsTypedBy", ()), *door.IsDefinedBy)
    types = (relation.RelatingType for relation in relations if relation.is_a("IfcRelDefinesByType"))
    return next((str(kind.OperationType) for kind in types if getattr(kind, "OperationType", None)), "")
