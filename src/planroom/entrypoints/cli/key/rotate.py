"""``planroom key rotate``."""

from uuid import UUID

import click

from planroom.entrypoints.cli.application import built_application
from planroom.entrypoints.cli.key.company import company_option, key_argument, shown_key
from planroom.entrypoints.cli.output import answer, as_json_option, say, show_values


@click.command("rotate")
@key_argument
@company_option
@as_json_option
def command(key_id: UUID, company_id: UUID, *, as_json: bool) -> None:
    """Make the successor of a key; the old one works for 7 more days.

    The new key is printed once and kept as a hash only. With --json: key_id, api_key.
    """
    from planroom.features.users.service.authenticating import command_line_actor
    from planroom.features.users.service.keys import rotate_api_key

    with built_application() as planroom, planroom.database.write() as uow:
        made = rotate_api_key(uow, command_line_actor(company_id), key_id)
    if as_json:
        answer(shown_key(made.key.id, made.secret))
    else:
        show_values(shown_key(made.key.id, made.secret))
        say("Keep the key now: it is not shown again. The old one works for 7 more days.")
