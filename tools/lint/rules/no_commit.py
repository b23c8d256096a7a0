"""no-commit: a transaction begins and ends in the unit of work, nowhere else (architecture section 5)."""

import ast
from collections.abc import Iterator

from tools.lint.source import Problem, Source, called_name

NAME = "no-commit"
HOME = "src/planroom/infra/database/unit_of_work.py"
ENDINGS = {"begin", "commit", "rollback"}


def check(source: Source) -> Iterator[Problem]:
    """Find calls that begin or end a transaction."""
    if not source.is_program or source.path == HOME:
        return
    for node in source.nodes:
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and called_name(node) in ENDINGS:
            yield Problem(
                source.path,
                node.lineno,
                NAME,
                f"{called_name(node)}() is called; open a unit of work with Database.write() or .read() instead",
                subject=called_name(node),
            )
