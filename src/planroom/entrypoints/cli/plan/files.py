"""Reading and writing the files that the plan commands are given."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from planroom.entrypoints.cli.refusals import Refused

if TYPE_CHECKING:
    from collections.abc import Iterable

    from planroom.floorplan.model.finding import Finding
    from planroom.floorplan.model.plan import Plan

file_type = click.Path(path_type=Path)
plan_argument = click.argument("plan_file", metavar="PLAN", type=file_type)


class FileUnreadable(Refused):
    """A file that a command was given cannot be read."""

    code = "file_unreadable"
    message = "The file cannot be read."


class FileUnwritable(Refused):
    """A file that a command was to write cannot be written."""

    code = "file_unwritable"
    message = "The file cannot be written."


def read_file(path: Path, most_bytes: int) -> bytes:
    """Read a file of at most ``most_bytes``; FileUnreadable says what stands against it."""
    try:
        with path.open("rb") as file:
            content = file.read(most_bytes + 1)
    except OSError as error:
        message = f"{path} cannot be read: {error.strerror or error}."
        raise FileUnreadable(message) from None
    if len(content) > most_bytes:
        message = f"{path} has more than {most_bytes} bytes, the most that is read."
        raise FileUnreadable(message)
    return content


def write_file(path: Path, content: bytes) -> None:
    """Write a file, and the folders it lies in; FileUnwritable says what stands against it."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    except OSError as error:
        message = f"{path} cannot be written: {error.strerror or error}."
        raise FileUnwritable(message) from None


def load_plan(path: Path) -> "Plan":
    """Read a plan file; FileUnreadable or PlanUnreadable when it is none."""
    from planroom.floorplan.model.codec import read_plan
    from planroom.floorplan.model.limits import MAX_BYTES

    return read_plan(read_file(path, MAX_BYTES))


def show_findings(findings: "Iterable[Finding]") -> None:
    """Print findings for a person, the gravest first."""
    for finding in sorted(findings, key=lambda finding: (-finding.severity.rank, finding.code)):
        place = f" at {finding.place.x_mm:.0f}, {finding.place.y_mm:.0f} mm" if finding.place else ""
        fixed = " (mended)" if finding.fixed else ""
        click.echo(f"{finding.severity:<7}  {finding.code}  {finding.message}{place}{fixed}")
