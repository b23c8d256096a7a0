"""The life-cycle of an order, how its address is written, and the wishes that are known.

Each is one table; nothing else decides these questions. What there is to buy stands in ``products/rules.py``.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from planroom.features.companies.rules import Trigger
from planroom.floorplan.drawing.style import Units

# --- Life-cycle -------------------------------------------------------------------------------------------------------


class OrderStatus(StrEnum):
    """Where an order stands, as the wire spells it (contract 2.1). ``New`` is passed through, never stayed in."""

    NEW = "New"
    DRAFT = "Draft"
    PENDING = "Pending"
    READY = "Ready"
    FIXING = "Fixing"


class Move(StrEnum):
    """Everything that can happen to an order."""

    PLACE = "place"
    DRAFT = "draft"
    CHANGE_DRAFT = "change_draft"
    SUBMIT = "submit"
    REPLACE_SOURCE = "replace_source"
    DELIVER = "deliver"
    REQUEST_CHANGE = "request_change"
    CLOSE_CHANGE = "close_change"
    CLOSE_LAST_CHANGE = "close_last_change"
    FAIL_READING = "fail_reading"
    FAIL_DRAWING = "fail_drawing"
    CANCEL = "cancel"
    UPGRADE = "upgrade"
    REDELIVER = "redeliver"


@dataclass(frozen=True, slots=True)
class Step:
    """Where a move leads and what the customer is told; None where nobody is told."""

    to: OrderStatus
    trigger: Trigger | None


_NEW, _DRAFT, _PENDING = OrderStatus.NEW, OrderStatus.DRAFT, OrderStatus.PENDING
_READY, _FIXING = OrderStatus.READY, OrderStatus.FIXING

# Contract section 4. What does not stand here is refused with 409 and changes nothing. A cancelled order keeps its
# status and stands still: for it no line holds.
LIFE_CYCLE: Mapping[tuple[OrderStatus, Move], Step] = MappingProxyType(
    {
        # from      what happens                 to        what the customer is told
        (_NEW, Move.PLACE): Step(_PENDING, Trigger.MOVED_TO_PENDING),
        (_NEW, Move.DRAFT): Step(_DRAFT, Trigger.MOVED_TO_DRAFT),
        (_DRAFT, Move.CHANGE_DRAFT): Step(_DRAFT, None),
        (_DRAFT, Move.SUBMIT): Step(_PENDING, Trigger.MOVED_TO_PENDING),
        (_PENDING, Move.REPLACE_SOURCE): Step(_PENDING, None),
        (_PENDING, Move.DELIVER): Step(_READY, Trigger.MOVED_TO_READY),
        (_PENDING, Move.FAIL_READING): Step(_PENDING, Trigger.MOVED_TO_FAILED),
        (_PENDING, Move.FAIL_DRAWING): Step(_PENDING, Trigger.MOVED_TO_FAILED),
        (_PENDING, Move.CANCEL): Step(_PENDING, Trigger.MOVED_TO_FAILED),
        (_READY, Move.DELIVER): Step(_READY, Trigger.MOVED_TO_READY),
        # The new files are told when they are delivered.
        (_READY, Move.UPGRADE): Step(_READY, None),
        (_READY, Move.REDELIVER): Step(_READY, None),
        (_READY, Move.REQUEST_CHANGE): Step(_FIXING, Trigger.MOVED_TO_FIXING),
        (_READY, Move.FAIL_DRAWING): Step(_READY, Trigger.MOVED_TO_FAILED),
        (_FIXING, Move.REQUEST_CHANGE): Step(_FIXING, None),
        (_FIXING, Move.CLOSE_CHANGE): Step(_FIXING, None),
        (_FIXING, Move.CLOSE_LAST_CHANGE): Step(_READY, Trigger.MOVED_TO_READY),
        (_FIXING, Move.FAIL_DRAWING): Step(_FIXING, Trigger.MOVED_TO_FAILED),
    }
)


def find_step(status: OrderStatus, move: Move, *, cancelled: bool = False) -> Step | None:
    """Give the step of ``move`` from ``status``; None when it is not allowed there."""
    return None if cancelled else LIFE_CYCLE.get((status, move))


# --- Address ----------------------------------------------------------------------------------------------------------


def full_address(
    *,
    street: str,
    city: str,
    country: str,
    number: str | None = None,
    suite: str | None = None,
    state: str | None = None,
    postal_code: str | None = None,
) -> str:
    """Write an address in one line: ``{number} {street}, {suite}, {city}, {state} {postalCode}, {country}``.

    What is missing is left out (contract 2.1).
    """
    parts = (_words(number, street), suite, city, _words(state, postal_code), country)
    return ", ".join(part for part in parts if part)


def location(*, street: str, city: str, number: str | None = None, suite: str | None = None) -> str:
    """Write an address in short, as the contract's example does: ``121 North Washington Avenue Suite 4 Minneapolis``.

    A suite that is one word gets the word ``Suite``; ``Apt 3`` says itself what it is.
    """
    named = suite if not suite or " " in suite.strip() else f"Suite {suite}"
    return _words(number, street, named, city)


def _words(*parts: str | None) -> str:
    return " ".join(part for part in parts if part)


SEARCHED_FIELDS = ("number", "street", "suite", "city", "state", "postal_code", "country", "external_id")
"""The columns of an order that a search by text looks through, in the order in which an address is written."""


def search_text(order: Mapping[str, Any]) -> str:
    """Write down what a search by text looks through: the address in one line, and the external id."""
    return search_form(_words(*(order.get(name) for name in SEARCHED_FIELDS)))


def search_form(text: str) -> str:
    """Give the form in which texts that people take for the same are equal: one case, single spaces, no commas."""
    return " ".join(text.casefold().replace(",", " ").split())


_COUNTRIES_IN_FEET = frozenset({"us", "usa", "united states", "united states of america"})


def units_in(country: str) -> Units:
    """Give the units in which plans of homes in a country are read."""
    return Units.FEET if country.strip().lower().replace(".", "") in _COUNTRIES_IN_FEET else Units.METRES


# --- Preferences ------------------------------------------------------------------------------------------------------

KNOWN_PREFERENCES: Mapping[tuple[str, ...], frozenset[str]] = MappingProxyType(
    {
        ("style_3d", "video", "speed"): frozenset({"slow", "normal", "fast"}),
        ("style_3d", "video", "layout"): frozenset({"landscape", "portrait", "square"}),
        ("style_3d", "furniture_set"): frozenset({"modern", "scandinavian", "none"}),
    }
)


def unknown_preferences(preferences: Mapping[str, object]) -> list[tuple[str, str]]:
    """List the preferences that are kept and drawn with the default, as (path, value) (contract 3.6)."""
    found = ((path, _value_at(preferences, path)) for path in KNOWN_PREFERENCES)
    return [
        (".".join(path), value)
        for path, value in found
        if isinstance(value, str) and value not in KNOWN_PREFERENCES[path]
    ]


def named_style(preferences: Mapping[str, object]) -> str | None:
    """Give the style template that an order names; None when it names none."""
    named = _value_at(preferences, ("style_2d", "style_template_id"))
    return named if isinstance(named, str) and named.strip() else None


def _value_at(preferences: object, path: tuple[str, ...]) -> object:
    for key in path:
        preferences = preferences.get(key) if isinstance(preferences, Mapping) else None
    return preferences
