"""``planroom statement show``."""

from uuid import UUID

import click

from planroom.entrypoints.cli.application import built_application
from planroom.entrypoints.cli.output import answer, as_json_option, say, show_table


@click.command("show")
@click.option("--company", "company_id", type=click.UUID, required=True, help="Id of the company.")
@click.option("--month", help="The month, as 2026-11; without it, the present one.")
@click.option("--csv", "as_csv", is_flag=True, help="Print every line as CSV and nothing else.")
@as_json_option
def command(company_id: UUID, month: str | None, *, as_csv: bool, as_json: bool) -> None:
    """Show what a company owes for a month, also one that was merged into another.

    Months begin and end at midnight UTC. With --json: month, currency, volume, total_cents, totals.
    """
    from planroom.features.statements.rules import month_of
    from planroom.features.statements.schemas import month_read, statement_csv
    from planroom.features.statements.service import get_month_for_operator, list_all_lines

    with built_application() as planroom, planroom.database.read() as uow:
        found = get_month_for_operator(uow, company_id, month or month_of(uow.now()))
        lines = list_all_lines(uow, company_id, found) if as_csv else []
    if as_csv:
        click.echo(statement_csv(found, lines), nl=False)
        return
    if as_json:
        answer(month_read(found))
        return
    rows = [(total.kind, total.number, f"{total.amount_cents / 100:.2f}") for total in found.totals]
    show_table(("what", "lines", found.currency), [*rows, ("total", "", f"{found.total_cents / 100:.2f}")])
    say(f"{found.volume} orders delivered for the first time in {found.month}; before tax.")
