"""``planroom plan draw``."""

from pathlib import Path

import click

from planroom.entrypoints.cli.output import answer, as_json_option
from planroom.entrypoints.cli.plan.files import file_type, load_plan, plan_argument, write_file

USUAL_FORMATS = ("svg", "png", "jpg", "pdf")
FORMATS = (*USUAL_FORMATS, "zip")


def _read_formats(_context: click.Context, _parameter: click.Parameter, text: str) -> tuple[str, ...]:
    """Read ``svg,pdf``; a usage error names what is unknown."""
    wanted = dict.fromkeys(word.strip().lower() for word in text.split(",") if word.strip())
    unknown = [word for word in wanted if word not in FORMATS]
    if unknown or not wanted:
        message = f"{', '.join(unknown) or 'nothing'} cannot be drawn; choose from {', '.join(FORMATS)}."
        raise click.BadParameter(message)
    return tuple(wanted)


@click.command("draw")
@plan_argument
@click.option("-o", "--output", "folder", type=file_type, required=True, metavar="FOLDER", help="Where the files go.")
@click.option(
    "--format",
    "formats",
    default=",".join(USUAL_FORMATS),
    show_default=True,
    callback=_read_formats,
    help="What to draw.",
)
@click.option("--style", "style_name", default="plain", show_default=True, help="A built-in style.")
@as_json_option
def command(plan_file: Path, folder: Path, formats: tuple[str, ...], style_name: str, *, as_json: bool) -> None:
    """Draw a plan into a folder, each picture with and without room dimensions, and list the files.

    With --json: files, each with its path, media_type and bytes.
    """
    from planroom.floorplan.drawing.style import find_style
    from planroom.production.drawing import draw_plan

    plan = load_plan(plan_file)
    drawn = draw_plan(plan, find_style(style_name), formats, title=plan.name)
    written = []
    for file in drawn:
        path = folder / file.name
        write_file(path, file.content)
        written.append({"path": str(path), "media_type": file.media_type, "bytes": len(file.content)})
        if not as_json:
            click.echo(path)
    if as_json:
        answer({"files": written})
