"""Given sizes: what the customer's words say about the size of the plan.

``width 38'6"``, ``width 38'6" depth 24'``, ``38'6" x 24'``, ``depth 7.2 m``, ``scale 12.5 mm/px``. Width runs across
the picture and depth down it, both over the outer walls.
"""

import re
from typing import NamedTuple

from planroom.floorplan.geometry.units import MAX_LENGTH_TEXT, find_lengths

_WIDTH_WORDS = frozenset({"width", "wide", "w", "across", "breadth", "broad"})
_DEPTH_WORDS = frozenset({"depth", "deep", "d"})
_OTHER_WORDS = frozenset(
    {
        *("height", "high", "tall", "ceiling", "ceilings", "door", "doors", "window", "windows", "wall", "walls"),
        *("porch", "garage", "room", "rooms", "thick", "thickness", "lot", "addition"),
    }
)
_BY = re.compile(r"\s*(?:x|by|\u00d7)\s*", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+")
_SCALE = re.compile(
    r"(\d{1,6}(?:[.,]\d{1,6})?)\s*(mm|cm|m)\s*(?:/|per|each|=)?\s*(?:a|1|one)?\s*(?:pixels?|px)\b", re.IGNORECASE
)
_MM_PER = {"mm": 1.0, "cm": 10.0, "m": 1000.0}
_LEAST_MM, _MOST_MM = 2_000.0, 200_000.0
_LEAST_MM_PER_PX, _MOST_MM_PER_PX = 0.1, 1_000.0


class GivenSize(NamedTuple):
    """Sizes found in a text. ``assumed_width``: no word said what the length is. ``repeated``: a measure came twice."""

    width_mm: float | None = None
    depth_mm: float | None = None
    mm_per_px: float | None = None
    assumed_width: bool = False
    repeated: bool = False

    @property
    def is_empty(self) -> bool:
        """Tell whether the text gave nothing to scale by."""
        return self.width_mm is None and self.depth_mm is None and self.mm_per_px is None


def find_given_size(info: str) -> GivenSize:
    """Find width, depth and scale in a text. A lone length without a word counts as the width, and is marked so."""
    text = info[:MAX_LENGTH_TEXT]
    scale = _SCALE.search(text)
    if scale:
        value = float(scale[1].replace(",", ".")) * _MM_PER[scale[2].lower()]
        if _LEAST_MM_PER_PX <= value <= _MOST_MM_PER_PX:
            return GivenSize(mm_per_px=value)
    found: dict[str, set[float]] = {"width": set(), "depth": set(), "": set()}
    lengths = [length for length in find_lengths(text) if _LEAST_MM <= length.length_mm <= _MOST_MM]
    previous, role = 0, ""
    for index, length in enumerate(lengths):
        following = lengths[index + 1].start if index + 1 < len(lengths) else len(text)
        before, after = text[previous : length.start], text[length.end : following]
        paired = bool(index and _BY.fullmatch(before) and role in {"width", ""})
        role = _role(before, after, paired=paired)
        if paired and role == "depth" and found[""] and not found["width"]:
            found["width"] = {found[""].pop()}
        if role != "other":
            found[role].add(length.length_mm)
        previous = length.end
    return _settled(found)


def _role(before: str, after: str, *, paired: bool) -> str:
    """Tell what a length is from the nearest word before it, else from the first word behind it."""
    words = [word.lower() for word in _WORD.findall(before)]
    behind = _WORD.match(after.lstrip(" ,"))
    for word in (*reversed(words[-3:]), *([behind[0].lower()] if behind else [])):
        for role, known in (("width", _WIDTH_WORDS), ("depth", _DEPTH_WORDS), ("other", _OTHER_WORDS)):
            if word in known:
                return role
    return "depth" if paired else ""


def _settled(found: dict[str, set[float]]) -> GivenSize:
    repeated = len(found["width"]) > 1 or len(found["depth"]) > 1
    width = min(found["width"], default=None)
    depth = min(found["depth"], default=None)
    assumed = width is None and depth is None and len(found[""]) == 1
    if assumed:
        width = next(iter(found[""]))
    return GivenSize(width, depth, None, assumed, repeated)
