"""The words for what can be wrong with a field (contract section 1.1: as captured from the live service)."""

from collections.abc import Sequence
from typing import NamedTuple

PATTERN_BROKEN = "value_error.str.regex"
INSTEAD_OF_PATTERN = "instead_of_pattern"

_MAX_PERMITTED = 40
_TYPE_CODES = {"int": "integer"}


class FaultText(NamedTuple):
    """The sentence for people and the stable type beside it."""

    msg: str
    type: str


def told_as(msg: str, code: str) -> dict[str, FaultText]:
    """Give the ``extra`` of a field whose pattern no person should have to read: what is said in its place."""
    return {INSTEAD_OF_PATTERN: FaultText(msg, code)}


def field_required() -> FaultText:
    """Say that a required field was not sent."""
    return FaultText("field required", "value_error.missing")


def type_expected(name: str) -> FaultText:
    """Say which JSON type, or which of several (``str or list``), should have been sent."""
    code = "union" if " or " in name else _TYPE_CODES.get(name, name)
    return FaultText(f"{name} type expected", f"type_error.{code}")


def bad_format(name: str) -> FaultText:
    """Say that a text is not written as its kind (``uuid``, ``datetime``) is."""
    return FaultText(f"{name} expected", f"value_error.{name}")


def none_not_allowed() -> FaultText:
    """Say that a value was null."""
    return FaultText("none is not an allowed value", "type_error.none.not_allowed")


def not_permitted(permitted: Sequence[object]) -> FaultText:
    """Say which values there are."""
    shown = ", ".join(repr(value) for value in permitted[:_MAX_PERMITTED])
    return FaultText(f"value is not a valid enumeration member; permitted: {shown}", "type_error.enum")


def unknown_field() -> FaultText:
    """Say that a field does not exist, where that is refused."""
    return FaultText("extra fields not permitted", "value_error.extra")


def not_json(reason: str) -> FaultText:
    """Say that the body cannot be read as JSON."""
    return FaultText(f"body is not valid JSON: {reason}", "value_error.jsondecode")


def null_character() -> FaultText:
    """Say that a text holds the character U+0000, which no database text can."""
    return FaultText("null characters are not allowed", "value_error.str.null_character")


def other_fault(sentence: str) -> FaultText:
    """Say something else, in the tone of the rest."""
    return FaultText(sentence[:1].lower() + sentence[1:], "value_error")
