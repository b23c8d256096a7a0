"""What becomes due, and which month it belongs to: worked out from arguments alone."""

import re
from collections.abc import Collection, Iterable
from datetime import UTC, datetime
from enum import StrEnum
from typing import NamedTuple

from planroom.features.companies.rules import AddOn, PackageType
from planroom.features.products.prices import PriceList
from planroom.features.products.rules import (
    LARGE_HOME_M2,
    NAME_OF_PACKAGE,
    NOT_PRODUCED_YET,
    TERMS_OF_ADD_ON,
    Product,
    ProductRange,
    add_on_is_produced,
    delivered_ranges,
    over_limits,
    package_is_produced,
)

MONTH_LENGTH = len("2026-11")
_MONTH = re.compile(r"[12]\d{3}-(0[1-9]|1[0-2])", re.ASCII)
EXTRA_CHANGE_REQUEST = "extra_change_request"


class ChargeKind(StrEnum):
    """What a line of a statement is for."""

    PACKAGE = "package"
    UPGRADE = "upgrade"
    ADD_ON = "add_on"
    OVERSIZE = "oversize"
    CHANGE_REQUEST = "change_request"


_PACKAGE_KINDS = frozenset({ChargeKind.PACKAGE, ChargeKind.UPGRADE})


class Due(NamedTuple):
    """One thing that becomes due: ``quantity`` times ``item``; an upgrade ``replaces`` a package."""

    kind: ChargeKind
    item: str
    quantity: int = 1
    replaces: PackageType | None = None


class Charged(NamedTuple):
    """What an order was charged for already."""

    kind: ChargeKind
    item: str


def find_due(
    package: PackageType,
    add_ons: Iterable[AddOn],
    total_scanned_area_m2: float,
    charged: Collection[Charged],
    unproduced: frozenset[Product] = NOT_PRODUCED_YET,
) -> list[Due]:
    """List what an order owes at a delivery and was not charged for: nothing twice, nothing that is not produced.

    A package that cannot be produced in full counts as the highest one below it that can; the rest is due when a later
    delivery brings it. The fee of a large home is due once per range, with that range's first delivery: what a
    correction does to the area later changes no price.
    """
    add_ons = list(dict.fromkeys(add_ons))
    paid_package = max((PackageType(c.item) for c in charged if c.kind in _PACKAGE_KINDS), key=_rank, default=None)
    paid_add_ons = [AddOn(c.item) for c in charged if c.kind is ChargeKind.ADD_ON]
    paid_ranges = delivered_ranges(paid_package, paid_add_ons, unproduced) if paid_package else []
    new_ranges = [one for one in delivered_ranges(package, add_ons, unproduced) if one not in paid_ranges]
    return [
        *_package_due(package, paid_package, unproduced),
        *(
            Due(ChargeKind.ADD_ON, one)
            for one in add_ons
            if one not in paid_add_ons and add_on_is_produced(one, unproduced)
        ),
        *(Due(ChargeKind.OVERSIZE, one.product, one.steps) for one in over_limits(total_scanned_area_m2, new_ranges)),
    ]


def _rank(package: PackageType) -> int:
    return list(PackageType).index(package)


def _package_due(package: PackageType, paid: PackageType | None, unproduced: frozenset[Product]) -> list[Due]:
    produced = [one for one in PackageType if _rank(one) <= _rank(package) and package_is_produced(one, unproduced)]
    if not produced or (paid is not None and _rank(produced[-1]) <= _rank(paid)):
        return []
    if paid is None:
        return [Due(ChargeKind.PACKAGE, produced[-1])]
    return [Due(ChargeKind.UPGRADE, produced[-1], replaces=paid)]


def unit_cents(due: Due, prices: PriceList) -> int:
    """Price one unit of a thing. An upgrade costs what the packages differ by, and never less than nothing."""
    match due.kind:
        case ChargeKind.PACKAGE:
            return prices.packages[PackageType(due.item)]
        case ChargeKind.UPGRADE:
            before = prices.packages[due.replaces] if due.replaces else 0
            return max(0, prices.packages[PackageType(due.item)] - before)
        case ChargeKind.ADD_ON:
            return prices.add_ons[AddOn(due.item)]
        case ChargeKind.OVERSIZE:
            return prices.oversize_step[ProductRange(due.item)]
        case ChargeKind.CHANGE_REQUEST:
            return prices.extra_change_request


def describe(due: Due) -> str:
    """Say what a thing is, as the statement shows it."""
    match due.kind:
        case ChargeKind.PACKAGE:
            return f"Package {NAME_OF_PACKAGE[PackageType(due.item)]}"
        case ChargeKind.UPGRADE:
            before = NAME_OF_PACKAGE[due.replaces] if due.replaces else "nothing"
            return f"Upgrade from {before} to {NAME_OF_PACKAGE[PackageType(due.item)]}"
        case ChargeKind.ADD_ON:
            return f"Add-on {TERMS_OF_ADD_ON[AddOn(due.item)].name}"
        case ChargeKind.OVERSIZE:
            return f"Large home, {due.item}: steps of {LARGE_HOME_M2} m2"
        case ChargeKind.CHANGE_REQUEST:
            return "Change request beyond the free ones"


def month_of(moment: datetime) -> str:
    """Name the month of a moment, as ``2026-11``: months begin and end at midnight UTC, for every company."""
    return f"{moment.astimezone(UTC):%Y-%m}"


def begin_of(moment: datetime) -> datetime:
    """Give the first moment of the month of a moment."""
    return moment.astimezone(UTC).replace(day=1, hour=0, minute=0, second=0, microsecond=0)


def end_of(begin: datetime) -> datetime:
    """Give the first moment of the month after the one that begins at ``begin``."""
    return begin.replace(year=begin.year + begin.month // 12, month=begin.month % 12 + 1)


def is_month(text: str) -> bool:
    """Say whether a text names a month as ``month_of`` does."""
    return _MONTH.fullmatch(text) is not None
