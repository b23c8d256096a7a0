"""Outer dimensions: chains of dimension lines around the building, one for its parts and one for the whole."""

import math
from collections.abc import Iterator, Sequence
from itertools import pairwise

from planroom.floorplan.drawing.extent import Bounds
from planroom.floorplan.drawing.facade import Facade, Side, facade_of
from planroom.floorplan.drawing.measures import length_texts
from planroom.floorplan.drawing.scene import AnyItem, Area, Ellipse, Layer, Line, Paint, Text, Weight
from planroom.floorplan.drawing.sheet import Sheet
from planroom.floorplan.drawing.style import Tick, Units
from planroom.floorplan.drawing.text import text_width_mm
from planroom.floorplan.geometry.points import Point
from planroom.floorplan.geometry.region import Region
from planroom.floorplan.geometry.units import metres

FIRST_ROW_PAPER_MM = 8.0
ROW_PAPER_MM = 6.5
_LIFT_PAPER_MM = 0.9
_GAP_PAPER_MM = 1.6
_OVERSHOOT_PAPER_MM = 1.4
_TICK_PAPER_MM = 1.1
_DOT_PAPER_MM = 0.55
_ARROW_PAPER_MM = (2.0, 0.55)
_TICK_WIDTHS = 2.4
_ROOM_SHARE = 0.94
_SMALLER = 0.82
_LEAST_STEPS = 2
_WAYS = 4


def chain_items(outlines: Sequence[Region], bounds: Bounds, sheet: Sheet) -> list[AnyItem]:
    """Draw the chains: top and left with parts and whole, bottom and right only where their parts differ."""
    items: list[AnyItem] = []
    for main, opposite in ((Side.TOP, Side.BOTTOM), (Side.LEFT, Side.RIGHT)):
        facade, other = facade_of(outlines, main), facade_of(outlines, opposite)
        if len(facade.stops_mm) < _LEAST_STEPS:
            continue
        first, second = (_row_at(main, bounds, sheet, row) for row in (0, 1))
        whole = (facade.stops_mm[0], facade.stops_mm[-1])
        if len(facade.stops_mm) > _LEAST_STEPS:
            items += _chain(facade, facade.stops_mm, first, sheet)
            items += _chain(facade, whole, second, sheet, inner_mm=first + sheet.mm(_OVERSHOOT_PAPER_MM))
        else:
            items += _chain(facade, whole, first, sheet)
        if len(other.stops_mm) > _LEAST_STEPS and _rounded(other) != _rounded(facade):
            items += _chain(other, other.stops_mm, _row_at(opposite, bounds, sheet, 0), sheet)
    return items


def _rounded(facade: Facade) -> list[int]:
    return [round(stop / 10) for stop in facade.stops_mm]


def _row_at(side: Side, bounds: Bounds, sheet: Sheet, row: int) -> float:
    """Give how far out a row of dimensions runs."""
    low_x, low_y, high_x, high_y = bounds
    edge = {Side.TOP: high_y, Side.BOTTOM: -low_y, Side.LEFT: -low_x, Side.RIGHT: high_x}[side]
    return edge + sheet.mm(FIRST_ROW_PAPER_MM + row * ROW_PAPER_MM)


def _chain(
    facade: Facade, stops: Sequence[float], out_mm: float, sheet: Sheet, inner_mm: float | None = None
) -> list[AnyItem]:
    """Draw one row; its extension lines begin at the building, or at ``inner_mm`` where an inner row ends its own."""
    side = facade.side
    paint = sheet.paint(sheet.style.dimensions.line)
    reach = dict(zip(facade.stops_mm, facade.reach_mm, strict=True))
    items: list[AnyItem] = []
    for stop in stops:
        start = reach[stop] + sheet.mm(_GAP_PAPER_MM) if inner_mm is None else inner_mm
        points = (side.point(stop, start), side.point(stop, out_mm + sheet.mm(_OVERSHOOT_PAPER_MM)))
        items.append(_line("dimension.extension", points, paint))
    items.append(_line("dimension.line", (side.point(stops[0], out_mm), side.point(stops[-1], out_mm)), paint))
    items += [item for index, stop in enumerate(stops) for item in _tick(side, stop, out_mm, sheet, index, len(stops))]
    items += _numbers(side, stops, out_mm, sheet)
    return items


def _line(role: str, points: tuple[Point, ...], paint: Paint) -> Line:
    return Line(layer=Layer.DIMENSIONS, role=role, points=points, paint=paint)


def _tick(side: Side, stop: float, out_mm: float, sheet: Sheet, index: int, count: int) -> Iterator[AnyItem]:
    style = sheet.style.dimensions
    at = side.point(stop, out_mm)
    if style.tick is Tick.SLASH:
        reach = sheet.mm(_TICK_PAPER_MM)
        width = sheet.mm(style.line.width_paper_mm) * _TICK_WIDTHS
        yield _line(
            "dimension.tick",
            (at.moved(-reach, -reach), at.moved(reach, reach)),
            Paint(line=style.line.colour, width_mm=width),
        )
    elif style.tick is Tick.DOT:
        radius = sheet.mm(_DOT_PAPER_MM)
        yield Ellipse(
            layer=Layer.DIMENSIONS,
            role="dimension.tick",
            centre=at,
            radius_x_mm=radius,
            radius_y_mm=radius,
            paint=Paint(fill=style.line.colour),
        )
    else:
        directions = [direction for direction, wanted in ((1, index + 1 < count), (-1, index > 0)) if wanted]
        yield from (_arrow(side, stop, out_mm, sheet, direction) for direction in directions)


def _arrow(side: Side, stop: float, out_mm: float, sheet: Sheet, direction: int) -> Area:
    length, half = (sheet.mm(part) for part in _ARROW_PAPER_MM)
    ring = (
        side.point(stop, out_mm),
        side.point(stop + direction * length, out_mm + half),
        side.point(stop + direction * length, out_mm - half),
    )
    paint = Paint(fill=sheet.style.dimensions.line.colour)
    return Area(layer=Layer.DIMENSIONS, role="dimension.tick", rings=(ring,), paint=paint)


def _numbers(side: Side, stops: Sequence[float], out_mm: float, sheet: Sheet) -> Iterator[Text]:
    """Write the length of each part over its line, or left of it; a part too short for any writing has none.

    All parts are written alike when there is a way that fits them all.
    """
    style = sheet.style.dimensions
    lift = sheet.mm(_LIFT_PAPER_MM)
    parts = list(pairwise(stops))
    choices = [list(_writings(end - start, sheet)) for start, end in parts]
    fitting = [[_fits(*way, end - start) for way in ways] for ways, (start, end) in zip(choices, parts, strict=True)]
    alike = next((way for way in range(_WAYS) if all(fits[way] for fits in fitting)), None)
    for ways, fits, (start, end) in zip(choices, fitting, parts, strict=True):
        way = alike if alike is not None else next((index for index in range(_WAYS) if fits[index]), None)
        if way is None:
            continue
        text, size = ways[way]
        line_at = side.point((start + end) / 2, out_mm)
        yield Text(
            layer=Layer.DIMENSIONS,
            role="dimension.text",
            at=line_at.moved(0, lift) if side.is_level else line_at.moved(-lift, 0),
            text=text,
            size_mm=size,
            colour=style.text_colour,
            weight=Weight.MEDIUM,
            turn_deg=0.0 if side.is_level else 90.0,
        )


def _fits(text: str, size_mm: float, part_mm: float) -> bool:
    return text_width_mm(text, size_mm, Weight.MEDIUM) <= part_mm * _ROOM_SHARE


def _writings(length_mm: float, sheet: Sheet) -> Iterator[tuple[str, float]]:
    """Give the ways to write a length, from the fullest to the shortest, with the font size."""
    style = sheet.style
    size = round(sheet.mm(style.dimensions.text_paper_mm))
    texts = length_texts(length_mm, style.units, style.decimals)
    short = metres(length_mm, style.decimals) if style.units is Units.METRES else texts[0]
    yield " / ".join(texts), size
    yield texts[0], size
    yield short, size
    yield short, math.floor(size * _SMALLER)
