"""What the demonstration shows a person: numbered steps, progress while something is awaited, and what came back."""

import time
from collections.abc import Callable, Sequence
from typing import TypeVar

from rich.console import Console

POLL_SECONDS = 0.1

Got = TypeVar("Got")


class StoryStopped(Exception):
    """The demonstration cannot go on; the text says why and what to look at."""


class Screen:
    """Prints the story to one console."""

    def __init__(self, console: Console) -> None:
        """Count steps from 1 on ``console``."""
        self.console = console
        self._step = 0

    def step(self, title: str) -> None:
        """Begin the next step."""
        self._step += 1
        self.console.print()
        self.console.print(f"[bold cyan]{self._step}[/]  [bold]{title}[/]")

    def say(self, text: str) -> None:
        """Print a line that belongs to the present step."""
        self.console.print(f"   {text}", highlight=False, soft_wrap=True)

    def request(self, method: str, path: str, status: int) -> None:
        """Print a call that was made and what it answered."""
        self.say(f"[dim]{method:<5}[/] {path} [green]→ {status}[/]")

    def wait_for(
        self,
        what: str,
        look: Callable[[], Got | None],
        *,
        limit_seconds: float,
        steps: Callable[[], Sequence[str]] = tuple,
    ) -> Got:
        """Show that ``what`` is awaited until ``look`` finds it; StoryStopped when it takes too long.

        ``steps`` names what has begun since it was last asked; each is shown as it comes.
        """
        began = time.monotonic()
        with self.console.status(f"{what} …") as status:
            while (found := look()) is None:
                if time.monotonic() - began > limit_seconds:
                    message = f"{what}: nothing after {limit_seconds:.0f} s; the service's log says more"
                    raise StoryStopped(message)
                for step in steps():
                    self.say(f"[dim]{time.monotonic() - began:5.1f} s[/]  {step}")
                    status.update(f"{step} …")
                time.sleep(POLL_SECONDS)
        self.say(f"[green]✓[/] {what} [dim]({time.monotonic() - began:.1f} s)[/]")
        return found
