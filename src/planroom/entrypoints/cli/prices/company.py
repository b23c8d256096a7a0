"""Whose prices a price command is about, and how prices are printed."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from planroom.entrypoints.cli.output import show_table

if TYPE_CHECKING:
    from planroom.features.products.prices import PriceList

company_option = click.option(
    "--company", "company_id", type=click.UUID, help="Id of a company; without it, the prices of the installation."
)


def show_prices(lists: "dict[str, PriceList]") -> None:
    """Print price lists side by side, in whole units of their currencies."""
    rows: dict[tuple[str, str], list[str]] = {}
    for prices in lists.values():
        for name, cents in _named(prices):
            rows.setdefault(name, []).append(f"{cents / 100:.2f}")
    show_table(("what", "", *lists), [(*name, *amounts) for name, amounts in rows.items()])


def _named(prices: "PriceList") -> Iterator[tuple[tuple[str, str], int]]:
    for package, cents in prices.packages.items():
        yield ("package", package), cents
    for add_on, cents in prices.add_ons.items():
        yield ("add-on", add_on), cents
    for product_range, cents in prices.oversize_step.items():
        yield ("oversize step", product_range), cents
    yield ("extra change request", ""), prices.extra_change_request
