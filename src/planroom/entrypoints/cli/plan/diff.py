"""``planroom plan diff``."""

from pathlib import Path

import click
import msgspec

from planroom.entrypoints.cli.output import answer, as_json_option, say
from planroom.entrypoints.cli.plan.files import file_type, load_plan


@click.command("diff")
@click.argument("before", metavar="A", type=file_type)
@click.argument("after", metavar="B", type=file_type)
@as_json_option
def command(before: Path, after: Path, *, as_json: bool) -> None:
    """Tell how one plan became another, in the words of edits.

    A difference is no failure: the exit status is 0 when both plans could be read. With --json: edits (carried out on A
    they give B), complete (whether they do), remaining (the ids of what no edit can bring about) and changes (sentences
    for people).
    """
    from planroom.floorplan.model.change_texts import describe_changes
    from planroom.floorplan.model.changes import summarise_changes
    from planroom.floorplan.model.edits.difference import edits_between

    old, new = load_plan(before), load_plan(after)
    difference = edits_between(old, new)
    changes = describe_changes(summarise_changes(old, new))
    if as_json:
        answer(
            {
                "edits": difference.edits,
                "complete": difference.is_complete,
                "remaining": difference.remaining,
                "changes": changes,
            }
        )
        return
    for edit in difference.edits:
        told = msgspec.to_builtins(edit)
        click.echo(" ".join([told.pop("op"), *(f"{name}={_written(value)}" for name, value in told.items())]))
    if difference.remaining:
        click.echo(f"no edit brings about: {', '.join(name or 'the plan itself' for name in difference.remaining)}")
    say("\n".join(("", *changes)) if changes else "Both plans are the same.")


def _written(value: object) -> str:
    return msgspec.json.encode(value).decode()
