"""``planroom key revoke``."""

from uuid import UUID

import click

from planroom.entrypoints.cli.application import built_application
from planroom.entrypoints.cli.key.company import company_option, key_argument
from planroom.entrypoints.cli.output import answer, as_json_option, say


@click.command("revoke")
@key_argument
@company_option
@as_json_option
def command(key_id: UUID, company_id: UUID, *, as_json: bool) -> None:
    """End an API key at once."""
    from planroom.features.users.service.authenticating import command_line_actor
    from planroom.features.users.service.keys import revoke_api_key

    with built_application() as planroom, planroom.database.write() as uow:
        revoke_api_key(uow, command_line_actor(company_id), key_id)
    if as_json:
        answer({"key_id": key_id, "revoked": True})
    else:
        say("The key is revoked.")
