"""What a room's label may look like: every layout worth trying, from the fullest to the shortest.

A layout costs more the less it says and the smaller it is; the placement takes the cheapest that fits.
"""

from collections.abc import Iterator, Sequence

import msgspec

from planroom.floorplan.drawing.scene import Weight
from planroom.floorplan.drawing.sheet import Sheet
from planroom.floorplan.drawing.style import Case
from planroom.floorplan.drawing.text import ASCENT, DESCENT, clean_text, text_width_mm

_LINE_PITCH = 1.3
_SHARES = (1.0, 0.9, 0.8, 0.7, 0.6, 0.5)
_SHRINK_COST = 9.0
_WRAP_COST = 0.6
_DROP_AREA_COST = 3.0
_DROP_SIZE_COST = 5.0
_TURN_COST = 3.5
_MOST_NAME_LETTERS = 48
_MOST_WRAPPED_LINES = 3
_TINY_PAPER_MM = (1.6, 1.3, 1.0)


class LabelLine(msgspec.Struct, frozen=True, kw_only=True):
    """One line of a label: ``part`` is ``name``, ``size`` or ``area``."""

    part: str
    text: str
    size_mm: float
    weight: Weight

    @property
    def width_mm(self) -> float:
        """Width of the line as drawn."""
        return text_width_mm(self.text, self.size_mm, self.weight)


class Layout(msgspec.Struct, frozen=True, kw_only=True):
    """Lines stacked and centred, upright or turned by a quarter anticlockwise, and what that costs.

    ``width_mm`` and ``height_mm`` are those of the stacked lines before turning.
    """

    lines: tuple[LabelLine, ...]
    width_mm: float
    height_mm: float
    turned: bool
    cost: float

    @property
    def footprint_mm(self) -> tuple[float, float]:
        """Width and height on the plan."""
        return (self.height_mm, self.width_mm) if self.turned else (self.width_mm, self.height_mm)

    def baselines_mm(self) -> Iterator[tuple[LabelLine, float]]:
        """Give each line with the height of its baseline over the middle of the block."""
        y = self.height_mm / 2 - self.lines[0].size_mm * ASCENT
        for index, line in enumerate(self.lines):
            if index:
                y -= line.size_mm * _LINE_PITCH
            yield line, y


class LabelText(msgspec.Struct, frozen=True, kw_only=True):
    """What a label says: the name, and the room's size and area in each wanted unit."""

    name: str
    sizes: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()


def shown_name(label: str, sheet: Sheet) -> str:
    """Give a room's name as the style writes it."""
    name = clean_text(label, _MOST_NAME_LETTERS)
    return name.upper() if sheet.style.labels.name_case is Case.UPPER else name


def layouts_of(text: LabelText, sheet: Sheet) -> list[Layout]:
    """Give the layouts for a label, cheapest first; none when there is nothing to say."""
    found = [
        _layout(lines, share, sheet, cost + _SHRINK_COST * (1 - share), turned=turned)
        for lines, cost in _contents(text)
        for share in _SHARES
        if _is_legible(share, sheet)
        for turned in (False, True)
    ]
    return sorted(found, key=lambda layout: layout.cost)


def name_layouts(name: str, sheet: Sheet) -> list[Layout]:
    """Give the upright layouts that say only the name, in the smaller size that labels beside a room use."""
    share = max(sheet.style.labels.least_paper_mm / sheet.style.labels.name_paper_mm, 0.68)
    wraps = [((("name", name),), 0.0), *((tuple(("name", part) for part in parts), 0.4) for parts in _wraps(name))]
    return [_layout(lines, share, sheet, cost, turned=False) for lines, cost in wraps]


def tiny_layouts(name: str, sheet: Sheet) -> list[Layout]:
    """Give layouts of only the name, smaller than the style allows: for rooms too many for leaders."""
    widths = [
        ((("name", name),), 0.0),
        *((tuple(("name", part) for part in parts), _WRAP_COST) for parts in _wraps(name)),
    ]
    found = [
        _layout(
            lines, share, sheet, cost + _SHRINK_COST * (1 - share), turned=turned, least_paper_mm=_TINY_PAPER_MM[-1]
        )
        for lines, cost in widths
        for share in (size / sheet.style.labels.name_paper_mm for size in _TINY_PAPER_MM)
        for turned in (False, True)
    ]
    return sorted(found, key=lambda layout: layout.cost)


def _is_legible(share: float, sheet: Sheet) -> bool:
    return share == 1.0 or share * sheet.style.labels.name_paper_mm >= sheet.style.labels.least_paper_mm


def _contents(text: LabelText) -> Iterator[tuple[tuple[tuple[str, str], ...], float]]:
    """Give the choices of lines, as (part, text), with what each choice costs."""
    names: list[tuple[tuple[tuple[str, str], ...], float]] = [((("name", text.name),) if text.name else (), 0.0)]
    names += [(tuple(("name", line) for line in parts), _WRAP_COST) for parts in _wraps(text.name)]
    sizes = tuple(("size", line) for line in text.sizes)
    areas = ((("area", " / ".join(text.areas)),)) if text.areas else ()
    split_areas = tuple(("area", line) for line in text.areas)
    details: list[tuple[tuple[tuple[str, str], ...], float]] = [((*sizes, *areas), 0.0)]
    if len(split_areas) > 1:
        details.append(((*sizes, *split_areas), 0.3))
    if areas and sizes:
        details.append((sizes, _DROP_AREA_COST))
    if areas or sizes:
        details.append(((), (_DROP_AREA_COST if areas else 0) + (_DROP_SIZE_COST if sizes else 0)))
    for name, name_cost in names:
        for detail, detail_cost in details:
            if name or detail:
                yield (*name, *detail), name_cost + detail_cost


def _wraps(name: str) -> list[tuple[str, ...]]:
    """Break a name of several words into two lines as even as can be, and into one line for each word."""
    words = name.split()
    found: list[tuple[str, ...]] = []
    if len(words) > 1:
        splits = [(" ".join(words[:cut]), " ".join(words[cut:])) for cut in range(1, len(words))]
        found.append(min(splits, key=lambda pair: (max(map(len, pair)), pair)))
    if 2 < len(words) <= _MOST_WRAPPED_LINES:  # noqa: PLR2004 - two words are already broken above
        found.append(tuple(words))
    return found


def _layout(
    lines: Sequence[tuple[str, str]],
    share: float,
    sheet: Sheet,
    cost: float,
    *,
    turned: bool,
    least_paper_mm: float = 0.0,
) -> Layout:
    style = sheet.style.labels
    least = sheet.mm(least_paper_mm or style.least_paper_mm)
    name_size = max(sheet.mm(style.name_paper_mm) * share, least)
    detail_size = max(sheet.mm(style.detail_paper_mm) * share, least)
    made = tuple(
        LabelLine(
            part=part,
            text=text,
            size_mm=round(name_size if part == "name" else detail_size),
            weight=style.name_weight if part == "name" else style.detail_weight,
        )
        for part, text in lines
    )
    steps = sum(line.size_mm * _LINE_PITCH for line in made[1:])
    return Layout(
        lines=made,
        width_mm=max(line.width_mm for line in made),
        height_mm=made[0].size_mm * ASCENT + steps + made[-1].size_mm * DESCENT,
        turned=turned,
        cost=cost + (_TURN_COST if turned else 0.0),
    )
