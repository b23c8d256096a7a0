"""Units: the factors between millimetres and what people write, and lengths and areas as text, both ways.

One inch is 25.4 mm exactly, so one foot is 304.8 mm and one square foot 92,903.04 mm2 (area-standards, constants).
"""

import math
import re
from typing import NamedTuple

MM_PER_INCH = 25.4
MM_PER_FOOT = 304.8
MM_PER_METRE = 1000.0
MM_PER_CENTIMETRE = 10.0
MM2_PER_M2 = 1_000_000.0
MM2_PER_SQUARE_FOOT = 92_903.04

MAX_LENGTH_TEXT = 2_000
"""Longer texts are not searched for lengths."""

_INCHES_PER_FOOT = 12
_PRIMES = str.maketrans(
    {
        **dict.fromkeys("\u2032\u2019\u2018\u00b4`", "'"),  # prime, quotation marks and accents that stand for feet
        **dict.fromkeys("\u2033\u201d\u201c", '"'),  # the same for inches
        "\u00a0": " ",
    }
)
_EIGHTHS = {"½": 0.5, "¼": 0.25, "¾": 0.75, "⅛": 0.125, "⅜": 0.375, "⅝": 0.625, "⅞": 0.875}
_NUMBER = r"\d{1,7}(?:[.,]\d{1,4})?"
_INCHES = rf"(?P<inches>{_NUMBER})?\s?(?P<fraction>\d{{1,2}}/\d{{1,2}}|[½¼¾⅛⅜⅝⅞])?"
_FEET_MARK = r"(?:'(?!')|(?:feet|foot|ft)(?![a-z])\.?)"
_INCH_MARK = r"(?:''|\"|(?:inches|inch|in)(?![a-z])\.?)"
_IMPERIAL = re.compile(
    rf"(?P<feet>{_NUMBER})\s?{_FEET_MARK}"
    rf"(?:\s?-?\s?{_INCHES}\s?{_INCH_MARK}|\s?-?\s?(?P<bare>\d{{1,2}})(?![\d.,/'\w]))?",
    re.IGNORECASE,
)
_ONLY_INCHES = re.compile(rf"(?=[\d½¼¾⅛⅜⅝⅞]){_INCHES}\s?{_INCH_MARK}", re.IGNORECASE)
_METRIC = re.compile(
    rf"(?P<number>{_NUMBER})\s?(?P<unit>millimet(?:er|re)s?|centimet(?:er|re)s?|met(?:er|re)s?|mm|cm|m)(?![\w²³])",
    re.IGNORECASE,
)
_THOUSANDS = re.compile(r"[1-9]\d{0,2},\d{3}")
_DECIMALS = 6
_METRIC_MM = {"mm": 1.0, "mi": 1.0, "cm": MM_PER_CENTIMETRE, "ce": MM_PER_CENTIMETRE}


class FoundLength(NamedTuple):
    """A length found in a text, and where: ``text[start:end]``."""

    length_mm: float
    start: int
    end: int


def parse_length_mm(text: str) -> float | None:
    """Read a text that is one length: ``38'6"``, ``38'-6 1/2"``, ``38 ft 6 in``, ``11.5 m``, ``1150 cm``, ``900mm``.

    A comma is a decimal sign, or parts thousands in ``3,500 mm``. None when the text is anything else, has no unit,
    or gives no positive length.
    """
    text = text.strip()
    found = find_lengths(text)
    return found[0].length_mm if found and (found[0].start, found[0].end) == (0, len(text)) else None


def find_lengths(text: str) -> tuple[FoundLength, ...]:
    """Find all lengths with a unit in a text, in the order in which they stand. A number without a unit is none.

    Only the first MAX_LENGTH_TEXT characters are searched.
    """
    plain = text[:MAX_LENGTH_TEXT].translate(_PRIMES)
    patterns = (_IMPERIAL, _ONLY_INCHES, _METRIC)
    matches = [match for pattern in patterns for match in pattern.finditer(plain)]
    found: list[FoundLength] = []
    position = 0
    for match in sorted(matches, key=lambda match: (match.start(), -match.end())):
        if match.start() < position:
            continue
        position = match.end()
        length_mm = _length_of(match)
        if length_mm > 0 and not _continues_a_number(plain, match.start()):
            found.append(FoundLength(length_mm, match.start(), match.end()))
    return tuple(found)


def _continues_a_number(text: str, start: int) -> bool:
    return start > 0 and (text[start - 1].isalnum() or text[start - 1] in ".,/")


def _length_of(match: re.Match[str]) -> float:
    groups = match.groupdict()
    if "unit" in groups:
        factor = _METRIC_MM.get(groups["unit"].lower()[:2], MM_PER_METRE)
        return round(_number(groups["number"], thousands=factor != MM_PER_METRE) * factor, _DECIMALS)
    inches = _number(groups["inches"]) + _fraction(groups["fraction"]) + _number(groups.get("bare"))
    return round(_number(groups.get("feet")) * MM_PER_FOOT + inches * MM_PER_INCH, _DECIMALS)


def _number(text: str | None, *, thousands: bool = True) -> float:
    """Read a number; a comma before exactly three digits parts thousands, except where metres are counted."""
    if not text:
        return 0.0
    is_thousands = thousands and _THOUSANDS.fullmatch(text) is not None
    return float(text.replace(",", "" if is_thousands else "."))


def _fraction(text: str | None) -> float:
    if text is None:
        return 0.0
    if text in _EIGHTHS:
        return _EIGHTHS[text]
    numerator, denominator = text.split("/")
    return float(numerator) / float(denominator) if float(denominator) else 0.0


def feet_and_inches(length_mm: float, *, parts_per_inch: int = 1) -> str:
    """Write a length as feet and inches: ``38'6"``; with ``parts_per_inch`` 8 to an eighth: ``38'6 1/2"``.

    Half a part rounds up. A negative length has a minus in front.
    """
    parts = math.floor(abs(length_mm) / MM_PER_INCH * parts_per_inch + 0.5)
    inches, part = divmod(parts, parts_per_inch)
    feet, inches = divmod(inches, _INCHES_PER_FOOT)
    divisor = math.gcd(part, parts_per_inch)
    fraction = f" {part // divisor}/{parts_per_inch // divisor}" if part else ""
    sign = "-" if length_mm < 0 and parts else ""
    return f"{sign}{feet}'{inches}{fraction}\""


def metres(length_mm: float, decimals: int = 2) -> str:
    """Write a length as metres without the unit: ``11.73``."""
    return f"{length_mm / MM_PER_METRE:.{decimals}f}"


def m2_of(area_mm2: float) -> float:
    """Give square millimetres as square metres."""
    return area_mm2 / MM2_PER_M2


def square_feet_of(area_mm2: float) -> float:
    """Give square millimetres as square feet."""
    return area_mm2 / MM2_PER_SQUARE_FOOT
