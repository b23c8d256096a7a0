"""Blueprints drawn from a storey of known walls and openings, as draughtsmen did: the truth is exact.

Walls are filled, windows are lines along both faces, doors are gaps with a leaf and an arc, rooms are lettered.
"""

import io
import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter

from planroom.floorplan.geometry.points import Point
from planroom.floorplan.model.opening import Hinge, Opening, OpeningKind, Swing
from planroom.floorplan.model.plan import Storey
from planroom.floorplan.model.rooms import room_shapes
from planroom.floorplan.model.wall import Wall

_FINE = 4  # drawn so many times larger, then reduced: edges are as soft as a scanner's
_MARGIN_MM = 1_500.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Pen:
    """How a blueprint is drawn."""

    mm_per_px: float = 15.0
    line_mm: float = 25.0
    leaves: bool = True
    lettering: bool = True
    turn_deg: float = 0.0
    noise: float = 0.0
    paper: int = 255
    ink: int = 0
    seed: int = 1


def draw_blueprint(storey: Storey, pen: Pen | None = None) -> NDArray[np.uint8]:
    """Draw a storey in grey. Its lower left outer corner lies a margin of 1.5 m from the picture's."""
    pen = pen or Pen()
    low_x, low_y, high_x, high_y = extent_mm(storey)
    scale = _FINE / pen.mm_per_px
    width = round((high_x - low_x + 2 * _MARGIN_MM) * scale)
    height = round((high_y - low_y + 2 * _MARGIN_MM) * scale)
    image = Image.new("L", (width, height), 255)
    sheet = _Sheet(ImageDraw.Draw(image), low_x - _MARGIN_MM, high_y + _MARGIN_MM, scale, pen)
    for wall in storey.walls:
        sheet.fill(_corners(wall, 0.0, wall.length_mm, wall.thickness_mm / 2), 0)
    walls = {wall.id: wall for wall in storey.walls}
    for opening in storey.openings:
        _draw_opening(sheet, opening, walls[opening.wall_id])
    if pen.lettering:
        for shape in room_shapes(storey, 5.0):
            sheet.write(shape.label_point, shape.room.label.upper() or "ROOM")
    return _printed(image, pen)


def encoded(picture: NDArray[np.uint8], kind: str = "PNG", **options: int) -> bytes:
    """Encode a grey picture."""
    out = io.BytesIO()
    Image.fromarray(picture).save(out, kind, **options)
    return out.getvalue()


def extent_mm(storey: Storey) -> tuple[float, float, float, float]:
    """Give left, bottom, right and top of the walls, outer faces included."""
    corners = [corner for wall in storey.walls for corner in _corners(wall, 0.0, wall.length_mm, wall.thickness_mm / 2)]
    xs, ys = [corner.x_mm for corner in corners], [corner.y_mm for corner in corners]
    return min(xs), min(ys), max(xs), max(ys)


class _Sheet:
    def __init__(self, pen: ImageDraw.ImageDraw, left: float, top: float, scale: float, style: Pen) -> None:
        self._pen, self._left, self._top, self._scale, self.style = pen, left, top, scale, style
        self._line_px = max(_FINE, round(style.line_mm * scale))

    def _at(self, point: Point) -> tuple[float, float]:
        return (point.x_mm - self._left) * self._scale, (self._top - point.y_mm) * self._scale

    def fill(self, corners: tuple[Point, ...], shade: int) -> None:
        self._pen.polygon([self._at(corner) for corner in corners], fill=shade)

    def line(self, *points: Point) -> None:
        self._pen.line([self._at(point) for point in points], fill=0, width=self._line_px)

    def write(self, centre: Point, text: str) -> None:
        self._pen.text(self._at(centre), text, fill=0, font_size=280 * self._scale, anchor="mm")


def _draw_opening(sheet: _Sheet, opening: Opening, wall: Wall) -> None:
    start, end = opening.offset_mm - opening.width_mm / 2, opening.offset_mm + opening.width_mm / 2
    half = wall.thickness_mm / 2
    sheet.fill(_corners(wall, start, end, half), 255)
    if opening.kind is OpeningKind.WINDOW:
        inset = sheet.style.line_mm / 2
        for across in (-half + inset, 0.0, half - inset):
            sheet.line(_place(wall, start, across), _place(wall, end, across))
    elif opening.kind in {OpeningKind.SLIDING_DOOR, OpeningKind.GARAGE_DOOR}:
        sheet.line(_place(wall, start, 0.0), _place(wall, end, 0.0))
    elif opening.kind is OpeningKind.DOUBLE_DOOR and sheet.style.leaves:
        side = 1.0 if opening.swing is Swing.LEFT else -1.0
        _draw_leaf(sheet, wall, start, opening.width_mm / 2, side)
        _draw_leaf(sheet, wall, end, -opening.width_mm / 2, side)
    elif opening.kind is OpeningKind.DOOR and sheet.style.leaves:
        side = 1.0 if opening.swing is Swing.LEFT else -1.0
        at_start = opening.hinge is Hinge.START
        _draw_leaf(sheet, wall, start if at_start else end, opening.width_mm if at_start else -opening.width_mm, side)


def _draw_leaf(sheet: _Sheet, wall: Wall, hinge: float, reach: float, side: float) -> None:
    """Draw a leaf that stands open at a right angle, and the quarter circle from its tip to the other jamb."""
    half = wall.thickness_mm / 2
    turns = [math.radians(turn) for turn in range(0, 91, 3)]
    arc = [_place(wall, hinge + reach * math.cos(turn), side * (half + abs(reach) * math.sin(turn))) for turn in turns]
    sheet.line(_place(wall, hinge, side * half), arc[-1])
    sheet.line(*arc)


def _place(wall: Wall, along: float, across: float) -> Point:
    """Give a place ``across`` to the left of the wall's axis."""
    ux = (wall.end.x_mm - wall.start.x_mm) / wall.length_mm
    uy = (wall.end.y_mm - wall.start.y_mm) / wall.length_mm
    return Point(wall.start.x_mm + ux * along - uy * across, wall.start.y_mm + uy * along + ux * across)


def _corners(wall: Wall, start: float, end: float, half: float) -> tuple[Point, ...]:
    """Give the corners of a stretch of wall; a whole wall is lengthened by half its thickness to close corners."""
    if start == 0.0 and end == wall.length_mm and wall.kind == "exterior":
        start, end = -half, end + half
    return (
        _place(wall, start, -half),
        _place(wall, end, -half),
        _place(wall, end, half),
        _place(wall, start, half),
    )


def _printed(image: Image.Image, pen: Pen) -> NDArray[np.uint8]:
    """Turn, reduce, and print on paper with the pen's tones and noise."""
    turned = image.rotate(pen.turn_deg, Image.Resampling.BICUBIC, expand=True, fillcolor=255) if pen.turn_deg else image
    size = (turned.width // _FINE, turned.height // _FINE)
    soft = turned.resize(size, Image.Resampling.BOX).filter(ImageFilter.GaussianBlur(0.4))
    share = np.asarray(soft, dtype=np.float64) / 255.0
    toned = pen.ink + (pen.paper - pen.ink) * share
    if pen.noise:
        toned = toned + np.random.default_rng(pen.seed).normal(0.0, pen.noise, toned.shape)
    return np.clip(toned.round(), 0, 255).astype(np.uint8)
