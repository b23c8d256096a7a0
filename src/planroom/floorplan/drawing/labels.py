"""Room labels as items: what each says, where it stands, and a leader for rooms too small for any label."""

import math
from collections.abc import Sequence

import msgspec

from planroom.floorplan.drawing.label_layouts import LabelText, layouts_of, name_layouts, shown_name
from planroom.floorplan.drawing.leaders import Leader, LeaderRaster, Pending
from planroom.floorplan.drawing.measures import area_texts, size_texts
from planroom.floorplan.drawing.obstacles import Obstacle, near, obstacles_of
from planroom.floorplan.drawing.placement import Placed, RoomRaster, place_label
from planroom.floorplan.drawing.scene import AnyItem, Ellipse, Layer, Line, Paint, Text
from planroom.floorplan.drawing.shapes import StoreyShapes
from planroom.floorplan.drawing.sheet import Sheet
from planroom.floorplan.geometry.points import Point
from planroom.floorplan.geometry.region import Region
from planroom.floorplan.model.room import RoomType
from planroom.floorplan.model.rooms import RoomShape

_PADDING_PAPER_MM = 0.9
_MOST_LEADERS = 80
_DOT_PAPER_MM = 0.5
_MOST_TURN_DEG = 45.0
_NO_FLOOR = {RoomType.OPEN_TO_BELOW}


class LabelContent(msgspec.Struct, frozen=True, kw_only=True):
    """What room labels say on this picture."""

    sizes: bool
    areas: bool


def label_items(
    shapes: StoreyShapes, sheet: Sheet, content: LabelContent, blocked: Sequence[tuple[float, float, float, float]]
) -> list[AnyItem]:
    """Draw the labels of all rooms; labels beside their rooms keep off the boxes in ``blocked``."""
    obstacles = obstacles_of(shapes, sheet)
    placed: list[tuple[str, Placed]] = []
    pending: list[Pending] = []
    for shape in shapes.rooms:
        if shape.room.type in sheet.style.labels.hidden:
            continue
        found = _placed_inside(shape, sheet, content, obstacles)
        if found is not None:
            placed.append((shape.room.id, found))
        elif name := shown_name(shape.room.label, sheet):
            pending.append(Pending(shape.room.id, shape.label_point, name_layouts(name, sheet), inside=False))
    for room in shapes.shapeless:
        name = shown_name(room.label, sheet)
        if name and room.type not in sheet.style.labels.hidden:
            pending.append(Pending(room.id, room.seed, name_layouts(name, sheet), inside=True))
    items = [item for room_id, label in placed for item in _texts(room_id, label, sheet)]
    if pending and shapes.bounds is not None:
        raster = LeaderRaster(shapes, sheet, obstacles, [*(label.box for _, label in placed), *blocked])
        for task in pending[:_MOST_LEADERS]:
            items += _leader_items(raster.place(task), sheet)
    return items


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


def _placed_inside(
    shape: RoomShape, sheet: Sheet, content: LabelContent, obstacles: Sequence[Obstacle]
) -> Placed | None:
    style = sheet.style
    text = LabelText(
        name=shown_name(shape.room.label, sheet),
        sizes=size_texts(*room_size_mm(shape), style.units, style.decimals) if content.sizes else (),
        areas=area_texts(shape.area_mm2, style.units) if content.areas and shape.room.type not in _NO_FLOOR else (),
    )
    layouts = layouts_of(text, sheet)
    if not layouts:
        return None
    region = Region(shape.outline, shape.holes, shape.area_mm2)
    raster = RoomRaster(region, shape.label_point, sheet.mm(_PADDING_PAPER_MM), near(obstacles, region.bounds))
    return place_label(raster, layouts)


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
