"""company-scope: a query that company callers reach is bound to a company (architecture section 11, trap 18).

Every public function of a feature's ``repository.py`` that reads or changes rows filters by a company: by its parameter
``company_id``, or by the ``company_id`` of a row that it is given. Another right stands in its name:
``…_for_operator``, ``…_for_job`` (an id that we queued ourselves), ``…_by_token`` (the secret in a link), ``…_of_key``.
Functions that only insert are free: the row carries its company.
"""

import ast
import re
from collections.abc import Iterator

from tools.lint.source import Function, Problem, Source, arguments, called_name

NAME = "company-scope"
REPOSITORY = re.compile(r"src/planroom/features/\w+/repository(\.py|/\w+\.py)$")
OTHER_RIGHT = re.compile(r"_for_operator$|_for_job$|_by(_\w+)?_token$|_of(_\w+)?_key$")
SENDING = {"execute", "scalar", "scalars"}
READING_OR_CHANGING = {"select", "update", "delete", "text"}


def check(source: Source) -> Iterator[Problem]:
    """Find public repository functions whose queries no company bounds."""
    if not REPOSITORY.search(source.path):
        return
    for function in source.tree.body:
        if not isinstance(function, Function) or function.name.startswith("_"):
            continue
        if _queries(function) and not _is_scoped(function):
            yield Problem(
                source.path,
                function.lineno,
                NAME,
                f"{function.name} filters by no company_id; add it, or say the other right: …_for_operator, …_for_job",
                subject=function.name,
            )


def _queries(function: Function) -> bool:
    called = {called_name(node) for node in ast.walk(function) if isinstance(node, ast.Call)}
    only_inserts = "insert" in called and not called & READING_OR_CHANGING
    return bool(called & (SENDING | READING_OR_CHANGING)) and not only_inserts


def _is_scoped(function: Function) -> bool:
    if OTHER_RIGHT.search(function.name):
        return True
    given = {argument.arg for argument in arguments(function)}
    return any(_is_company(node, given) for node in ast.walk(function))


def _is_company(node: ast.AST, given: set[str]) -> bool:
    if isinstance(node, ast.Attribute):
        return node.attr == "company_id" and isinstance(node.value, ast.Name) and node.value.id in given
    return isinstance(node, ast.Name) and node.id == "company_id" and "company_id" in given
