"""How large the parts of a plan may be: one home for the bounds that reading and editing both hold."""

from typing import Annotated

import msgspec

MAX_BYTES = 20 * 1024 * 1024
"""A plan as JSON; a large house has a hundredth of it."""
MIN_SIZE_MM = 1.0
MAX_SIZE_MM = 1e6
MAX_STOREYS = 200
MAX_ELEMENTS = 5_000
"""Most walls, openings, rooms or fixtures of one storey; a large house has a tenth of it."""
MAX_ID_LENGTH = 100
MAX_TEXT_LENGTH = 500
MAX_EDITS = 500

ElementId = Annotated[str, msgspec.Meta(min_length=1, max_length=MAX_ID_LENGTH)]
Text = Annotated[str, msgspec.Meta(max_length=MAX_TEXT_LENGTH)]
Size = Annotated[float, msgspec.Meta(ge=MIN_SIZE_MM, le=MAX_SIZE_MM)]
Elements = msgspec.Meta(max_length=MAX_ELEMENTS)
Turn = Annotated[float, msgspec.Meta(ge=-360, le=360)]

_FIRST_PRINTABLE = " "
_DELETE = "\x7f"
_LAST_CONTROL = "\x9f"
_UNDRAWABLE = "\u2028\u2029\ufffe\uffff"


def fault_in_text(text: str) -> str | None:
    """Say what is wrong with a text that will be drawn and written to XML; None when nothing is."""
    if len(text) > MAX_TEXT_LENGTH:
        return f"has {len(text)} characters, more than the limit of {MAX_TEXT_LENGTH}"
    if not all(map(_is_drawable, text)):
        return "has control characters; use plain text on one line"
    return None


def _is_drawable(character: str) -> bool:
    is_control = character < _FIRST_PRINTABLE or _DELETE <= character <= _LAST_CONTROL
    is_surrogate = "\ud800" <= character <= "\udfff"
    return not (is_control or is_surrogate or character in _UNDRAWABLE)
