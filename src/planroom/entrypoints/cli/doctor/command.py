"""``planroom doctor``."""

from typing import TYPE_CHECKING

import click

from planroom.entrypoints.cli.output import answer, as_json_option
from planroom.entrypoints.cli.refusals import REFUSED

if TYPE_CHECKING:
    from planroom.entrypoints.cli.doctor.diagnosis import Diagnosis

SIGNS = {
    "ok": click.style("✓", fg="green"),
    "warning": click.style("!", fg="yellow"),
    "failure": click.style("✗", fg="red"),
}


@click.command("doctor")
@as_json_option
def command(*, as_json: bool) -> int:
    """Examine this machine and this installation, and say what to do about what is not well.

    Exit status 0 when all is well or there are only warnings, 1 when something does not work.
    """
    diagnoses = examine()
    failed = any(diagnosis.outcome == "failure" for diagnosis in diagnoses)
    if as_json:
        answer({"ok": not failed, "checks": diagnoses})
    else:
        for diagnosis in diagnoses:
            click.echo(f"{SIGNS[diagnosis.outcome]} {diagnosis.name}: {diagnosis.found}")
            if diagnosis.advice:
                click.echo(f"    {diagnosis.advice}")
    return REFUSED if failed else 0


def examine() -> "list[Diagnosis]":
    """Look at everything; BadSetting when the settings themselves cannot be read."""
    from planroom.entrypoints.cli.doctor.disk import examine_file_system, examine_folder, examine_space
    from planroom.entrypoints.cli.doctor.fonts import examine_fonts
    from planroom.entrypoints.cli.doctor.python import examine_libraries, examine_programs, examine_python
    from planroom.entrypoints.cli.doctor.sqlite import examine_sqlite
    from planroom.entrypoints.cli.doctor.storage import examine_database
    from planroom.infra.settings import read_settings

    settings = read_settings()
    on_sqlite = settings.resolved_database_url.startswith("sqlite")
    return [
        examine_python(),
        examine_libraries(),
        examine_programs(),
        examine_sqlite(is_used=on_sqlite),
        examine_folder(settings.data),
        examine_space(settings.data),
        *([examine_file_system(settings.data)] if on_sqlite else []),
        examine_fonts(),
        examine_database(settings),
    ]
