"""docs/reference/cli.md."""

from collections.abc import Iterator

import click

from planroom.entrypoints.cli.command import root
from tools.reference.page import page

WIDTH = 110


def make() -> str:
    """Show the help of every command."""
    return page(
        "The command line",
        "Answers go to standard output, progress and logs to standard error. With `--json` a command prints one JSON "
        'object on standard output and nothing else; a refusal is then `{"code", "message"}`. Exit status: 0 done, '
        "1 refused with the reason, 2 wrong usage.",
        *(_section(context) for context in _commands(click.Context(root, info_name="planroom"))),
    )


def _commands(context: click.Context) -> Iterator[click.Context]:
    yield context
    if isinstance(context.command, click.Group):
        for name in context.command.list_commands(context):
            command = context.command.get_command(context, name)
            if command is not None:
                yield from _commands(click.Context(command, parent=context, info_name=name))


def _section(context: click.Context) -> str:
    # Help is wrapped to a fixed width, so that the page is the same on every terminal.
    context.terminal_width = context.max_content_width = WIDTH
    return f"## {context.command_path}\n\n```text\n{context.command.get_help(context)}\n```"
