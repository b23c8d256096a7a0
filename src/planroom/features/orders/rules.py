"""The life-cycle of an order, and what its packages hold. Each is one table; nothing else decides these questions."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from math import ceil
from types import MappingProxyType

from planroom.features.companies.rules import AddOn, PackageType, Trigger
from planroom.features.deliverables.rules import ProductRange
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
    REPLACE_SOURCE = "replace_source"
    DELIVER = "deliver"
    REQUEST_CHANGE = "request_change"
    CLOSE_CHANGE = "close_change"
    CLOSE_LAST_CHANGE = "close_last_change"
    FAIL_READING = "fail_reading"
    FAIL_DRAWING = "fail_drawing"


@dataclass(frozen=True, slots=True)
class Step:
    """Where a move leads and what the customer is told; None where nobody is told."""

    to: OrderStatus
    trigger: Trigger | None


_NEW, _PENDING, _READY, _FIXING = OrderStatus.NEW, OrderStatus.PENDING, OrderStatus.READY, OrderStatus.FIXING

# Contract section 4. What does not stand here is refused with 409 and changes nothing.
LIFE_CYCLE: Mapping[tuple[OrderStatus, Move], Step] = MappingProxyType(
    {
        # from      what happens                 to        what the customer is told
        (_NEW, Move.PLACE): Step(_PENDING, Trigger.MOVED_TO_PENDING),
        (_PENDING, Move.REPLACE_SOURCE): Step(_PENDING, None),
        (_PENDING, Move.DELIVER): Step(_READY, Trigger.MOVED_TO_READY),
        (_PENDING, Move.FAIL_READING): Step(_PENDING, Trigger.MOVED_TO_FAILED),
        (_PENDING, Move.FAIL_DRAWING): Step(_PENDING, Trigger.MOVED_TO_FAILED),
        (_READY, Move.DELIVER): Step(_READY, Trigger.MOVED_TO_READY),
        (_READY, Move.REQUEST_CHANGE): Step(_FIXING, Trigger.MOVED_TO_FIXING),
        (_READY, Move.FAIL_DRAWING): Step(_READY, Trigger.MOVED_TO_FAILED),
        (_FIXING, Move.REQUEST_CHANGE): Step(_FIXING, None),
        (_FIXING, Move.CLOSE_CHANGE): Step(_FIXING, None),
        (_FIXING, Move.CLOSE_LAST_CHANGE): Step(_READY, Trigger.MOVED_TO_READY),
        (_FIXING, Move.FAIL_DRAWING): Step(_FIXING, Trigger.MOVED_TO_FAILED),
    }
)


def find_step(status: OrderStatus, move: Move) -> Step | None:
    """Give the step of ``move`` from ``status``; None when it is not allowed there."""
    return LIFE_CYCLE.get((status, move))


# --- Packages ---------------------------------------------------------------------------------------------------------


class Product(StrEnum):
    """What a package or an add-on brings: the keys of ``delivery_assets`` (contract 2.2)."""

    LISTING_FLOORPLANS = "listing_floorplans"
    GLA_PACKAGE = "gla_package"
    HOME_REPORT = "home_report"
    SNAPSHOT = "snapshot"
    PROPERTY_DATA = "property_data"
    TOUR = "tour"
    FLOORPLANS_3D = "floorplans_3d"
    VIDEO_3D = "video_3d"
    CAD_FILES = "cad_files"


_BASE = frozenset({Product.LISTING_FLOORPLANS, Product.SNAPSHOT, Product.PROPERTY_DATA, Product.TOUR})
_PLUS = _BASE | {Product.HOME_REPORT}

PRODUCTS_OF_PACKAGE: Mapping[PackageType, frozenset[Product]] = MappingProxyType(
    {
        PackageType.BASE: _BASE,
        PackageType.PLUS: _PLUS,
        PackageType.PLUS_3D: _PLUS | {Product.FLOORPLANS_3D},
    }
)

_EVERY_PACKAGE = frozenset(PackageType)


@dataclass(frozen=True, slots=True)
class AddOnTerms:
    """What an add-on brings and with which packages it goes; None where it changes how, not what, is delivered."""

    brings: Product | None
    packages: frozenset[PackageType]


TERMS_OF_ADD_ON: Mapping[AddOn, AddOnTerms] = MappingProxyType(
    {
        AddOn.GLA: AddOnTerms(Product.GLA_PACKAGE, _EVERY_PACKAGE),
        AddOn.CAD_FILES: AddOnTerms(Product.CAD_FILES, frozenset({PackageType.PLUS, PackageType.PLUS_3D})),
        AddOn.VIDEO_3D: AddOnTerms(Product.VIDEO_3D, frozenset({PackageType.PLUS_3D})),
        AddOn.TURNAROUND_6H: AddOnTerms(None, _EVERY_PACKAGE),
        AddOn.FIXED_FURNITURE: AddOnTerms(None, _EVERY_PACKAGE),
    }
)

RANGE_OF_PRODUCT: Mapping[Product, ProductRange] = MappingProxyType(
    {
        Product.LISTING_FLOORPLANS: ProductRange.PRODUCTS_2D,
        Product.GLA_PACKAGE: ProductRange.PRODUCTS_2D,
        Product.HOME_REPORT: ProductRange.PRODUCTS_2D,
        Product.SNAPSHOT: ProductRange.PRODUCTS_2D,
        Product.PROPERTY_DATA: ProductRange.PRODUCTS_2D,
        Product.FLOORPLANS_3D: ProductRange.PRODUCTS_3D,
        Product.VIDEO_3D: ProductRange.PRODUCTS_3D,
        Product.CAD_FILES: ProductRange.PRODUCTS_3D,
        Product.TOUR: ProductRange.TOUR,
    }
)

# What this installation can produce; the other ranges can be bought and wait for later versions.
PRODUCED_RANGES = (ProductRange.PRODUCTS_2D,)


def fits(add_on: AddOn, package: PackageType) -> bool:
    """Say whether an add-on goes with a package."""
    return package in TERMS_OF_ADD_ON[add_on].packages


def bought_products(package: PackageType, add_ons: Iterable[AddOn]) -> frozenset[Product]:
    """List what an order has bought."""
    brought = {TERMS_OF_ADD_ON[add_on].brings for add_on in add_ons}
    return PRODUCTS_OF_PACKAGE[package] | {product for product in brought if product is not None}


def bought_ranges(package: PackageType, add_ons: Iterable[AddOn]) -> list[ProductRange]:
    """List the ranges in which an order is delivered, in the order of the contract."""
    ranges = {RANGE_OF_PRODUCT[product] for product in bought_products(package, add_ons)}
    return [product_range for product_range in ProductRange if product_range in ranges]


def delivered_ranges(package: PackageType, add_ons: Iterable[AddOn]) -> list[ProductRange]:
    """List the ranges that a delivered order has files of."""
    return [product_range for product_range in bought_ranges(package, add_ons) if product_range in PRODUCED_RANGES]


def purchasable_add_ons(package: PackageType, add_ons: Collection[AddOn]) -> list[AddOn]:
    """List what can still be added: what goes with the package, brings files of its own and is not bought yet."""
    return [
        add_on
        for add_on, terms in TERMS_OF_ADD_ON.items()
        if terms.brings is not None and package in terms.packages and add_on not in add_ons
    ]


# --- Time and size ----------------------------------------------------------------------------------------------------

TURNAROUND = timedelta(hours=24)
FAST_TURNAROUND = timedelta(hours=6)

# 5,000 square feet, above which a home is large (domain section 5).
LARGE_HOME_M2 = 465


def turnaround(add_ons: Collection[AddOn]) -> timedelta:
    """Give the time in which an order is due."""
    return FAST_TURNAROUND if AddOn.TURNAROUND_6H in add_ons else TURNAROUND


@dataclass(frozen=True, slots=True)
class OverLimit:
    """A limit that a delivered order breaks (contract 2.1): areas in square metres, ``steps`` are begun multiples."""

    product: ProductRange
    limit: str
    allowed: int
    actual: int
    steps: int


def over_limits(total_scanned_area_m2: float, ranges: Iterable[ProductRange]) -> list[OverLimit]:
    """List the limits that an order breaks: once per range with a size fee, each further 465 m2 begun is a step."""
    if total_scanned_area_m2 <= LARGE_HOME_M2:
        return []
    steps = ceil(total_scanned_area_m2 / LARGE_HOME_M2) - 1
    actual = ceil(total_scanned_area_m2)
    return [
        OverLimit(product_range, "area", LARGE_HOME_M2, actual, steps)
        for product_range in ranges
        if product_range is not ProductRange.TOUR
    ]


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


_COUNTRIES_IN_FEET = frozenset({"us", "usa", "united states", "united states of america"})


def units_in(country: str) -> Units:
    """Give the units in which plans of homes in a country are read."""
    return Units.FEET if country.strip().lower().replace(".", "") in _COUNTRIES_IN_FEET else Units.METRES


# --- Preferences ------------------------------------------------------------------------------------------------------

KNOWN_PREFERENCES: Mapping[tuple[str, ...], frozenset[str]] = MappingProxyType(
    {
        ("style_2d", "style_template_id"): frozenset(),
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


def _value_at(preferences: object, path: tuple[str, ...]) -> object:
    for key in path:
        preferences = preferences.get(key) if isinstance(preferences, Mapping) else None
    return preferences
