"""Groups of commands whose files are imported when they are asked for."""

from collections.abc import Mapping
from importlib import import_module

import click


class LazyGroup(click.Group):
    """A group that knows where its commands live: ``{"create": "planroom.….create:command"}``."""

    def __init__(self, name: str, *, targets: Mapping[str, str], help: str) -> None:  # noqa: A002 — click's own word
        """Hold the targets in the order in which help lists them."""
        super().__init__(name, help=help, no_args_is_help=True)
        self._targets = targets

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 — click's signature
        """List the commands in the order of the table."""
        return list(self._targets)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 — click's signature
        """Import the file of a command; None for an unknown name."""
        target = self._targets.get(cmd_name)
        if target is None:
            return None
        module, _, attribute = target.partition(":")
        command = getattr(import_module(module), attribute)
        if not isinstance(command, click.Command):
            message = f"{target} is no command"
            raise TypeError(message)
        return command
