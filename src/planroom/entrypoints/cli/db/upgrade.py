"""``planroom db upgrade``."""

import click

from planroom.entrypoints.cli.output import answer, as_json_option, say


@click.command("upgrade")
@as_json_option
def command(*, as_json: bool) -> None:
    """Bring the database to this release's schema, our tables and the job engine's.

    Stop other releases of Planroom that work on this database first.
    """
    from planroom.infra.settings import read_settings
    from planroom.migrations.run import describe_schema, upgrade_schema

    url = read_settings().resolved_database_url
    upgrade_schema(url)
    state = describe_schema(url)
    if as_json:
        answer({"current": state.is_current, "revision": state.revision, "missing": state.missing})
    else:
        say(f"The database schema is {state.summary}.")
