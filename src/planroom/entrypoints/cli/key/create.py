"""``planroom key create``."""

from uuid import UUID

import click

from planroom.entrypoints.cli.application import built_application
from planroom.entrypoints.cli.key.company import company_option, shown_key
from planroom.entrypoints.cli.output import answer, as_json_option, say, show_values
from planroom.features.users.rules import MAX_KEY_LIFETIME_DAYS, Scope


@click.command("create")
@company_option
@click.option("--name", default="API key", show_default=True, help="What the key is for.")
@click.option(
    "--scope",
    type=click.Choice([scope.value for scope in Scope]),
    default=Scope.ADMIN.value,
    show_default=True,
    help="read: look only; orders: place orders and ask for changes; admin: all that a Manager may.",
)
@click.option(
    "--expires-in-days",
    type=click.IntRange(1, MAX_KEY_LIFETIME_DAYS),
    help="When the key ends; without it, never.",
)
@as_json_option
def command(company_id: UUID, name: str, scope: str, expires_in_days: int | None, *, as_json: bool) -> None:
    """Make another API key for a company.

    The key is printed once and kept as a hash only. With --json: key_id, api_key.
    """
    from planroom.features.companies.service import get_open_company
    from planroom.features.users.service.authenticating import command_line_actor
    from planroom.features.users.service.keys import create_api_key

    with built_application() as planroom, planroom.database.write() as uow:
        company = get_open_company(uow, company_id)
        made = create_api_key(
            uow, command_line_actor(company.id), name=name, scope=Scope(scope), lifetime_days=expires_in_days
        )
    if as_json:
        answer(shown_key(made.key.id, made.secret))
    else:
        show_values(shown_key(made.key.id, made.secret))
        say("Keep the key now: it is not shown again.")
