"""sizes: the tail is where the trouble lives, so it is cut (architecture section 10). Longer things need a reason."""

import ast
from collections.abc import Iterator

from tools.lint.source import Function, Problem, Source

NAME = "sizes"
MODULE_LINES = 500
TEST_MODULE_LINES = 800
FUNCTION_LINES = 60
METHODS = 25


def check(source: Source) -> Iterator[Problem]:
    """Find modules, functions and classes over the stop line; comments and docstrings count, decorators do not."""
    if not source.is_python:
        return
    lines = len(source.text.splitlines())
    limit = TEST_MODULE_LINES if source.path.startswith("tests/") else MODULE_LINES
    if lines > limit:
        yield Problem(source.path, 1, NAME, f"{lines} lines, more than {limit}; split it by verb", size=lines)
    for node in source.nodes:
        if isinstance(node, Function):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            if length > FUNCTION_LINES:
                message = f"{node.name} has {length} lines, more than {FUNCTION_LINES}"
                yield Problem(source.path, node.lineno, NAME, message, subject=node.name, size=length)
        elif isinstance(node, ast.ClassDef):
            methods = sum(isinstance(item, Function) for item in node.body)
            if methods > METHODS:
                message = f"{node.name} has {methods} methods, more than {METHODS}"
                yield Problem(source.path, node.lineno, NAME, message, subject=node.name, size=methods)
