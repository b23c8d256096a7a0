from typing import Any

import msgspec
import pytest

from planroom.features.companies.rules import AddOn, PackageType
from planroom.features.products.prices import (
    DEFAULT_PRICES,
    OwnPrices,
    PriceTable,
    PriceTableUpdate,
    find_gaps,
    updated,
    with_own_prices,
)

USD = DEFAULT_PRICES.price_lists["USD"]


def test_the_default_prices_lack_nothing() -> None:
    assert find_gaps(DEFAULT_PRICES) == []


def test_own_prices_stand_over_the_list_and_the_rest_of_it_stays() -> None:
    own = OwnPrices(packages={PackageType.BASE: 700}, extra_change_request=0)

    prices = with_own_prices(USD, own)

    assert prices.packages == {**USD.packages, PackageType.BASE: 700}
    assert (prices.add_ons, prices.oversize_step) == (USD.add_ons, USD.oversize_step)
    assert prices.extra_change_request == 0
    assert with_own_prices(USD, OwnPrices()) == USD


def test_an_update_replaces_whole_lists_and_drops_no_currency() -> None:
    cheaper = msgspec.structs.replace(USD, extra_change_request=1)

    table = updated(DEFAULT_PRICES, PriceTableUpdate(currency="CHF", price_lists={"CHF": cheaper}))

    assert table.currency == "CHF"
    assert table.price_lists == {**DEFAULT_PRICES.price_lists, "CHF": cheaper}
    assert updated(table, PriceTableUpdate()) == table


def test_a_list_that_lacks_a_price_is_told_with_everything_that_is_missing() -> None:
    bare = msgspec.structs.replace(USD, packages={PackageType.BASE: 1}, oversize_step={})

    assert find_gaps(PriceTable(currency="SEK", price_lists={"USD": bare})) == [
        "There is no price list in SEK.",
        "packages of the list in USD lacks plus, plus_3d.",
        "oversize_step of the list in USD lacks products_2d, products_3d.",
    ]


@pytest.mark.parametrize(
    "change",
    [
        {"packages": {"base": -1}},
        {"packages": {"base": 9.99}},
        {"packages": {"base": 100_000_001}},
        {"packages": {"gold": 1}},
        {"discount": 5},
    ],
)
def test_prices_are_whole_cents_of_known_things(change: dict[str, Any]) -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(change, OwnPrices)


def test_every_add_on_has_a_price_of_its_own() -> None:
    assert set(USD.add_ons) == set(AddOn)
