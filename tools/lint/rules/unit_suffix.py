"""unit-suffix: a quantity at a border of the floor-plan library says its unit in its name (architecture section 4)."""

import ast
import re
from collections.abc import Iterator

from tools.lint.source import Problem, Source, arguments

NAME = "unit-suffix"
LIBRARY = "src/planroom/floorplan/"
BARE = re.compile(r"(^|_)(width|height|length|depth|thickness|distance|radius|area|angle|perimeter|elevation)$")
NUMBER = re.compile(r"\b(float|int|Decimal)\b")


def check(source: Source) -> Iterator[Problem]:
    """Find numeric fields and parameters of public functions whose names lack a unit."""
    if not source.is_python or not source.path.startswith(LIBRARY):
        return
    for name, annotation, line in _quantities(source.tree.body):
        if BARE.search(name) and NUMBER.search(ast.unparse(annotation) if annotation else "float"):
            yield Problem(
                source.path,
                line,
                NAME,
                f"{name} does not say its unit; call it {name}_mm, _m2, _deg, _px …",
                subject=name,
            )


def _quantities(body: list[ast.stmt]) -> Iterator[tuple[str, ast.expr | None, int]]:
    for node in body:
        if isinstance(node, ast.ClassDef):
            yield from _quantities(node.body)
        elif isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
            yield from ((argument.arg, argument.annotation, argument.lineno) for argument in arguments(node))
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            yield node.target.id, node.annotation, node.lineno
