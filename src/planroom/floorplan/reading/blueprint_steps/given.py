"""Given sizes: what the customer's words say about the size of the plan.

``width 38'6"``, ``width 38'6" depth 24'``, ``38'6" x 24'``, ``depth 7.2 m``, ``scale 12.5 mm/px``. Width runs across
the picture and depth down it, both over the outer walls.
"""

import re
from typing import NamedTuple

from planroom.floorplan.geometry.units import MAX_LENGTH_TEXT, find_lengths

_BEFORE = {
    **dict.fromkeys(("width", "w", "breadth", "wide", "across"), "width"),
    **dict.fromkeys(("depth", "d", "deep"), "depth"),
    **dict.fromkeys(("height", "ceiling", "ceilings", "thickness", "lot", "addition", "porch", "garage"), "other"),
    **dict.fromkeys(("door", "doors", "window", "windows", "wall", "walls", "room", "rooms"), "other"),
}
"""What a word before a length says of it."""
_BEHIND = {"wide": "width", "across": "width", "broad": "width", "deep": "depth", "high": "other", "tall": "other"}
"""What the word right behind a length says of it; it says nothing of the next one."""
_BY = re.compile(r"\s*(?:x|by|\u00d7)\s*", re.IGNORECASE)
_WORDS = re.compile(r"[^\W\d_]+")
_WORD = re.compile(r"\s*([^\W\d_]+)")
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
        before = text[previous : length.start]
        behind = _WORD.match(text, length.end)
        paired = bool(index and _BY.fullmatch(before) and role in {"width", ""})
        role = _role(before, behind, paired=paired)
        if paired and role == "depth" and found[""] and not found["width"]:
            found["width"] = {found[""].pop()}
        if role != "other":
            found[role].add(length.length_mm)
        says_behind = behind is not None and behind[1].lower() in _BEHIND
        previous = behind.end() if behind and says_behind else length.end
    return _settled(found)


def _role(before: str, behind: re.Match[str] | None, *, paired: bool) -> str:
    """Tell what a length is from the word right behind it and the nearest of the three words before it."""
    words = [word.lower() for word in _WORDS.findall(before)][-3:]
    told = [_BEFORE[word] for word in reversed(words) if word in _BEFORE]
    if "other" in told:
        return "other"
    if behind and behind[1].lower() in _BEHIND:
        return _BEHIND[behind[1].lower()]
    return told[0] if told else "depth" if paired else ""


def _settled(found: dict[str, set[float]]) -> GivenSize:
    repeated = len(found["width"]) > 1 or len(found["depth"]) > 1
    width = min(found["width"], default=None)
    depth = min(found["depth"], default=None)
    assumed = width is None and depth is None and len(found[""]) == 1
    if assumed:
        width = next(iter(found[""]))
    return GivenSize(width, depth, None, assumed, repeated)
