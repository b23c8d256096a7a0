"""``planroom plan draft``."""

from pathlib import Path

import click

from planroom.entrypoints.cli.output import answer, as_json_option, say
from planroom.entrypoints.cli.plan.files import file_type, read_file, show_findings, write_file


@click.command("draft")
@click.argument("image", type=file_type)
@click.option(
    "--info", default="", help="What is known of the drawing, such as: width 38'6\". A given size sets the scale."
)
@click.option(
    "-o", "--output", "plan_file", type=file_type, required=True, metavar="PLAN.json", help="Where the plan goes."
)
@as_json_option
def command(image: Path, info: str, plan_file: Path, *, as_json: bool) -> None:
    """Draft a plan from the picture of a blueprint, and say what is doubtful about it.

    Findings are no failure: the exit status is 0 when the picture could be opened. With --json: rooms, walls and
    openings (how many), scale, findings, plan (the file).
    """
    from planroom.floorplan.checks.run import check_plan
    from planroom.floorplan.model.codec import write_plan
    from planroom.floorplan.reading.blueprint import read_blueprint
    from planroom.infra.settings import read_settings

    settings = read_settings()
    content = read_file(image, settings.max_source_bytes)
    reading = read_blueprint(
        content, info=info, max_pixels=settings.max_source_pixels, progress=lambda step: say(f"{image.name}: {step}")
    )
    findings = (*reading.findings, *check_plan(reading.plan))
    write_file(plan_file, write_plan(reading.plan))
    storeys = reading.plan.storeys
    counts = {name: sum(len(getattr(storey, name)) for storey in storeys) for name in ("rooms", "walls", "openings")}
    if as_json:
        answer({**counts, "scale": reading.plan.scale, "findings": findings, "plan": str(plan_file)})
        return
    scale = reading.plan.scale
    click.echo(f"{plan_file}: " + ", ".join(f"{count} {name}" for name, count in counts.items()))
    click.echo(f"scale: {scale.mm_per_unit:.2f} mm a pixel, from {scale.source}, give or take {scale.uncertainty:.0%}")
    show_findings(findings)
