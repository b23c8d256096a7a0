"""What there is to buy: packages, add-ons, what each brings, and what of it can be produced here.

Each is one table; nothing else decides these questions. Prices are no rules but settings: see ``prices.py``.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from math import ceil
from types import MappingProxyType

from planroom.features.companies.rules import AddOn, PackageType

# --- Products and ranges ----------------------------------------------------------------------------------------------


class ProductRange(StrEnum):
    """The ranges in which products are delivered and announced (contract section 2.2)."""

    PRODUCTS_2D = "products_2d"
    PRODUCTS_3D = "products_3d"
    TOUR = "tour"


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

# What this release cannot draw yet. It can be ordered: the rest is delivered, what is missing is told and not billed.
NOT_PRODUCED_YET = frozenset(
    {Product.GLA_PACKAGE, Product.HOME_REPORT, Product.FLOORPLANS_3D, Product.VIDEO_3D, Product.CAD_FILES}
)

# --- Packages and add-ons ---------------------------------------------------------------------------------------------

NAME_OF_PACKAGE: Mapping[PackageType, str] = MappingProxyType(
    {PackageType.BASE: "Base", PackageType.PLUS: "Plus", PackageType.PLUS_3D: "Plus 3D"}
)

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
    """What an add-on is called and brings, and with which packages it goes.

    ``brings`` is None where it changes how, not what, is delivered.
    """

    name: str
    brings: Product | None
    packages: frozenset[PackageType]


TERMS_OF_ADD_ON: Mapping[AddOn, AddOnTerms] = MappingProxyType(
    {
        AddOn.GLA: AddOnTerms("GLA report", Product.GLA_PACKAGE, _EVERY_PACKAGE),
        AddOn.CAD_FILES: AddOnTerms("CAD files", Product.CAD_FILES, frozenset({PackageType.PLUS, PackageType.PLUS_3D})),
        AddOn.VIDEO_3D: AddOnTerms("3D video", Product.VIDEO_3D, frozenset({PackageType.PLUS_3D})),
        AddOn.TURNAROUND_6H: AddOnTerms("6-hour turnaround", None, _EVERY_PACKAGE),
        AddOn.FIXED_FURNITURE: AddOnTerms("Fixed furniture", None, _EVERY_PACKAGE),
    }
)


def package_is_produced(package: PackageType, unproduced: frozenset[Product] = NOT_PRODUCED_YET) -> bool:
    """Say whether everything that a package holds can be produced."""
    return PRODUCTS_OF_PACKAGE[package].isdisjoint(unproduced)


def add_on_is_produced(add_on: AddOn, unproduced: frozenset[Product] = NOT_PRODUCED_YET) -> bool:
    """Say whether what an add-on brings can be produced."""
    return TERMS_OF_ADD_ON[add_on].brings not in unproduced


def fits(add_on: AddOn, package: PackageType) -> bool:
    """Say whether an add-on goes with a package."""
    return package in TERMS_OF_ADD_ON[add_on].packages


def is_raised(before: PackageType, after: PackageType) -> bool:
    """Say whether a package holds more than another: everything that it holds, and something beside it."""
    return PRODUCTS_OF_PACKAGE[before] < PRODUCTS_OF_PACKAGE[after]


def bought_products(package: PackageType, add_ons: Iterable[AddOn]) -> frozenset[Product]:
    """List what an order has bought."""
    brought = {TERMS_OF_ADD_ON[add_on].brings for add_on in add_ons}
    return PRODUCTS_OF_PACKAGE[package] | {product for product in brought if product is not None}


def missing_products(package: PackageType, add_ons: Iterable[AddOn]) -> list[Product]:
    """List what an order has bought and this release cannot produce, in the order of the contract."""
    bought = bought_products(package, add_ons)
    return [product for product in Product if product in bought & NOT_PRODUCED_YET]


def bought_ranges(package: PackageType, add_ons: Iterable[AddOn]) -> list[ProductRange]:
    """List the ranges in which an order is delivered, in the order of the contract."""
    ranges = {RANGE_OF_PRODUCT[product] for product in bought_products(package, add_ons)}
    return [product_range for product_range in ProductRange if product_range in ranges]


def delivered_ranges(
    package: PackageType, add_ons: Iterable[AddOn], unproduced: frozenset[Product] = NOT_PRODUCED_YET
) -> list[ProductRange]:
    """List the ranges that a delivered order has something of."""
    ranges = {RANGE_OF_PRODUCT[product] for product in bought_products(package, add_ons) - unproduced}
    return [product_range for product_range in ProductRange if product_range in ranges]


def purchasable_add_ons(package: PackageType, add_ons: Collection[AddOn]) -> list[AddOn]:
    """List what can be added now: what goes with the package, brings files that can be made, and is not bought yet."""
    return [
        add_on
        for add_on, terms in TERMS_OF_ADD_ON.items()
        if terms.brings is not None
        and add_on_is_produced(add_on)
        and package in terms.packages
        and add_on not in add_ons
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
