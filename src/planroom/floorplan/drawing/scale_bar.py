"""The scale bar: round lengths, metric, imperial or both, one over the other."""

from collections.abc import Iterator

from planroom.floorplan.drawing.scene import Anchor, AnyItem, Box, Layer, Paint, Text, Weight
from planroom.floorplan.drawing.sheet import Sheet
from planroom.floorplan.drawing.style import Units
from planroom.floorplan.geometry.points import Point

_MM_PER_FOOT = 304.8
_METRE_STEPS = (0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200)
_FOOT_STEPS = (0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500)
_PARTS = 2
_LONGEST_PAPER_MM = 62.0
_BAR_PAPER_MM = 1.1


def scale_bar_items(at: Point, width_mm: float, sheet: Sheet) -> Iterator[AnyItem]:
    """Draw a bar of two parts from ``at`` to the right, at most ``width_mm`` long; numbers stand over and under it."""
    room = min(width_mm, sheet.mm(_LONGEST_PAPER_MM))
    small = sheet.mm(sheet.style.page.small_paper_mm)
    y = at.y_mm + small * 1.25
    height = sheet.mm(_BAR_PAPER_MM)
    rows = []
    if sheet.style.units is not Units.FEET:
        rows.append((_step(room, _METRE_STEPS, 1000.0), 1000.0, "m"))
    if sheet.style.units is not Units.METRES:
        rows.append((_step(room, _FOOT_STEPS, _MM_PER_FOOT), _MM_PER_FOOT, "ft"))
    for index, (step, unit_mm, unit) in enumerate(rows):
        bottom = y + index * height
        yield from _bar(Point(at.x_mm, bottom), step * unit_mm, sheet, index)
        over = index > 0 or len(rows) == 1
        baseline = bottom + height + small * 0.32 if over else bottom - small * 0.95
        yield from _numbers(Point(at.x_mm, baseline), step, unit_mm, unit, sheet)


def _step(room_mm: float, steps: tuple[float, ...], unit_mm: float) -> float:
    return max((step for step in steps if step * unit_mm * _PARTS <= room_mm), default=steps[0])


def _bar(at: Point, step_mm: float, sheet: Sheet, row: int) -> Iterator[AnyItem]:
    style = sheet.style.page
    height = sheet.mm(_BAR_PAPER_MM)
    width = sheet.mm(sheet.style.dimensions.line.width_paper_mm)
    for part in range(_PARTS):
        fill = style.ink if (part + row) % 2 == 0 else style.background
        low = at.moved(part * step_mm, 0)
        yield Box(
            layer=Layer.TITLE,
            role="page.scale-bar",
            low=low,
            high=low.moved(step_mm, height),
            paint=Paint(fill=fill, line=style.ink, width_mm=width),
        )


def _numbers(at: Point, step: float, unit_mm: float, unit: str, sheet: Sheet) -> Iterator[AnyItem]:
    style = sheet.style.page
    for part in range(_PARTS + 1):
        last = part == _PARTS
        yield Text(
            layer=Layer.TITLE,
            role="page.scale-text",
            at=at.moved(part * step * unit_mm, 0),
            text=f"{part * step:g} {unit}" if last else f"{part * step:g}",
            size_mm=round(sheet.mm(style.small_paper_mm)),
            colour=style.muted,
            weight=Weight.REGULAR,
            anchor=Anchor.START if part == 0 else Anchor.MIDDLE,
        )
