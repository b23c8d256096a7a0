"""SVG: the one picture that is drawn; PNG, JPG and PDF are made from it.

Coordinates are whole millimetres of the building, y downwards from the top of the page. Layers and elements are
groups with ids and classes, text is text, and the same scene gives the same bytes.
"""

import hashlib
import re
from collections.abc import Iterator
from itertools import groupby
from xml.sax.saxutils import escape, quoteattr

from planroom.floorplan.drawing.scene import (
    Anchor,
    AnyItem,
    Arc,
    Area,
    Box,
    Ellipse,
    Layer,
    Line,
    Paint,
    Scene,
    Symbol,
    Text,
    Weight,
)
from planroom.floorplan.drawing.text import CSS_WEIGHTS, FONT_STACK
from planroom.floorplan.geometry.points import Point

MEDIA_TYPE = "image/svg+xml"
_ANCHORS = {Anchor.MIDDLE: "middle", Anchor.END: "end"}
_ID_LETTERS = re.compile(r"[^A-Za-z0-9_-]+")
_MOST_ID_LETTERS = 60


def svg_of(scene: Scene) -> bytes:
    """Write the scene as an SVG file, in UTF-8."""
    return ("\n".join(_document(scene)) + "\n").encode()


def _document(scene: Scene) -> Iterator[str]:
    width, height = _whole(scene.width_mm), _whole(scene.height_mm)
    prefix = f"f{scene.name}"
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_short(scene.width_mm / scene.paper_scale)}mm" '
        f'height="{_short(scene.height_mm / scene.paper_scale)}mm" viewBox="0 0 {width} {height}" '
        f'role="img" aria-labelledby="{prefix}-title {prefix}-desc" font-family="{FONT_STACK}" '
        f'fill="none" stroke-linejoin="miter" data-scale="{_short(scene.paper_scale)}">'
    )
    yield f'<title id="{prefix}-title">{escape(scene.title)}</title>'
    yield f'<desc id="{prefix}-desc">{escape(scene.description)}</desc>'
    writer = _Writer(scene, prefix)
    for layer, items in groupby(scene.items, key=lambda item: item.layer):
        yield f'<g id="{prefix}-layer-{layer.value}" class="layer {layer.value}">'
        yield from writer.layer(list(items))
        yield "</g>"
    yield "</svg>"


class _Writer:
    """Writes the items of one scene; keeps which ids are taken."""

    def __init__(self, scene: Scene, prefix: str) -> None:
        self._left = scene.low.x_mm
        self._top = scene.high.y_mm
        self._titles = scene.titles
        self._prefix = prefix
        self._taken: set[str] = set()

    def layer(self, items: list[AnyItem]) -> Iterator[str]:
        """Write the items of one layer; neighbours of one element become a group with its id and title."""
        for element_id, group in groupby(items, key=lambda item: item.element_id):
            members = list(group)
            if element_id is None:
                yield from (self._item(item) for item in members)
                continue
            kind = members[0].role.split(".")[0]
            name = self._id(members[0].layer, kind, element_id)
            yield f'<g id="{name}" class="{kind}" data-element={quoteattr(element_id)}>'
            if members[0].layer is not Layer.LABELS and element_id in self._titles:
                yield f"<title>{escape(self._titles[element_id])}</title>"
            yield from (self._item(item) for item in members)
            yield "</g>"

    def _id(self, layer: Layer, kind: str, element_id: str) -> str:
        """Make an id that is allowed in XML and not yet taken."""
        safe = _ID_LETTERS.sub("-", element_id)[:_MOST_ID_LETTERS]
        if safe != element_id:
            safe += f"-{hashlib.sha256(element_id.encode('utf-8', 'replace')).hexdigest()[:8]}"
        name = f"{self._prefix}-{'label' if layer is Layer.LABELS else kind}-{safe}"
        plain, number = name, 2
        while name in self._taken:
            name, number = f"{plain}-{number}", number + 1
        self._taken.add(name)
        return name

    def _item(self, item: AnyItem) -> str:
        css = f'class="{item.role.replace(".", " ")}"'
        match item:
            case Text():
                return self._text(item, css)
            case Symbol():
                return self._symbol(item, css)
            case _:
                return _shape(item, css, self._left, self._top)

    def _text(self, item: Text, css: str) -> str:
        x, y = _whole(item.at.x_mm - self._left), _whole(self._top - item.at.y_mm)
        parts = [f'<text {css} x="{x}" y="{y}" font-size="{_whole(item.size_mm)}"']
        if item.anchor in _ANCHORS:
            parts.append(f'text-anchor="{_ANCHORS[item.anchor]}"')
        if item.weight is not Weight.REGULAR:
            parts.append(f'font-weight="{CSS_WEIGHTS[item.weight]}"')
        if item.turn_deg:
            parts.append(f'transform="rotate({_short(-item.turn_deg)} {x} {y})"')
        return f'{" ".join(parts)} fill="{item.colour}">{escape(item.text)}</text>'

    def _symbol(self, item: Symbol, css: str) -> str:
        x, y = _whole(item.at.x_mm - self._left), _whole(self._top - item.at.y_mm)
        turn = f" rotate({_short(-item.turn_deg)})" if item.turn_deg % 360 else ""
        inner = "".join(_shape(part, "", 0.0, 0.0) for part in item.parts)
        return f'<g {css} data-symbol="{item.name}" transform="translate({x} {y}){turn}">{inner}</g>'


def _shape(item: Area | Line | Arc | Ellipse | Box, css: str, left: float, top: float) -> str:
    lead = f"{css} " if css else ""

    def at(point: Point) -> str:
        return f"{_whole(point.x_mm - left)} {_whole(top - point.y_mm)}"

    match item:
        case Area():
            data = "".join(f"M{'L'.join(map(at, ring))}Z" for ring in item.rings)
            rule = ' fill-rule="evenodd"' if len(item.rings) > 1 else ""
            body = f'<path {lead}d="{data}"{rule}'
        case Line():
            body = f'<path {lead}d="M{"L".join(map(at, item.points))}"'
        case Arc():
            start, end = item.ends
            radius, large = _whole(item.radius_mm), int(item.end_deg - item.start_deg > 180)  # noqa: PLR2004 - half a turn
            body = f'<path {lead}d="M{at(start)}A{radius} {radius} 0 {large} 0 {at(end)}"'
        case Ellipse():
            x, y = at(item.centre).split()
            body = f'<ellipse {lead}cx="{x}" cy="{y}" rx="{_whole(item.radius_x_mm)}" ry="{_whole(item.radius_y_mm)}"'
        case _:
            body = _box(item, lead, left, top)
    return f"{body}{_paint(item.paint)}/>"


def _box(item: Box, lead: str, left: float, top: float) -> str:
    x, y = _whole(item.low.x_mm - left), _whole(top - item.high.y_mm)
    width, height = _whole(item.high.x_mm - left) - x, _whole(top - item.low.y_mm) - y
    corner = f' rx="{_whole(item.radius_mm)}"' if _whole(item.radius_mm) else ""
    return f'<rect {lead}x="{x}" y="{y}" width="{width}" height="{height}"{corner}'


def _paint(paint: Paint) -> str:
    parts = []
    if paint.fill:
        parts.append(f' fill="{paint.fill}"')
    if paint.line and paint.width_mm > 0:
        parts.append(f' stroke="{paint.line}" stroke-width="{max(1, _whole(paint.width_mm))}"')
        if paint.dash_mm:
            parts.append(f' stroke-dasharray="{" ".join(str(max(1, _whole(part))) for part in paint.dash_mm)}"')
    return "".join(parts)


def _whole(value_mm: float) -> int:
    return round(value_mm)


def _short(value: float) -> str:
    return f"{round(value, 2) + 0.0:g}"
