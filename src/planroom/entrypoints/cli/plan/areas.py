"""``planroom plan areas``."""

from pathlib import Path

import click
import msgspec

from planroom.entrypoints.cli.output import answer, as_json_option
from planroom.entrypoints.cli.plan.files import load_plan, plan_argument


@click.command("areas")
@plan_argument
@as_json_option
def command(plan_file: Path, *, as_json: bool) -> None:
    """Measure a plan: the area of every room, of every floor, and of the whole, in square metres."""
    from planroom.floorplan.reports.areas import measure_areas

    report = measure_areas(load_plan(plan_file))
    if as_json:
        answer(report)
        return
    click.echo(msgspec.json.format(msgspec.json.encode(report), indent=2).decode())
