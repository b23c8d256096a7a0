"""``planroom operator create``."""

import click

from planroom.entrypoints.cli.application import built_application
from planroom.entrypoints.cli.output import answer, as_json_option, say, show_values


@click.command("create")
@click.option("--email", required=True, help="E-mail address of the operator.")
@as_json_option
def command(email: str, *, as_json: bool) -> None:
    """Make an operator, who works at the production desk and sees every company's production work.

    The key is printed once and kept as a hash only. With --json: operator_id, operator_key.
    """
    from planroom.features.users.service.operators import create_operator

    with built_application() as planroom, planroom.database.write() as uow:
        made = create_operator(uow, email=email)
    shown = {"operator_id": str(made.operator.id), "operator_key": made.secret}
    if as_json:
        answer(shown)
    else:
        show_values(shown)
        say("Keep the key now: it is not shown again.")
