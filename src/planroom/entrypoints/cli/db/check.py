"""``planroom db check``."""

import click

from planroom.entrypoints.cli.output import answer, as_json_option, say
from planroom.entrypoints.cli.refusals import REFUSED


@click.command("check")
@as_json_option
def command(*, as_json: bool) -> int:
    """Tell whether the database can be reached and has this release's schema; exit status 1 if not."""
    from planroom.infra.settings import read_settings
    from planroom.migrations.run import describe_schema

    state = describe_schema(read_settings().resolved_database_url)
    if as_json:
        answer({"current": state.is_current, "revision": state.revision, "missing": state.missing})
    else:
        say(f"The database schema is {state.summary}.")
        if not state.is_current:
            say("Run `planroom db upgrade`.")
    return 0 if state.is_current else REFUSED
