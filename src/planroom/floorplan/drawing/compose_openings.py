"""Openings: the hole each makes in its wall, and the leaf, swing, frame or glass that is drawn there."""

import math
from collections.abc import Callable, Mapping
from types import MappingProxyType

import msgspec

from planroom.floorplan.drawing.scene import AnyItem, Arc, Area, Layer, Line, Paint
from planroom.floorplan.drawing.sheet import Sheet
from planroom.floorplan.geometry.points import Point
from planroom.floorplan.model.opening import Hinge, Opening, OpeningKind, Swing
from planroom.floorplan.model.wall import Wall, WallKind

_CUT_BEYOND_MM = 1.0
_LEAF_MM = 40.0
_PANEL_MM = 45.0
_GARAGE_PANEL_MM = 60.0
_GLASS_SHARE = 0.13
_WIDE_FOLDING_MM = 1_100.0
_FOLD_ALONG, _FOLD_OUT = 0.5, 0.866
"""Panels folded to 60 degrees: along the wall, and out of it."""
_DASH_PAPER_MM = (1.1, 0.8)


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """An opening in its wall: places are told along the wall from the middle, and across it, left positive."""

    opening: Opening
    wall: Wall
    centre: Point
    along: tuple[float, float]

    @property
    def half_mm(self) -> float:
        """Half the width of the opening."""
        return self.opening.width_mm / 2

    @property
    def face_mm(self) -> float:
        """Distance of the wall's faces from its axis."""
        return self.wall.thickness_mm / 2

    @property
    def turn_deg(self) -> float:
        """Direction of the wall, anticlockwise from the x axis."""
        return math.degrees(math.atan2(self.along[1], self.along[0]))

    def at(self, along_mm: float, across_mm: float) -> Point:
        """Give the point at these distances from the opening's middle."""
        ux, uy = self.along
        return self.centre.moved(ux * along_mm - uy * across_mm, uy * along_mm + ux * across_mm)

    def block(self, low: tuple[float, float], high: tuple[float, float]) -> tuple[Point, ...]:
        """Give the rectangle between two corners told along and across the wall."""
        (a, c), (b, d) = low, high
        return (self.at(a, c), self.at(b, c), self.at(b, d), self.at(a, d))


def place_of(opening: Opening, wall: Wall) -> Place | None:
    """Find the place of an opening; None when its wall has no length or the opening no width."""
    length = wall.length_mm
    if length <= 0 or opening.width_mm <= 0:
        return None
    along = ((wall.end.x_mm - wall.start.x_mm) / length, (wall.end.y_mm - wall.start.y_mm) / length)
    return Place(opening=opening, wall=wall, centre=wall.point_at(opening.offset_mm), along=along)


def hole_of(place: Place) -> tuple[Point, ...]:
    """Give the ring that the opening cuts out of the wall, a little deeper than the wall is thick."""
    across = place.face_mm + _CUT_BEYOND_MM
    return place.block((-place.half_mm, -across), (place.half_mm, across))


def opening_items(place: Place, sheet: Sheet) -> list[AnyItem]:
    """Draw what fills the opening."""
    return _DRAWERS[place.opening.kind](place, sheet)


def swings_of(place: Place) -> list[tuple[Point, float, float, float]]:
    """Give the quarter circles that the leaves sweep: hinge point, radius, start and end of the arc in degrees."""
    if place.opening.kind is OpeningKind.DOOR:
        return [_swing(place, place.opening.hinge, 2 * place.half_mm)]
    if place.opening.kind is OpeningKind.DOUBLE_DOOR:
        return [_swing(place, hinge, place.half_mm) for hinge in Hinge]
    return []


def leaves_of(place: Place) -> list[tuple[Point, Point]]:
    """Give the open leaves of swinging doors, each from its hinge to its tip."""
    reach = 2 * place.half_mm if place.opening.kind is OpeningKind.DOOR else place.half_mm
    side = _side(place)
    hinges = {OpeningKind.DOOR: (place.opening.hinge,), OpeningKind.DOUBLE_DOOR: tuple(Hinge)}
    along = (-place.half_mm if hinge is Hinge.START else place.half_mm for hinge in hinges.get(place.opening.kind, ()))
    near, far = side * place.face_mm, side * (place.face_mm + reach)
    return [(place.at(offset, near), place.at(offset, far)) for offset in along]


def _side(place: Place) -> float:
    return 1.0 if place.opening.swing is Swing.LEFT else -1.0


def _swing(place: Place, hinge: Hinge, radius_mm: float) -> tuple[Point, float, float, float]:
    side = _side(place)
    along = -1.0 if hinge is Hinge.START else 1.0
    closed = 0.0 if hinge is Hinge.START else 180.0
    first = sorted((closed, 90.0 * side if closed == 0.0 or side > 0 else 270.0))
    hinge_at = place.at(along * place.half_mm, side * place.face_mm)
    return hinge_at, radius_mm, first[0] + place.turn_deg, first[1] + place.turn_deg


def _area(place: Place, role: str, ring: tuple[Point, ...], paint: Paint) -> Area:
    return Area(layer=Layer.OPENINGS, role=role, element_id=place.opening.id, rings=(ring,), paint=paint)


def _line(place: Place, role: str, points: tuple[Point, ...], paint: Paint) -> Line:
    return Line(layer=Layer.OPENINGS, role=role, element_id=place.opening.id, points=points, paint=paint)


def _faces(place: Place, role: str, paint: Paint) -> list[AnyItem]:
    return [
        _line(place, role, (place.at(-place.half_mm, across), place.at(place.half_mm, across)), paint)
        for across in (-place.face_mm, place.face_mm)
    ]


def _threshold(place: Place, sheet: Sheet) -> list[AnyItem]:
    if place.wall.kind is WallKind.INTERIOR:
        return []
    return _faces(place, "door.threshold", sheet.paint(sheet.style.openings.swing))


def _leaf(place: Place, sheet: Sheet, hinge: Hinge, radius_mm: float) -> list[AnyItem]:
    """One leaf that stands open at a right angle, and the arc of its edge."""
    style = sheet.style.openings
    centre, radius, start, end = _swing(place, hinge, radius_mm)
    side = _side(place)
    along = -place.half_mm if hinge is Hinge.START else place.half_mm
    inward = _LEAF_MM if hinge is Hinge.START else -_LEAF_MM
    face = side * place.face_mm
    leaf = place.block((along, face), (along + inward, face + side * radius_mm))
    arc = Arc(
        layer=Layer.OPENINGS,
        role="door.swing",
        element_id=place.opening.id,
        centre=centre,
        radius_mm=radius,
        start_deg=start,
        end_deg=end,
        paint=sheet.paint(style.swing),
    )
    return [arc, _area(place, "door.leaf", leaf, sheet.paint(style.line, style.leaf_fill))]


def _door(place: Place, sheet: Sheet) -> list[AnyItem]:
    return [*_threshold(place, sheet), *_leaf(place, sheet, place.opening.hinge, 2 * place.half_mm)]


def _double_door(place: Place, sheet: Sheet) -> list[AnyItem]:
    leaves = [item for hinge in Hinge for item in _leaf(place, sheet, hinge, place.half_mm)]
    return [*_threshold(place, sheet), *leaves]


def _sliding_door(place: Place, sheet: Sheet) -> list[AnyItem]:
    """Two panels that pass each other, overlapping in the middle."""
    style = sheet.style.openings
    paint = sheet.paint(style.line, style.leaf_fill)
    panel = min(_PANEL_MM, place.face_mm * 0.8)
    overlap = min(50.0, place.half_mm * 0.15)
    half = place.half_mm
    return [
        *_faces(place, "door.threshold", sheet.paint(style.swing)),
        _area(place, "door.panel", place.block((-half, 0.0), (overlap, panel)), paint),
        _area(place, "door.panel", place.block((-overlap, -panel), (half, 0.0)), paint),
    ]


def _folding_door(place: Place, sheet: Sheet) -> list[AnyItem]:
    """Two pairs of panels, or one in a narrow opening, folded half open against the jambs on the side of the swing."""
    style = sheet.style.openings
    face, side = _side(place) * place.face_mm, _side(place)
    is_wide = 2 * place.half_mm >= _WIDE_FOLDING_MM
    panel = place.half_mm / (2 if is_wide else 1)
    items = _faces(place, "door.threshold", sheet.paint(style.swing))
    for hinge in tuple(Hinge) if is_wide else (place.opening.hinge,):
        way = 1.0 if hinge is Hinge.START else -1.0
        jamb = -way * place.half_mm
        step, out = way * panel * _FOLD_ALONG, side * panel * _FOLD_OUT
        fold = (place.at(jamb, face), place.at(jamb + step, face + out), place.at(jamb + 2 * step, face))
        items.append(_line(place, "door.panel", fold, sheet.paint(style.line)))
    return items


def _pocket_door(place: Place, sheet: Sheet) -> list[AnyItem]:
    """A panel that stands half out of the wall at its hinge's end; the part inside the wall is dashed."""
    style = sheet.style.openings
    half, panel = place.half_mm, min(_PANEL_MM, place.face_mm * 0.8) / 2
    way = 1.0 if place.opening.hinge is Hinge.START else -1.0
    jamb, tip = -way * half, 0.0
    inside = place.block((jamb - way * half, -panel), (jamb, panel))
    return [
        *_faces(place, "door.threshold", sheet.paint(style.swing)),
        _line(place, "door.pocket", (*inside, inside[0]), sheet.paint(style.swing, dash_paper_mm=_DASH_PAPER_MM)),
        _area(place, "door.panel", place.block((jamb, -panel), (tip, panel)), sheet.paint(style.line, style.leaf_fill)),
    ]


def _garage_door(place: Place, sheet: Sheet) -> list[AnyItem]:
    """A sectional door: its panel in the middle of the wall, the opening dashed on both faces."""
    style = sheet.style.openings
    half, panel = place.half_mm, min(_GARAGE_PANEL_MM, place.wall.thickness_mm * 0.5) / 2
    return [
        *_faces(place, "door.header", sheet.paint(style.swing, dash_paper_mm=_DASH_PAPER_MM)),
        _area(
            place, "door.panel", place.block((-half, -panel), (half, panel)), sheet.paint(style.line, style.leaf_fill)
        ),
    ]


def _cased(place: Place, sheet: Sheet) -> list[AnyItem]:
    """An opening without a leaf: the wall above it as dashed lines."""
    return _faces(place, "opening.header", sheet.paint(sheet.style.openings.swing, dash_paper_mm=_DASH_PAPER_MM))


def _window(place: Place, sheet: Sheet) -> list[AnyItem]:
    """A frame as deep as the wall with the glass in its middle."""
    style = sheet.style.openings
    half, face = place.half_mm, place.face_mm
    glass = face * 2 * _GLASS_SHARE
    return [
        _area(
            place, "window.frame", place.block((-half, -face), (half, face)), sheet.paint(style.line, style.frame_fill)
        ),
        _area(
            place,
            "window.glass",
            place.block((-half, -glass), (half, glass)),
            sheet.paint(style.swing, style.glass_fill),
        ),
    ]


_DRAWERS: Mapping[OpeningKind, Callable[[Place, Sheet], list[AnyItem]]] = MappingProxyType(
    {
        OpeningKind.DOOR: _door,
        OpeningKind.DOUBLE_DOOR: _double_door,
        OpeningKind.SLIDING_DOOR: _sliding_door,
        OpeningKind.FOLDING_DOOR: _folding_door,
        OpeningKind.POCKET_DOOR: _pocket_door,
        OpeningKind.GARAGE_DOOR: _garage_door,
        OpeningKind.CASED: _cased,
        OpeningKind.WINDOW: _window,
    }
)
