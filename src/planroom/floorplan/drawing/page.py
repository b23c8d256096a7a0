"""The page: what is written around the plan, and how large the page is.

The header names the floor and the address and gives the area; the footer has the scale bar, the north arrow, where
the scale comes from, and the disclaimer.
"""

import math
from collections.abc import Iterator

import msgspec

from planroom.floorplan.drawing.extent import Bounds, turned
from planroom.floorplan.drawing.facts import PageText, notes_of
from planroom.floorplan.drawing.scale_bar import scale_bar_items
from planroom.floorplan.drawing.scene import Anchor, AnyItem, Area, Box, Layer, Line, Paint, Text, Weight
from planroom.floorplan.drawing.sheet import Sheet
from planroom.floorplan.drawing.text import ASCENT, DESCENT, fitted, text_width_mm
from planroom.floorplan.geometry.points import Point
from planroom.floorplan.model.plan import ScaleSource

LEAST_WIDTH_PAPER_MM = 118.0
_GAP_PAPER_MM = 6.0
_WIDEST = 1.7
_TALLEST = 1.45
_NORTH_PAPER_MM = 3.6
_HEADER_SHARE = 0.62
_BAR_HEIGHT_PAPER_MM = 5.4
_FOOTER_GAP_PAPER_MM = 3.2
_SMALL_PITCH = 1.45
_SECOND_LINE = 1.6
_CAPTION_PITCH = 1.4
_RULE_GAP_PAPER_MM = 3.0
_COLUMN_GAP_PAPER_MM = 6.0


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """The page rectangle, and the rectangle inside it that is left for the plan."""

    low: Point
    high: Point


def page_of(content: Bounds, text: PageText, sheet: Sheet) -> Page:
    """Lay a page around the content: margins, header and footer, and a shape that is neither a strip nor a tower."""
    low_x, low_y, high_x, high_y = content
    margin = sheet.mm(sheet.style.page.margin_paper_mm)
    width = max(high_x - low_x, sheet.mm(LEAST_WIDTH_PAPER_MM)) + 2 * margin
    header, footer = _header_mm(text, sheet), _footer_mm(text, sheet, width - 2 * margin)
    gaps = sheet.mm(_GAP_PAPER_MM) * 2
    height = high_y - low_y + 2 * margin + header + footer + gaps
    plan_height = high_y - low_y + max(0.0, width / _WIDEST - height)
    width = max(width, height / _TALLEST)
    height = plan_height + 2 * margin + header + footer + gaps
    middle_x, middle_y = (low_x + high_x) / 2, (low_y + high_y) / 2
    low = Point(middle_x - width / 2, middle_y - plan_height / 2 - gaps / 2 - footer - margin)
    return Page(low=_whole(low), high=_whole(Point(low.x_mm + width, low.y_mm + height)))


def _whole(point: Point) -> Point:
    return Point(float(round(point.x_mm)), float(round(point.y_mm)))


def page_items(page: Page, text: PageText, sheet: Sheet) -> list[AnyItem]:
    """Draw paper, header and footer."""
    paper = Box(
        layer=Layer.PAPER,
        role="page.paper",
        low=page.low,
        high=page.high,
        paint=Paint(fill=sheet.style.page.background),
    )
    return [paper, *_header(page, text, sheet), *_footer(page, text, sheet)]


def _header_mm(text: PageText, sheet: Sheet) -> float:
    style = sheet.style.page
    text_size, small = style.text_paper_mm, style.small_paper_mm
    last = style.title_paper_mm * ASCENT + _SECOND_LINE * text_size
    captions = len(text.area_captions)
    left = last + text_size * DESCENT if text.subheading else style.title_paper_mm
    right = last + small * (_CAPTION_PITCH * (captions - 1) + DESCENT) if captions else 0.0
    return sheet.mm(max(left, right) + (_RULE_GAP_PAPER_MM if style.rule else 0.0))


def _footer_mm(text: PageText, sheet: Sheet, width_mm: float) -> float:
    style = sheet.style.page
    lines = len(notes_of(text, sheet, width_mm))
    bar = _BAR_HEIGHT_PAPER_MM + _FOOTER_GAP_PAPER_MM if _has_bar(text, sheet) else 0.0
    north = _NORTH_PAPER_MM * 2 + _FOOTER_GAP_PAPER_MM if _has_north(text, sheet) else 0.0
    return sheet.mm(max(bar, north) + style.small_paper_mm * _SMALL_PITCH * lines)


def _has_bar(text: PageText, sheet: Sheet) -> bool:
    return sheet.style.page.scale_bar and text.scale.source is not ScaleSource.UNKNOWN


def _has_north(text: PageText, sheet: Sheet) -> bool:
    return sheet.style.page.north_arrow and text.north_deg is not None


def _text(role: str, at: Point, words: str, size_mm: float, colour: str, weight: Weight, anchor: Anchor) -> Text:  # noqa: PLR0917 - all that makes a line of text
    return Text(
        layer=Layer.TITLE,
        role=role,
        at=at,
        text=words,
        size_mm=round(size_mm),
        colour=colour,
        weight=weight,
        anchor=anchor,
    )


def _header(page: Page, text: PageText, sheet: Sheet) -> Iterator[AnyItem]:
    style = sheet.style.page
    margin = sheet.mm(style.margin_paper_mm)
    left, right, top = page.low.x_mm + margin, page.high.x_mm - margin, page.high.y_mm - margin
    area_size = sheet.mm(style.title_paper_mm * _HEADER_SHARE)
    small, title = sheet.mm(style.small_paper_mm), sheet.mm(style.title_paper_mm)
    captions = [text_width_mm(caption, small, Weight.REGULAR) for caption in text.area_captions]
    taken = max([text_width_mm(text.area, area_size, Weight.SEMI_BOLD), *captions]) if text.area else 0.0
    room = right - left - taken - (sheet.mm(_COLUMN_GAP_PAPER_MM) if taken else 0.0)
    heading = fitted(text.heading, title, Weight.BOLD, room)
    base = top - title * ASCENT
    yield _text("page.floor", Point(left, base), heading, title, style.ink, Weight.BOLD, Anchor.START)
    if text.subheading:
        size = sheet.mm(style.text_paper_mm)
        words = fitted(text.subheading, size, Weight.REGULAR, room)
        at = Point(left, base - size * _SECOND_LINE)
        yield _text("page.address", at, words, size, style.muted, Weight.REGULAR, Anchor.START)
    if text.area:
        yield _text("page.area", Point(right, base), text.area, area_size, style.ink, Weight.SEMI_BOLD, Anchor.END)
        for index, caption in enumerate(text.area_captions):
            at = Point(right, base - sheet.mm(style.text_paper_mm) * _SECOND_LINE - small * _CAPTION_PITCH * index)
            yield _text("page.area-caption", at, caption, small, style.muted, Weight.REGULAR, Anchor.END)
    if style.rule:
        y = top - _header_mm(text, sheet)
        yield Line(
            layer=Layer.TITLE, role="page.rule", points=(Point(left, y), Point(right, y)), paint=sheet.paint(style.rule)
        )


def _footer(page: Page, text: PageText, sheet: Sheet) -> Iterator[AnyItem]:
    style = sheet.style.page
    margin, small = sheet.mm(style.margin_paper_mm), sheet.mm(style.small_paper_mm)
    left, right, bottom = page.low.x_mm + margin, page.high.x_mm - margin, page.low.y_mm + margin
    notes = notes_of(text, sheet, right - left)
    for index, note in enumerate(reversed(notes)):
        at = Point(left, bottom + small * 0.22 + index * small * _SMALL_PITCH)
        yield _text("page.note", at, note, small, style.muted, Weight.REGULAR, Anchor.START)
    base = bottom + len(notes) * small * _SMALL_PITCH + sheet.mm(_FOOTER_GAP_PAPER_MM)
    if _has_bar(text, sheet):
        yield from scale_bar_items(Point(left, base), (right - left) * 0.45, sheet)
    if _has_north(text, sheet) and text.north_deg is not None:
        radius = sheet.mm(_NORTH_PAPER_MM)
        yield from _north(Point(right - radius, base + radius * 0.8), text.north_deg, sheet)


def _north(centre: Point, north_deg: float, sheet: Sheet) -> Iterator[AnyItem]:
    """A needle in the direction of north, which is told in degrees clockwise from the top of the plan."""
    style = sheet.style.page
    radius = sheet.mm(_NORTH_PAPER_MM)
    turn = -north_deg
    tip, tail = turned(centre, 0, radius * 0.95, turn), turned(centre, 0, -radius * 0.25, turn)
    wings = (turned(centre, -radius * 0.42, -radius * 0.6, turn), turned(centre, radius * 0.42, -radius * 0.6, turn))
    pen = sheet.paint(sheet.style.dimensions.line)
    outline = Paint(fill=style.background, line=style.ink, width_mm=pen.width_mm)
    full = Paint(fill=style.ink, line=style.ink, width_mm=pen.width_mm)
    yield Area(layer=Layer.TITLE, role="page.north", rings=((tip, wings[0], tail),), paint=full)
    yield Area(layer=Layer.TITLE, role="page.north", rings=((tip, wings[1], tail),), paint=outline)
    letter = turned(centre, 0, radius * 1.42, turn)
    size = sheet.mm(style.text_paper_mm)
    yield _text("page.north", letter.moved(0, -size * 0.36), "N", size, style.ink, Weight.SEMI_BOLD, Anchor.MIDDLE)


def widened(content: Bounds, others: tuple[float, float]) -> Bounds:
    """Widen the content evenly to the given width and height, so that all floors get pages of one size."""
    low_x, low_y, high_x, high_y = content
    more_x = max(0.0, others[0] - (high_x - low_x)) / 2
    more_y = max(0.0, others[1] - (high_y - low_y)) / 2
    return (
        math.floor(low_x - more_x),
        math.floor(low_y - more_y),
        math.ceil(high_x + more_x),
        math.ceil(high_y + more_y),
    )
