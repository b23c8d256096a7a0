"""Room labels as items: what each says, where it stands, and a leader for rooms too small for any label."""

import math
from collections.abc import Iterator, Sequence

import msgspec

from planroom.floorplan.drawing.extent import Bounds
from planroom.floorplan.drawing.label_layouts import (
    LabelText,
    Layout,
    layouts_of,
    name_layouts,
    shown_name,
    tiny_layouts,
)
from planroom.floorplan.drawing.leaders import Leader, LeaderRaster, Pending
from planroom.floorplan.drawing.measures import area_texts, size_texts
from planroom.floorplan.drawing.obstacles import Obstacles, obstacles_of
from planroom.floorplan.drawing.placement import Placed, RoomRaster, place_label
from planroom.floorplan.drawing.scene import AnyItem, Ellipse, Layer, Line, Paint, Text
from planroom.floorplan.drawing.shapes import StoreyShapes
from planroom.floorplan.drawing.sheet import Sheet
from planroom.floorplan.geometry.points import Point
from planroom.floorplan.geometry.region import Region
from planroom.floorplan.model.room import RoomType
from planroom.floorplan.model.rooms import RoomShape

_PADDING_PAPER_MM = 0.9
_MOST_LEADERS = 24
_DOT_PAPER_MM = 0.5
_MOST_TURN_DEG = 45.0
_NO_FLOOR = {RoomType.OPEN_TO_BELOW}


class LabelContent(msgspec.Struct, frozen=True, kw_only=True):
    """What room labels say on this picture."""

    sizes: bool
    areas: bool


def label_items(shapes: StoreyShapes, sheet: Sheet, content: LabelContent, blocked: Sequence[Bounds]) -> list[AnyItem]:
    """Draw the labels of all rooms; labels beside their rooms keep off the boxes in ``blocked``.

    A room too small for a legible label gets one beside it with a leader. When there are more of these than a
    picture bears, what fits is written inside in tiny letters, and what is left beyond the limit has no label.
    """
    obstacles = obstacles_of(shapes, sheet)
    shown = [shape for shape in shapes.rooms if shape.room.type not in sheet.style.labels.hidden]
    placed, left = _placed(
        shown, [layouts_of(_text_of(shape, sheet, content), sheet) for shape in shown], obstacles, sheet
    )
    if len(left) > _MOST_LEADERS:
        names = [tiny_layouts(shown_name(shape.room.label, sheet), sheet) for shape in left]
        tiny, left = _placed(left, names, obstacles, sheet)
        placed |= tiny
    items = [item for room_id, label in placed.items() for item in _texts(room_id, label, sheet)]
    pending = [*_beside(left, sheet), *_shapeless(shapes, sheet)]
    if pending:
        raster = LeaderRaster(shapes, sheet, obstacles, [*(label.box for label in placed.values()), *blocked])
        for task in pending[:_MOST_LEADERS]:
            items += _leader_items(raster.place(task), sheet)
    return items


def _placed(
    shapes: Sequence[RoomShape], layouts: Sequence[Sequence[Layout]], obstacles: Obstacles, sheet: Sheet
) -> tuple[dict[str, Placed], list[RoomShape]]:
    """Place each room's label inside the room; give the placed ones by room and the rooms that took none."""
    placed: dict[str, Placed] = {}
    left = []
    for shape, wished in zip(shapes, layouts, strict=True):
        if not wished:
            continue
        region = Region(shape.outline, shape.holes, shape.area_mm2)
        choices = _not_larger(wished, region.bounds)
        if not choices:
            left.append(shape)
            continue
        raster = RoomRaster(region, shape.label_point, sheet.mm(_PADDING_PAPER_MM), obstacles.near(region.bounds))
        found = place_label(raster, choices)
        if found is None:
            left.append(shape)
        else:
            placed[shape.room.id] = found
    return placed, left


def _not_larger(layouts: Sequence[Layout], bounds: Bounds) -> list[Layout]:
    width, height = bounds[2] - bounds[0], bounds[3] - bounds[1]
    fitting = []
    for layout in layouts:
        across, up = layout.footprint_mm
        if across < width and up < height:
            fitting.append(layout)
    return fitting


def _text_of(shape: RoomShape, sheet: Sheet, content: LabelContent) -> LabelText:
    style = sheet.style
    has_area = content.areas and shape.room.type not in _NO_FLOOR
    return LabelText(
        name=shown_name(shape.room.label, sheet),
        sizes=size_texts(*room_size_mm(shape), style.units, style.decimals) if content.sizes else (),
        areas=area_texts(shape.area_mm2, style.units) if has_area else (),
    )


def _beside(shapes: Sequence[RoomShape], sheet: Sheet) -> Iterator[Pending]:
    for shape in shapes:
        if name := shown_name(shape.room.label, sheet):
            yield Pending(shape.room.id, shape.label_point, name_layouts(name, sheet), inside=False)


def _shapeless(shapes: StoreyShapes, sheet: Sheet) -> Iterator[Pending]:
    for room in shapes.shapeless:
        name = shown_name(room.label, sheet)
        if name and room.type not in sheet.style.labels.hidden:
            yield Pending(room.id, room.seed, name_layouts(name, sheet), inside=True)


def room_size_mm(shape: RoomShape) -> tuple[float, float]:
    """Give a room's extent, across and up the picture, measured along its own main direction.

    The main direction is that of most of its outline; a room turned by less than 45 degrees keeps across before up.
    """
    turn = _main_turn(shape.outline)
    cos, sin = math.cos(turn), math.sin(turn)
    across = [x * cos + y * sin for x, y in shape.outline]
    up = [y * cos - x * sin for x, y in shape.outline]
    return max(across) - min(across), max(up) - min(up)


def _main_turn(outline: Sequence[Point]) -> float:
    """Give the direction of most of the outline in radians, between -45 and 45 degrees.

    Directions that differ by a right angle are the same here, hence the fourfold angle.
    """
    weights: dict[float, float] = {}
    for a, b in zip(outline, (*outline[1:], outline[0]), strict=True):
        dx, dy = b.x_mm - a.x_mm, b.y_mm - a.y_mm
        turn = round(math.degrees(math.atan2(dy, dx)) % 90.0, 1) % 90.0
        weights[turn] = weights.get(turn, 0.0) + math.hypot(dx, dy)
    best = max(weights, key=lambda turn: (weights[turn], -turn))
    return math.radians(best - 90.0 if best > _MOST_TURN_DEG else best)


def _texts(room_id: str, label: Placed, sheet: Sheet) -> list[AnyItem]:
    style = sheet.style.labels
    layout, (x, y) = label.layout, label.centre
    return [
        Text(
            layer=Layer.LABELS,
            role="room.label" if line.part == "name" else f"room.{line.part}",
            element_id=room_id,
            at=Point(x - baseline, y) if layout.turned else Point(x, y + baseline),
            text=line.text,
            size_mm=line.size_mm,
            colour=style.name_colour if line.part == "name" else style.detail_colour,
            weight=line.weight,
            turn_deg=90.0 if layout.turned else 0.0,
        )
        for line, baseline in layout.baselines_mm()
    ]


def _leader_items(leader: Leader | None, sheet: Sheet) -> list[AnyItem]:
    if leader is None:
        return []
    items = _texts(leader.room_id, leader.label, sheet)
    if leader.line is None:
        return items
    colour = sheet.style.labels.detail_colour
    pen = sheet.style.openings.swing
    dot = sheet.mm(_DOT_PAPER_MM)
    line = Line(
        layer=Layer.LABELS,
        role="room.leader",
        element_id=leader.room_id,
        points=leader.line,
        paint=Paint(line=colour, width_mm=sheet.mm(pen.width_paper_mm)),
    )
    start = Ellipse(
        layer=Layer.LABELS,
        role="room.leader",
        element_id=leader.room_id,
        centre=leader.line[0],
        radius_x_mm=dot,
        radius_y_mm=dot,
        paint=Paint(fill=colour),
    )
    return [line, start, *items]
