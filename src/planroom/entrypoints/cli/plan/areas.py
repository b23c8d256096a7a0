"""``planroom plan areas``."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from planroom.entrypoints.cli.output import answer, as_json_option, say, show_table
from planroom.entrypoints.cli.plan.files import load_plan, plan_argument

if TYPE_CHECKING:
    from planroom.floorplan.reports.areas import AreaFigures, AreaReport

_NO_AREA = "-"


@click.command("areas")
@plan_argument
@click.option("--details", is_flag=True, help="Tell of every room why it counts or not; with --json the whole report.")
@as_json_option
def command(plan_file: Path, *, details: bool, as_json: bool) -> None:
    """Measure a plan by several standards side by side, in square metres.

    With --json: storeys, each with name, level, its figures and rooms (id, label, type, area_m2, counted_in), and total
    with the same figures. A plan without a scale has no areas: they are null.
    """
    from planroom.floorplan.reports.areas import documented_areas, measure_areas

    report = measure_areas(load_plan(plan_file))
    if as_json:
        answer(report if details else documented_areas(report))
        return
    _show_figures(report)
    _show_rooms(report, details=details)
    say("\n".join(("", *report.notes)))


def _show_figures(report: "AreaReport") -> None:
    from planroom.floorplan.reports.areas import STANDARD_FIGURES

    columns: list[AreaFigures] = [*report.storeys, report.total, report.uncertainty_m2]
    rows = [
        (name.removesuffix("_m2").replace("_", " "), *(_written(getattr(figures, name)) for figures in columns))
        for name in STANDARD_FIGURES
    ]
    show_table(("m2", *(storey.name or storey.id for storey in report.storeys), "total", "give or take"), rows)
    if report.ansi_square_feet is not None:
        feet = report.ansi_square_feet
        click.echo(f"ANSI Z765: {feet.above_grade} sq ft above grade, {feet.below_grade} sq ft below grade")
    else:
        click.echo("This plan has no scale, so it has no areas: set one first (edit scale_plan).")
    if report.assumed_walls:
        click.echo(f"{report.assumed_walls} walls have an assumed thickness.")


def _show_rooms(report: "AreaReport", *, details: bool) -> None:
    for storey in report.storeys:
        click.echo(f"\n{storey.name or storey.id}" + (" (below grade)" if storey.is_below_grade else ""))
        rows = [
            (room.label or room.id, room.type, _written(room.area_m2), ", ".join(room.counted_in))
            for room in storey.rooms
        ]
        show_table(("room", "type", "m2", "counted in"), rows)
        if details:
            reasons = [
                (room.label or room.id, reason.figure, f"{reason.share:.0%}", reason.clause, reason.says)
                for room in storey.rooms
                for reason in room.reasons
            ]
            show_table(("room", "figure", "counts", "clause", "because"), reasons)


def _written(area_m2: float | None) -> str:
    return _NO_AREA if area_m2 is None else f"{area_m2:.2f}"
