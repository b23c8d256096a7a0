"""honest-tests: tests run real parts, have sentences as names, and can fail (architecture section 9)."""

import ast
from collections.abc import Iterator

from tools.lint.source import Function, Problem, Source, called_name

NAME = "honest-tests"
MOCKS = {"unittest.mock", "mock", "pytest_mock"}
FEWEST_WORDS = 3
CHECKS = ("raises", "warns", "fail", "assert", "check", "expect", "require", "validate", "wait")


def check(source: Source) -> Iterator[Problem]:
    """Find mocks, patches, names that are no sentences, and tests without a check."""
    if not (source.is_python and source.path.startswith("tests/")):
        return
    helpers = {helper.name for helper in source.functions() if _has_check(helper, frozenset())}
    for node in source.nodes:
        if isinstance(node, ast.Import | ast.ImportFrom):
            names = {alias.name for alias in node.names}
            modules = (
                names if isinstance(node, ast.Import) else {node.module or "", *(f"{node.module}.{n}" for n in names)}
            )
            if modules & MOCKS:
                yield Problem(source.path, node.lineno, NAME, "mocks are imported; use the real part or its local kind")
        elif isinstance(node, ast.Call) and ast.unparse(node.func) in {"monkeypatch.setattr", "monkeypatch.setitem"}:
            yield Problem(source.path, node.lineno, NAME, "our own code is patched; inject the part instead")
        elif isinstance(node, Function) and node.name.startswith("test_"):
            yield from _check_test(source, node, frozenset(helpers))


def _check_test(source: Source, test: Function, helpers: frozenset[str]) -> Iterator[Problem]:
    if len(test.name.removeprefix("test_").split("_")) < FEWEST_WORDS:
        message = f"{test.name} is no sentence; say the behaviour it proves"
        yield Problem(source.path, test.lineno, NAME, message, subject=test.name)
    if not _has_check(test, helpers):
        message = f"{test.name} checks nothing"
        yield Problem(source.path, test.lineno, NAME, message, subject=test.name)


def _has_check(function: Function, helpers: frozenset[str]) -> bool:
    return any(_can_fail(node, helpers) for node in ast.walk(function))


def _can_fail(node: ast.AST, helpers: frozenset[str]) -> bool:
    if isinstance(node, ast.Assert):
        return not isinstance(node.test, ast.Constant)
    if not isinstance(node, ast.Call):
        return False
    name = called_name(node)
    return name in helpers or name.lstrip("_").startswith(CHECKS)
