"""no-naive-time: the present moment comes from the injected clock, and every time knows its zone."""

import ast
from collections.abc import Iterator

from tools.lint.source import Problem, Source, last_name

NAME = "no-naive-time"
CLOCK = "src/planroom/kit/clock.py"
ALWAYS_NAIVE = {"utcnow", "utcfromtimestamp", "today"}
NAIVE_WITHOUT_ZONE = {"now": 1, "fromtimestamp": 2}
OWNERS = {"datetime", "date"}


def check(source: Source) -> Iterator[Problem]:
    """Find naive times anywhere, and any look at the machine's clock outside the clock."""
    if not source.is_python:
        return
    for node in source.nodes:
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
            continue
        if last_name(node.func.value) not in OWNERS:
            continue
        method = node.func.attr
        given = len(node.args) + len(node.keywords)
        if method in ALWAYS_NAIVE or given < NAIVE_WITHOUT_ZONE.get(method, 0):
            yield Problem(source.path, node.lineno, NAME, f"{method}() makes a naive time; give it UTC", subject=method)
        elif method == "now" and source.is_program and source.path != CLOCK:
            message = "the machine's clock is read; take the time from UnitOfWork.now() or the injected Clock"
            yield Problem(source.path, node.lineno, NAME, message, subject=method)
