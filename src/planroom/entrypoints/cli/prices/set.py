"""``planroom prices set``."""

from typing import BinaryIO, TypeVar
from uuid import UUID

import click
import msgspec

from planroom.entrypoints.cli.application import built_application
from planroom.entrypoints.cli.output import answer, as_json_option, say
from planroom.entrypoints.cli.prices.company import company_option
from planroom.entrypoints.cli.refusals import Refused

Content = TypeVar("Content")


class PricesUnreadable(Refused):
    """The file is no price list."""

    code = "prices_unreadable"
    message = "The file holds no prices."


@click.command("set")
@click.argument("file", type=click.File("rb"), required=False)
@company_option
@click.option("--currency", help="In what is billed: the company, or companies that have no currency of their own.")
@as_json_option
def command(file: BinaryIO | None, company_id: UUID | None, currency: str | None, *, as_json: bool) -> None:
    """Set prices from now on, from one JSON FILE (- for standard input); what was charged keeps its price.

    For the installation: {"currency": "EUR", "price_lists": {"EUR": {"packages": {…}, "add_ons": {…}, "oversize_step":
    {…}, "extra_change_request": 1000}}}, as `prices show --json` prints it. Amounts are whole cents before tax. A list
    replaces the one of its currency; a currency that is left out stays.

    For a company: only the prices in which it differs, {"packages": {"base": 900}}. They replace its own prices as a
    whole. A month in which something was charged already goes on in its currency to its end.
    """
    if file is None and currency is None:
        message = "Give a FILE with prices, or --currency."
        raise click.UsageError(message)
    content = file.read() if file else None
    if company_id is None:
        _set_of_installation(content, currency)
    else:
        _set_of_company(company_id, content, currency)
    if as_json:
        answer({"set": True})
    else:
        say("The prices hold from now on; see them with `planroom prices show`.")


def _set_of_installation(content: bytes | None, currency: str | None) -> None:
    from planroom.features.products.prices import PriceTableUpdate
    from planroom.features.products.service.pricing import set_price_table

    update = PriceTableUpdate() if content is None else _read(content, PriceTableUpdate)
    if currency is not None:
        update = msgspec.structs.replace(update, currency=currency)
    with built_application() as planroom, planroom.database.write() as uow:
        set_price_table(uow, update)


def _set_of_company(company_id: UUID, content: bytes | None, currency: str | None) -> None:
    from planroom.features.products.prices import OwnPrices
    from planroom.features.products.service.pricing import set_terms
    from planroom.features.users.service.authenticating import command_line_actor

    own_prices = None if content is None else _read(content, OwnPrices)
    with built_application() as planroom, planroom.database.write() as uow:
        actor = command_line_actor(company_id)
        set_terms(uow, actor, company_id=company_id, currency=currency, own_prices=own_prices)


def _read(content: bytes, kind: type[Content]) -> Content:
    try:
        return msgspec.json.decode(content, type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        message = f"The file holds no prices: {error}"
        raise PricesUnreadable(message) from error
