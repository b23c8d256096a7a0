"""module-names: a module is named by what it holds; a drawer for everything is no name (architecture section 4)."""

from collections.abc import Iterator
from pathlib import PurePosixPath

from tools.lint.source import Problem, Source

NAME = "module-names"
BANNED = {"utils", "util", "helpers", "helper", "common", "misc", "manager", "managers", "base", "core"}
ALLOWED = {"src/planroom/infra/database/base.py"}


def check(source: Source) -> Iterator[Problem]:
    """Find modules and packages whose name says nothing."""
    if not source.is_python or source.path in ALLOWED:
        return
    path = PurePosixPath(source.path)
    for name in (*path.parent.parts, path.stem):
        if name.removeprefix("test_") in BANNED:
            yield Problem(source.path, 1, NAME, f"{name!r} says nothing; name it by what it holds", subject=name)
