"""``planroom plan read``."""

from pathlib import Path

import click

from planroom.entrypoints.cli.output import answer, as_json_option, say
from planroom.entrypoints.cli.plan.files import file_type, read_file, show_findings, write_file


@click.command("read")
@click.argument("source", metavar="FILE", type=file_type)
@click.option("-o", "--output", "plan_file", type=file_type, metavar="PLAN.json", help="Where the plan goes.")
@as_json_option
def command(source: Path, plan_file: Path | None, *, as_json: bool) -> None:
    """Read a plan from a file of another program, and say what is doubtful about it.

    The format is told by the content. Findings are no failure: the exit status is 0 when the file could be opened.
    With --json: format, storeys, walls, openings and rooms (how many), findings (code, severity, message, elements).
    """
    from planroom.floorplan.model.codec import write_plan
    from planroom.floorplan.model.limits import MAX_BYTES
    from planroom.floorplan.reading.formats import read_plan_file

    known, reading = read_plan_file(read_file(source, MAX_BYTES), source.name)
    storeys = reading.plan.storeys
    if plan_file is not None:
        write_file(plan_file, write_plan(reading.plan))
        say(f"The plan is in {plan_file}.")
    counts = {name: sum(len(getattr(storey, name)) for storey in storeys) for name in ("walls", "openings", "rooms")}
    if as_json:
        findings = [
            {"code": found.code, "severity": found.severity, "message": found.message, "elements": found.element_ids}
            for found in reading.findings
        ]
        answer({"format": known.name, "storeys": len(storeys), **counts, "findings": findings})
        return
    counted = ", ".join(f"{count} {name}" for name, count in {"storeys": len(storeys), **counts}.items())
    click.echo(f"{source}: {known.title}, {counted}")
    show_findings(reading.findings)
