"""no-environ: only the settings read the environment, so every variable has a name, a default and a meaning."""

import ast
from collections.abc import Iterator

from tools.lint.source import Problem, Source

NAME = "no-environ"
HOME = "src/planroom/infra/settings.py"
READERS = {"environ", "environb", "getenv", "getenvb", "putenv"}


def check(source: Source) -> Iterator[Problem]:
    """Find uses of the environment through the module os."""
    if not source.is_program or source.path == HOME:
        return
    for node in source.nodes:
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "os":
            names = {node.attr}
        elif isinstance(node, ast.ImportFrom) and node.module == "os":
            names = {alias.name for alias in node.names}
        else:
            continue
        for name in sorted(names & READERS):
            yield Problem(
                source.path, node.lineno, NAME, f"os.{name} is used; make it a field of Settings", subject=name
            )
