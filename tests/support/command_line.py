"""The command line as users run it: a process of its own, with an environment that holds nothing of ours."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

LIMIT_SECONDS = 60


@dataclass(frozen=True)
class Ended:
    """A command that has ended."""

    status: int
    output: str
    messages: str

    @property
    def answer(self) -> Any:  # noqa: ANN401 — any JSON
        """The one JSON object on standard output; there must be nothing else."""
        (line,) = self.output.splitlines()
        return json.loads(line)


def environment(variables: Mapping[str, str] | None = None) -> dict[str, str]:
    """Give this process's environment with ``variables`` as the only PLANROOM_ ones."""
    foreign = {name: value for name, value in os.environ.items() if not name.startswith("PLANROOM_")}
    return {**foreign, **(variables or {})}


def run_planroom(*words: str | Path, variables: Mapping[str, str] | None = None, folder: Path | None = None) -> Ended:
    """Run one command to its end."""
    done = subprocess.run(  # noqa: S603 — our own program
        [sys.executable, "-m", "planroom", *map(str, words)],
        env=environment(variables),
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=LIMIT_SECONDS,
        check=False,
    )
    return Ended(done.returncode, done.stdout, done.stderr)


@contextmanager
def started_planroom(*words: str | Path, variables: Mapping[str, str] | None = None) -> Iterator[subprocess.Popen[str]]:
    """Start a command that goes on until it is stopped; whatever is left of it at the end is killed."""
    process = subprocess.Popen(  # noqa: S603 — our own program
        [sys.executable, "-m", "planroom", *map(str, words)],
        env=environment(variables),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        yield process
    finally:
        if process.poll() is None:
            process.kill()
        process.communicate(timeout=LIMIT_SECONDS)
