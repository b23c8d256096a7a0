"""How large the parts of a plan may be. One home for the bounds that reading and editing both hold."""

MAX_BYTES = 20 * 1024 * 1024
MAX_COORDINATE_MM = 1e7
"""Ten kilometres: no dwelling is larger, and millimetre arithmetic stays exact far beyond it."""
MAX_SIZE_MM = 1e6
MAX_STOREYS = 200
MAX_ELEMENTS = 5_000
"""Most walls, openings, rooms or fixtures of one storey."""
MAX_ID_LENGTH = 100
MAX_TEXT_LENGTH = 500
MAX_EDITS = 500

_FIRST_PRINTABLE = " "
_DELETE = "\x7f"


def faults_in_text(text: str) -> str | None:
    """Say what is wrong with a text that will be drawn and written to XML; None when nothing is."""
    if len(text) > MAX_TEXT_LENGTH:
        return f"has {len(text)} characters, more than the limit of {MAX_TEXT_LENGTH}"
    if any(not _is_drawable(character) for character in text):
        return "has control characters; use plain text on one line"
    return None


def _is_drawable(character: str) -> bool:
    if character < _FIRST_PRINTABLE or _DELETE <= character <= "\x9f":
        return False
    return not ("\ud800" <= character <= "\udfff" or character in "\ufffe\uffff\u2028\u2029")
