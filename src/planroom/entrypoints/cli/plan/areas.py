"""``planroom plan areas``."""

from pathlib import Path

import click
import msgspec

from planroom.entrypoints.cli.output import answer, as_json_option, say, show_table, show_values
from planroom.entrypoints.cli.plan.files import load_plan, plan_argument


@click.command("areas")
@plan_argument
@as_json_option
def command(plan_file: Path, *, as_json: bool) -> None:
    """Measure a plan: every room, every floor and the whole, in square metres, and by which rules."""
    from planroom.floorplan.reports.areas import measure_areas

    report = measure_areas(load_plan(plan_file))
    if as_json:
        answer(report)
        return
    for storey in report.storeys:
        click.echo(storey.name)
        rows = [(f"  {room.label}", f"{room.area_m2:.2f}", ", ".join(room.counted_in)) for room in storey.rooms]
        show_table(("  room", "m2", "counted in"), rows)
    click.echo("Total")
    total = msgspec.structs.asdict(report.total)
    show_values({f"  {name.removesuffix('_m2').replace('_', ' ')}": f"{area:.2f} m2" for name, area in total.items()})
    say("\n".join(("", *report.notes)))
