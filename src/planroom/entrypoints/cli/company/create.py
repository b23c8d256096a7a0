"""``planroom company create``."""

import click

from planroom.entrypoints.cli.application import built_application
from planroom.entrypoints.cli.output import answer, as_json_option, say, show_values


@click.command("create")
@click.option("--name", required=True, help="The company's name.")
@click.option("--email", required=True, help="E-mail address of its first Manager.")
@as_json_option
def command(name: str, email: str, *, as_json: bool) -> None:
    """Make a company with an office, a Manager and an API key.

    The key is printed once and kept as a hash only. With --json: company_id, manager_id, api_key.
    """
    from planroom.entrypoints.cli.company.account import open_account

    with built_application() as planroom, planroom.database.write() as uow:
        account = open_account(uow, name=name, email=email)
    made = {
        "company_id": str(account.company_id),
        "manager_id": str(account.manager_id),
        "api_key": account.api_key,
    }
    if as_json:
        answer(made)
    else:
        show_values(made)
        say("Keep the key now: it is not shown again.")
