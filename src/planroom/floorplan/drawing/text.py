"""Text metrics of the packaged font, so that text is measured as it will be drawn.

Kerning is left out: in Inter it only brings letters closer, so a measured text is never narrower than the drawn one
by more than a hair.
"""

import unicodedata
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

from fontTools.ttLib import TTFont  # type: ignore[import-untyped]  # fontTools ships no types

from planroom.floorplan.drawing.scene import Weight

FONT_FAMILY = "Inter"
FONT_STACK = "Inter, 'Helvetica Neue', Helvetica, Arial, sans-serif"
"""What SVG files name: the packaged font, then the nearest fonts that a foreign machine is likely to have."""

CAP_HEIGHT = 0.727
"""Height of a capital letter over the baseline, as a share of the font size."""
ASCENT = 0.78
"""Height over the baseline that ordinary letters, digits and quotes reach, as a share of the font size."""
DESCENT = 0.21
"""Depth under the baseline, as a share of the font size."""

CSS_WEIGHTS = {Weight.REGULAR: 400, Weight.MEDIUM: 500, Weight.SEMI_BOLD: 600, Weight.BOLD: 700}
_FILES = {
    Weight.REGULAR: "Inter-Regular.otf",
    Weight.MEDIUM: "Inter-Medium.otf",
    Weight.SEMI_BOLD: "Inter-SemiBold.otf",
    Weight.BOLD: "Inter-Bold.otf",
}
_MISSING_SHARE = 1.0
_ELLIPSIS = "…"


def font_folder() -> Path:
    """Give the folder of the packaged fonts."""
    return Path(str(files(__package__ or "").joinpath("fonts")))


def font_files() -> list[str]:
    """Give the paths of the packaged fonts, lightest first."""
    return [str(font_folder() / name) for name in _FILES.values()]


@lru_cache(maxsize=len(_FILES))
def _advances(weight: Weight) -> dict[int, float]:
    with TTFont(font_folder() / _FILES[weight], lazy=True) as font:
        units = float(font["head"].unitsPerEm)
        widths = font["hmtx"]
        return {code: widths[glyph][0] / units for code, glyph in font.getBestCmap().items()}


@lru_cache(maxsize=16_384)
def _width_share(text: str, weight: Weight) -> float:
    advances = _advances(weight)
    return sum(advances.get(ord(letter), _MISSING_SHARE) for letter in text)


def text_width_mm(text: str, size_mm: float, weight: Weight) -> float:
    """Give the width of one line of text at the font size ``size_mm``; a letter the font lacks counts one em."""
    return size_mm * _width_share(text, weight)


def clean_text(text: str, most_letters: int) -> str:
    """Give the text fit for drawing: one line, composed letters, nothing unprintable, at most ``most_letters`` long."""
    composed = unicodedata.normalize("NFC", text)
    visible = "".join(" " if letter.isspace() else letter for letter in composed if _can_be_drawn(letter))
    one_line = " ".join(visible.split())
    return one_line if len(one_line) <= most_letters else one_line[: most_letters - 1].rstrip() + _ELLIPSIS


def _can_be_drawn(letter: str) -> bool:
    return letter.isspace() or unicodedata.category(letter)[0] != "C"


def fitted(text: str, size_mm: float, weight: Weight, width_mm: float) -> str:
    """Give the text, shortened with an ellipsis when it is wider than ``width_mm``."""
    if text_width_mm(text, size_mm, weight) <= width_mm:
        return text
    short = text
    while short and text_width_mm(short + _ELLIPSIS, size_mm, weight) > width_mm:
        short = short[:-1].rstrip()
    return short + _ELLIPSIS


def wrapped(text: str, size_mm: float, weight: Weight, width_mm: float) -> tuple[str, ...]:
    """Break the text at spaces into lines not wider than ``width_mm``; a single wider word is shortened."""
    lines: list[str] = []
    for word in text.split():
        joined = f"{lines[-1]} {word}" if lines else word
        if lines and text_width_mm(joined, size_mm, weight) <= width_mm:
            lines[-1] = joined
        else:
            lines.append(fitted(word, size_mm, weight, width_mm))
    return tuple(lines)
