"""``planroom company create``."""

import click

from planroom.entrypoints.cli.application import built_application
from planroom.entrypoints.cli.output import answer, as_json_option, say, show_values

FIRST_KEY_NAME = "First key"


@click.command("create")
@click.option("--name", required=True, help="The company's name.")
@click.option("--email", required=True, help="E-mail address of its first Manager.")
@as_json_option
def command(name: str, email: str, *, as_json: bool) -> None:
    """Make a company with an office, a Manager and an API key.

    The key is printed once and kept as a hash only. With --json: company_id, manager_id, api_key.
    """
    from planroom.features.companies.service import create_company
    from planroom.features.offices.service import create_office
    from planroom.features.users.service import create_api_key, create_manager

    with built_application() as planroom, planroom.database.write() as uow:
        company = create_company(uow, name=name, email=email)
        office = create_office(uow, company_id=company.id)
        manager = create_manager(uow, company_id=company.id, office_id=office.id, email=email)
        key = create_api_key(uow, company_id=company.id, name=FIRST_KEY_NAME)
    made = {"company_id": str(company.id), "manager_id": str(manager.id), "api_key": key.secret}
    if as_json:
        answer(made)
    else:
        show_values(made)
        say("Keep the key now: it is not shown again.")
