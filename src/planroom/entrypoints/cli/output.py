"""What goes where: answers to standard output, progress and everything else for people to standard error."""

from collections.abc import Iterable, Mapping, Sequence

import click
import msgspec

as_json_option = click.option("--json", "as_json", is_flag=True, help="Print one JSON object and nothing else.")


def answer(value: object) -> None:
    """Print ``value`` as one JSON object on one line."""
    click.echo(msgspec.json.encode(value).decode())


def say(text: str) -> None:
    """Tell a person something on the way."""
    click.echo(text, err=True)


def show_values(values: Mapping[str, object]) -> None:
    """Print names and values, one to a line, the values in one column."""
    width = max(map(len, values), default=0)
    for name, value in values.items():
        click.echo(f"{name:<{width}}  {value}")


def show_table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Print rows under a head, columns aligned."""
    cells = [list(head), *([str(cell) for cell in row] for row in rows)]
    widths = [max(len(row[column]) for row in cells) for column in range(len(head))]
    for row in cells:
        click.echo("  ".join(f"{cell:<{width}}" for cell, width in zip(row, widths, strict=True)).rstrip())
