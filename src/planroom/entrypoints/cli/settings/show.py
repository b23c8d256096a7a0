"""``planroom settings show``."""

import click

from planroom.entrypoints.cli.output import answer, as_json_option, show_table

MASK = "********"


@click.command("show")
@as_json_option
def command(*, as_json: bool) -> None:
    """Show every setting: its variable, value, where the value comes from, and what it means."""
    from planroom.infra.settings import describe_settings, read_settings, variables_in_use

    settings = read_settings()
    used = variables_in_use()
    rows = []
    for info in describe_settings():
        value = getattr(settings, info.name)
        shown = MASK if info.secret and value else value if isinstance(value, int | float) else str(value)
        rows.append((info.variable, shown, "environment" if info.variable in used else "default", info.help))
    if as_json:
        answer({variable: {"value": value, "source": source} for variable, value, source, _ in rows})
    else:
        show_table(("variable", "value", "from", "meaning"), rows)
