"""The shape of prices: integer cents in one table, a complete list for each currency, and a company's own terms.

Prices are settings of the operator (``planroom prices set``). ``DEFAULT_PRICES`` holds until somebody sets others; its
figures are our choice, near to what such services cost, and no more than a beginning.
"""

from typing import Annotated, NamedTuple

import msgspec

from planroom.features.companies.rules import AddOn, PackageType
from planroom.features.products.rules import ProductRange

MAX_CENTS = 100_000_000
MAX_CURRENCIES = 20

Cents = Annotated[int, msgspec.Meta(ge=0, le=MAX_CENTS)]
Currency = Annotated[str, msgspec.Meta(pattern="^[A-Z]{3}$")]

# The ranges with a fee for large homes: the tour has none (domain section 5).
RANGES_WITH_SIZE_FEE = (ProductRange.PRODUCTS_2D, ProductRange.PRODUCTS_3D)


class PriceList(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What each thing costs, in cents of one currency, before tax.

    ``oversize_step`` is for each further 465 m2 begun, per range; ``extra_change_request`` for one that is not free.
    """

    packages: dict[PackageType, Cents]
    add_ons: dict[AddOn, Cents]
    oversize_step: dict[ProductRange, Cents]
    extra_change_request: Cents


class PriceTable(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The prices of an installation. ``currency`` is that of companies without terms of their own."""

    currency: Currency
    price_lists: dict[Currency, PriceList]


class PriceTableUpdate(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """New prices of an installation. A list replaces the one of its currency as a whole; what is missing stays."""

    currency: Currency | None = None
    price_lists: dict[Currency, PriceList] = {}


class OwnPrices(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """The prices in which a company differs from the list of its currency."""

    packages: dict[PackageType, Cents] = {}
    add_ons: dict[AddOn, Cents] = {}
    oversize_step: dict[ProductRange, Cents] = {}
    extra_change_request: Cents | None = None


class Rates(NamedTuple):
    """What a company pays: a complete list in one currency."""

    currency: str
    prices: PriceList


def with_own_prices(prices: PriceList, own: OwnPrices) -> PriceList:
    """Put a company's own prices over a list."""
    extra = own.extra_change_request
    return PriceList(
        packages=prices.packages | own.packages,
        add_ons=prices.add_ons | own.add_ons,
        oversize_step=prices.oversize_step | own.oversize_step,
        extra_change_request=prices.extra_change_request if extra is None else extra,
    )


def updated(table: PriceTable, update: PriceTableUpdate) -> PriceTable:
    """Give the table after an update. No currency ever goes: a company may be billed in it this month."""
    return PriceTable(
        currency=update.currency or table.currency, price_lists={**table.price_lists, **update.price_lists}
    )


def find_gaps(table: PriceTable) -> list[str]:
    """Say in sentences what a table lacks: every list prices every thing that can ever be charged."""
    gaps = [] if table.currency in table.price_lists else [f"There is no price list in {table.currency}."]
    if len(table.price_lists) > MAX_CURRENCIES:
        gaps.append(f"There are more than {MAX_CURRENCIES} price lists.")
    for currency, prices in table.price_lists.items():
        for field, known, needed in (
            ("packages", prices.packages, tuple(PackageType)),
            ("add_ons", prices.add_ons, tuple(AddOn)),
            ("oversize_step", prices.oversize_step, RANGES_WITH_SIZE_FEE),
        ):
            missing = [str(name) for name in needed if name not in known]
            if missing:
                gaps.append(f"{field} of the list in {currency} lacks {', '.join(missing)}.")
    return gaps


def _list(
    packages: tuple[int, int, int], add_on: int, oversize: tuple[int, int], extra_change_request: int
) -> PriceList:
    return PriceList(
        packages=dict(zip(PackageType, packages, strict=True)),
        # Fixed furniture costs nothing by default: what the model has is drawn either way.
        add_ons={name: 0 if name is AddOn.FIXED_FURNITURE else add_on for name in AddOn},
        oversize_step=dict(zip(RANGES_WITH_SIZE_FEE, oversize, strict=True)),
        extra_change_request=extra_change_request,
    )


DEFAULT_PRICES = PriceTable(
    currency="USD",
    price_lists={
        # The fees for large homes, 15 and 35, are the vendor's for USD and EUR (domain section 5); the rest is ours.
        "USD": _list((1000, 1500, 3500), 1500, (1500, 3500), 1000),
        "EUR": _list((1000, 1500, 3500), 1500, (1500, 3500), 1000),
        "AUD": _list((1500, 3000, 9900), 2000, (2500, 5500), 1500),
    },
)
