"""Styles: how plans look, as data. Lengths that end in ``_paper_mm`` are measured on paper, not in the building.

Built-in styles are JSON files in ``styles/``; ``styles/style.schema.json`` is their published JSON schema.
"""

import json
from collections.abc import Mapping
from enum import StrEnum
from functools import lru_cache
from importlib.resources import files
from typing import Annotated, Any, ClassVar

import msgspec

from planroom.floorplan.drawing.scene import Weight
from planroom.floorplan.model.room import RoomType
from planroom.kit.errors import AppError, ErrorKind

Colour = Annotated[str, msgspec.Meta(pattern="^#[0-9a-f]{6}$", description="Colour as #rrggbb, lower case.")]
LineWidth = Annotated[float, msgspec.Meta(ge=0.05, le=3.0, description="Line width in millimetres of paper.")]
FontSize = Annotated[float, msgspec.Meta(ge=1.2, le=20.0, description="Font size (em) in millimetres of paper.")]
Decimals = Annotated[int, msgspec.Meta(ge=0, le=2, description="Decimals of a metre.")]

_MOST_STYLE_BYTES = 100_000


class StyleUnknown(AppError):
    """No style of that name."""

    code = "style_unknown"
    kind = ErrorKind.NOT_FOUND


class StyleUnreadable(AppError):
    """A style file that does not fit the schema."""

    code = "style_unreadable"
    kind = ErrorKind.INVALID


class Units(StrEnum):
    """In which units lengths and areas are written."""

    METRES = "m"
    FEET = "ft"
    BOTH = "ft,m"


class Case(StrEnum):
    """How room names are written."""

    AS_WRITTEN = "as_written"
    UPPER = "upper"


class Tick(StrEnum):
    """The mark at the ends of a dimension line."""

    SLASH = "slash"
    DOT = "dot"
    ARROW = "arrow"


class AreaFigure(StrEnum):
    """Which area stands on the page, if any: the gross internal area or everything inside the outer faces."""

    NONE = "none"
    GIA = "gia"
    TOTAL_SCANNED = "total_scanned"


class Paper(StrEnum):
    """The sheet that a page must fit, either way round."""

    A4 = "a4"
    LETTER = "letter"

    @property
    def size_mm(self) -> tuple[float, float]:
        """Longer and shorter side."""
        return (297.0, 210.0) if self is Paper.A4 else (279.4, 215.9)

    @property
    def written(self) -> str:
        """The name as people write it."""
        return "A4" if self is Paper.A4 else "Letter"


class Pen(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A line: colour and width."""

    colour: Colour
    width_paper_mm: LineWidth


class WallStyle(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Walls: their filling and their outline."""

    fill: Colour
    outline: Pen


class OpeningStyle(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Doors and windows: ``line`` for leaves and frames, ``swing`` for arcs and other thin lines."""

    line: Pen
    swing: Pen
    leaf_fill: Colour
    frame_fill: Colour
    glass_fill: Colour


class FloorStyle(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Floors: ``fill`` for every room without a colour of its own, ``threshold`` in doorways."""

    fill: Colour
    threshold: Colour
    fills: dict[RoomType, Colour] = {}


class LabelStyle(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Room labels. ``least_paper_mm`` is the smallest font size a label may shrink to before it moves outside."""

    name_paper_mm: FontSize
    detail_paper_mm: FontSize
    least_paper_mm: FontSize
    name_weight: Weight
    detail_weight: Weight
    name_case: Case = Case.AS_WRITTEN
    name_colour: Colour
    detail_colour: Colour
    dimensions: bool = True
    area: bool = True
    hidden: tuple[RoomType, ...] = ()


class DimensionStyle(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Outer dimension lines; ``chains`` switches them off altogether."""

    chains: bool
    line: Pen
    tick: Tick
    text_paper_mm: FontSize
    text_colour: Colour


class FixtureStyle(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Fixtures: shown or not, and with what line and filling."""

    shown: bool
    line: Pen
    fill: Colour


class PageStyle(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The page around the plan and what is written on it."""

    background: Colour
    ink: Colour
    muted: Colour
    rule: Pen | None = None
    margin_paper_mm: Annotated[float, msgspec.Meta(ge=2.0, le=40.0)]
    title_paper_mm: FontSize
    text_paper_mm: FontSize
    small_paper_mm: FontSize
    paper: Paper = Paper.A4
    area: AreaFigure = AreaFigure.GIA
    scale_bar: bool = True
    scale_ratio: bool = False
    north_arrow: bool = True
    disclaimer: Annotated[str, msgspec.Meta(max_length=400)] = ""


class Style(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Everything that decides how a plan looks."""

    name: Annotated[str, msgspec.Meta(pattern="^[a-z][a-z0-9-]{0,40}$")]
    title: Annotated[str, msgspec.Meta(max_length=80)]
    description: Annotated[str, msgspec.Meta(max_length=400)]
    units: Units
    decimals: Decimals = 2
    walls: WallStyle
    openings: OpeningStyle
    floors: FloorStyle
    labels: LabelStyle
    dimensions: DimensionStyle
    fixtures: FixtureStyle
    page: PageStyle

    folder: ClassVar[str] = "styles"


def read_style(content: bytes) -> Style:
    """Read a style from JSON.

    Raises:
        StyleUnreadable: with the place and the reason, when the content does not fit the schema.
    """
    if len(content) > _MOST_STYLE_BYTES:
        message = f"The style has {len(content)} bytes; at most {_MOST_STYLE_BYTES} are read."
        raise StyleUnreadable(message)
    try:
        return msgspec.json.decode(content, type=Style)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        message = f"The style does not fit the style schema: {error}."
        raise StyleUnreadable(message) from error


@lru_cache(maxsize=1)
def built_in_styles() -> tuple[Style, ...]:
    """Give the styles of the package, by name."""
    folder = files(__package__ or "").joinpath(Style.folder)
    names = sorted(entry.name for entry in folder.iterdir())
    found = [name for name in names if name.endswith(".json") and not name.endswith(".schema.json")]
    return tuple(read_style(folder.joinpath(name).read_bytes()) for name in found)


def find_style(name: str) -> Style:
    """Give the built-in style of that name.

    Raises:
        StyleUnknown: naming the known ones.
    """
    known = {style.name: style for style in built_in_styles()}
    if name not in known:
        message = f"There is no style named “{name[:60]}”. Known styles: {', '.join(known)}."
        raise StyleUnknown(message, known=tuple(known))
    return known[name]


def with_units(style: Style, units: Units) -> Style:
    """Give the style with other units."""
    return msgspec.structs.replace(style, units=units)


def with_options(style: Style, options: Mapping[str, Any]) -> Style:
    """Give the style with other options: ``options`` is a part of a style as JSON has it, and wins where it speaks.

    Raises:
        StyleUnreadable: with the place and the reason, when an option does not exist or does not fit.
    """
    try:
        return msgspec.convert(merge_options(msgspec.to_builtins(style), options), Style)
    except msgspec.ValidationError as error:
        message = f"The options do not fit the style schema: {error}."
        raise StyleUnreadable(message) from error


def merge_options(whole: Mapping[str, Any], part: Mapping[str, Any]) -> dict[str, Any]:
    """Put options over others, both as JSON has them: ``part`` wins where it speaks, at any depth."""
    merged = dict(whole)
    for name, value in part.items():
        old = merged.get(name)
        merged[name] = merge_options(old, value) if isinstance(old, Mapping) and isinstance(value, Mapping) else value
    return merged


def style_schema() -> dict[str, Any]:
    """Give the JSON schema of style files, as it is published beside them."""
    schema = msgspec.json.schema(Style)
    text = json.dumps({"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "Planroom style", **schema})
    decoded: dict[str, Any] = json.loads(text)
    return decoded
