from datetime import UTC, datetime, timedelta, timezone

import pytest

from planroom.features.companies.rules import AddOn, PackageType
from planroom.features.products.prices import DEFAULT_PRICES
from planroom.features.products.rules import Product, ProductRange
from planroom.features.statements.rules import (
    Charged,
    ChargeKind,
    Due,
    begin_of,
    describe,
    end_of,
    find_due,
    is_month,
    month_of,
    unit_cents,
)

BASE, PLUS, PLUS_3D = PackageType.BASE, PackageType.PLUS, PackageType.PLUS_3D
EVERYTHING: frozenset[Product] = frozenset()
USD = DEFAULT_PRICES.price_lists["USD"]
BASE_PAID = [Charged(ChargeKind.PACKAGE, BASE)]


def test_a_first_delivery_owes_package_and_add_ons_once_each() -> None:
    add_ons = [AddOn.TURNAROUND_6H, AddOn.GLA, AddOn.GLA]

    assert find_due(PLUS, add_ons, 100.0, [], EVERYTHING) == [
        Due(ChargeKind.PACKAGE, "plus"),
        Due(ChargeKind.ADD_ON, "6h_turnaround"),
        Due(ChargeKind.ADD_ON, "gla"),
    ]


def test_what_is_not_produced_is_not_owed() -> None:
    add_ons = [AddOn.GLA, AddOn.TURNAROUND_6H]

    assert find_due(PLUS_3D, add_ons, 2000.0, []) == [
        Due(ChargeKind.PACKAGE, "base"),
        Due(ChargeKind.ADD_ON, "6h_turnaround"),
        Due(ChargeKind.OVERSIZE, "products_2d", 4),
    ]


def test_what_is_produced_later_is_owed_when_it_is_delivered() -> None:
    assert find_due(PLUS, [], 100.0, BASE_PAID, EVERYTHING) == [Due(ChargeKind.UPGRADE, "plus", replaces=BASE)]


def test_a_package_of_which_nothing_is_produced_owes_nothing() -> None:
    assert find_due(BASE, [], 100.0, [], frozenset(Product)) == []


def test_a_later_delivery_owes_nothing_again() -> None:
    paid = [*BASE_PAID, Charged(ChargeKind.ADD_ON, AddOn.TURNAROUND_6H)]

    assert find_due(BASE, [AddOn.TURNAROUND_6H], 100.0, paid) == []


def test_an_upgrade_owes_the_difference_and_the_add_ons_that_are_new() -> None:
    paid = [*BASE_PAID, Charged(ChargeKind.UPGRADE, PLUS), Charged(ChargeKind.ADD_ON, AddOn.GLA)]

    assert find_due(PLUS_3D, [AddOn.GLA, AddOn.VIDEO_3D], 100.0, paid, EVERYTHING) == [
        Due(ChargeKind.UPGRADE, "plus_3d", replaces=PLUS),
        Due(ChargeKind.ADD_ON, "3d_video"),
    ]


def test_a_large_home_owes_its_fee_once_for_each_range_with_the_first_delivery_of_that_range() -> None:
    first = find_due(BASE, [], 1000.0, [])
    assert first[1:] == [Due(ChargeKind.OVERSIZE, ProductRange.PRODUCTS_2D, 2)]
    # A correction that makes the home larger changes no price; a new range brings its own fee.
    assert find_due(BASE, [], 2000.0, BASE_PAID) == []
    assert find_due(PLUS_3D, [], 1000.0, BASE_PAID, EVERYTHING) == [
        Due(ChargeKind.UPGRADE, "plus_3d", replaces=BASE),
        Due(ChargeKind.OVERSIZE, ProductRange.PRODUCTS_3D, 2),
    ]


@pytest.mark.parametrize(
    ("due", "cents", "text"),
    [
        (Due(ChargeKind.PACKAGE, "plus"), 1500, "Package Plus"),
        (Due(ChargeKind.UPGRADE, "plus_3d", replaces=PLUS), 2000, "Upgrade from Plus to Plus 3D"),
        (Due(ChargeKind.UPGRADE, "base", replaces=PLUS_3D), 0, "Upgrade from Plus 3D to Base"),
        (Due(ChargeKind.ADD_ON, "gla"), 1500, "Add-on GLA report"),
        (Due(ChargeKind.OVERSIZE, "products_3d", 2), 3500, "Large home, products_3d: steps of 465 m2"),
        (Due(ChargeKind.CHANGE_REQUEST, "extra_change_request"), 1000, "Change request beyond the free ones"),
    ],
)
def test_each_thing_has_its_price_and_its_words(due: Due, cents: int, text: str) -> None:
    assert (unit_cents(due, USD), describe(due)) == (cents, text)


def test_months_begin_and_end_at_midnight_utc() -> None:
    last_moment = datetime(2026, 12, 31, 23, 59, 59, tzinfo=UTC)
    assert month_of(last_moment) == "2026-12"
    assert month_of(last_moment.astimezone(timezone(timedelta(hours=2)))) == "2026-12"
    assert begin_of(last_moment) == datetime(2026, 12, 1, tzinfo=UTC)
    assert end_of(begin_of(last_moment)) == datetime(2027, 1, 1, tzinfo=UTC)
    assert end_of(datetime(2026, 11, 1, tzinfo=UTC)) == datetime(2026, 12, 1, tzinfo=UTC)


@pytest.mark.parametrize("text", ["2026-13", "2026-00", "2026-1", "0026-01", "2026-011", "november", "²026-01", ""])
def test_what_names_no_month_is_none(text: str) -> None:
    assert not is_month(text)
    assert is_month("2026-11")
