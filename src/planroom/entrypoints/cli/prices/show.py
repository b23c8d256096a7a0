"""``planroom prices show``."""

from uuid import UUID

import click

from planroom.entrypoints.cli.application import built_application
from planroom.entrypoints.cli.output import answer, as_json_option, say
from planroom.entrypoints.cli.prices.company import company_option, show_prices


@click.command("show")
@company_option
@as_json_option
def command(company_id: UUID | None, *, as_json: bool) -> None:
    """Show the prices that hold now.

    With --json they come in cents, in the form that `prices set` reads: currency, price_lists; of a company: currency,
    own_prices (where it differs from the list) and prices (what it pays).
    """
    from planroom.features.companies.service import get_company
    from planroom.features.products.service.pricing import get_price_table, get_rates, get_terms

    with built_application() as planroom, planroom.database.read() as uow:
        if company_id is None:
            table = get_price_table(uow)
            shown: object = table
            currency, lists = table.currency, table.price_lists
        else:
            get_company(uow, company_id)
            terms, rates = get_terms(uow, company_id), get_rates(uow, company_id)
            shown = {"currency": terms.currency, "own_prices": terms.own_prices, "prices": rates.prices}
            currency, lists = rates.currency, {rates.currency: rates.prices}
    if as_json:
        answer(shown)
        return
    show_prices(lists)
    say(f"Billed in {currency}{'' if company_id else ' unless a company has a currency of its own'}, before tax.")
