"""``planroom key create``."""

from uuid import UUID

import click

from planroom.entrypoints.cli.application import built_application
from planroom.entrypoints.cli.key.company import company_option, shown_key
from planroom.entrypoints.cli.output import answer, as_json_option, say, show_values


@click.command("create")
@company_option
@click.option("--name", default="API key", show_default=True, help="What the key is for.")
@as_json_option
def command(company_id: UUID, name: str, *, as_json: bool) -> None:
    """Make another API key for a company.

    The key is printed once and kept as a hash only. With --json: key_id, api_key.
    """
    from planroom.features.companies.service import get_company
    from planroom.features.users.service.keys import create_api_key

    with built_application() as planroom, planroom.database.write() as uow:
        company = get_company(uow, company_id)
        made = create_api_key(uow, company_id=company.id, name=name)
    if as_json:
        answer(shown_key(made.key.id, made.secret))
    else:
        show_values(shown_key(made.key.id, made.secret))
        say("Keep the key now: it is not shown again.")
