"""The scene: a flat list of everything in one picture, resolved and still meaningful.

Lengths are millimetres of the building, x to the right, y up. Text stays text, an arc stays an arc and a symbol stays
one named thing, so that every backend can keep layers, ids and classes (architecture section 7).
"""

import math
from enum import StrEnum

import msgspec

from planroom.floorplan.geometry.points import Point


class Layer(StrEnum):
    """Groups of a drawing, in the order in which they are painted."""

    PAPER = "paper"
    FLOORS = "floors"
    FIXTURES = "fixtures"
    WALLS = "walls"
    OPENINGS = "openings"
    LABELS = "labels"
    DIMENSIONS = "dimensions"
    TITLE = "title"


class Anchor(StrEnum):
    """Which end of a text stands at its place; the place is always on the baseline."""

    START = "start"
    MIDDLE = "middle"
    END = "end"


class Weight(StrEnum):
    """The weights of the packaged font."""

    REGULAR = "regular"
    MEDIUM = "medium"
    SEMI_BOLD = "semi_bold"
    BOLD = "bold"


class Paint(msgspec.Struct, frozen=True, kw_only=True):
    """How a shape is painted: colours as ``#rrggbb``, None for none; ``dash_mm`` alternates line and gap."""

    fill: str | None = None
    line: str | None = None
    width_mm: float = 0.0
    dash_mm: tuple[float, ...] = ()


class Item(msgspec.Struct, frozen=True, kw_only=True, tag_field="shape", tag=str.lower):
    """What all items share: their layer, what they are (``wall.outline``) and which element of the plan they show."""

    layer: Layer
    role: str
    element_id: str | None = None


class Area(Item, frozen=True, kw_only=True):
    """Filled rings, even-odd: outlines and their holes."""

    rings: tuple[tuple[Point, ...], ...]
    paint: Paint


class Line(Item, frozen=True, kw_only=True):
    """A line of two or more points."""

    points: tuple[Point, ...]
    paint: Paint


class Arc(Item, frozen=True, kw_only=True):
    """Part of a circle, anticlockwise from ``start_deg`` to ``end_deg``, both counted from the x axis."""

    centre: Point
    radius_mm: float
    start_deg: float
    end_deg: float
    paint: Paint

    @property
    def ends(self) -> tuple[Point, Point]:
        """The first and the last point of the arc."""
        first, last = math.radians(self.start_deg), math.radians(self.end_deg)
        return (
            self.centre.moved(self.radius_mm * math.cos(first), self.radius_mm * math.sin(first)),
            self.centre.moved(self.radius_mm * math.cos(last), self.radius_mm * math.sin(last)),
        )


class Ellipse(Item, frozen=True, kw_only=True):
    """An upright ellipse; a circle when both radii are equal."""

    centre: Point
    radius_x_mm: float
    radius_y_mm: float
    paint: Paint


class Box(Item, frozen=True, kw_only=True):
    """An upright rectangle from ``low`` to ``high`` with corners of the given radius."""

    low: Point
    high: Point
    radius_mm: float = 0.0
    paint: Paint


class Text(Item, frozen=True, kw_only=True):
    """One line of text on a baseline through ``at``, turned anticlockwise; ``size_mm`` is the font size (em)."""

    at: Point
    text: str
    size_mm: float
    colour: str
    weight: Weight = Weight.REGULAR
    anchor: Anchor = Anchor.MIDDLE
    turn_deg: float = 0.0


Shape = Area | Line | Arc | Ellipse | Box


class Symbol(Item, frozen=True, kw_only=True):
    """A named symbol: ``parts`` around its own origin, placed at ``at`` and turned anticlockwise.

    Equal names and sizes have equal parts, so a backend may store them once.
    """

    name: str
    at: Point
    turn_deg: float
    width_mm: float
    depth_mm: float
    parts: tuple[Shape, ...]


AnyItem = Area | Line | Arc | Ellipse | Box | Text | Symbol


class Scene(msgspec.Struct, frozen=True, kw_only=True):
    """One picture: the page from ``low`` to ``high`` and everything on it, in painting order.

    ``name`` is short and safe for ids and file names; ``paper_scale`` is how many millimetres of the building one
    millimetre of paper shows (50 for 1:50); ``titles`` names elements for readers who cannot see the picture.
    """

    name: str
    title: str
    description: str
    low: Point
    high: Point
    paper_scale: float
    items: tuple[AnyItem, ...]
    titles: dict[str, str] = {}

    @property
    def width_mm(self) -> float:
        """Width of the page in millimetres of the building."""
        return self.high.x_mm - self.low.x_mm

    @property
    def height_mm(self) -> float:
        """Height of the page in millimetres of the building."""
        return self.high.y_mm - self.low.y_mm
