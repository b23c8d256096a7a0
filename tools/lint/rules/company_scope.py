"""company-scope: a query that company callers reach is bound to a company (architecture section 11, trap 18).

Every public function of a feature's ``repository.py`` that reads or changes rows takes ``company_id`` and uses it, or
says in its name by what other right it finds its rows: ``…_for_operator``, ``…_for_job`` (an id that we queued
ourselves), ``…_by_token`` (the secret in a link), ``…_by_key``. Functions that only insert are free: the row carries
its company.
"""

import ast
import re
from collections.abc import Iterator

from tools.lint.source import Function, Problem, Source, arguments, called_name

NAME = "company-scope"
REPOSITORY = re.compile(r"src/planroom/features/\w+/repository(\.py|/\w+\.py)$")
OTHER_RIGHTS = ("_for_operator", "_for_job", "_by_token", "_by_key")
QUERIES = {"select", "update", "delete", "text"}


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
                f"{function.name} filters by no company_id; add it, or end its name in {', '.join(OTHER_RIGHTS)}",
                subject=function.name,
            )


def _queries(function: Function) -> bool:
    return any(isinstance(node, ast.Call) and called_name(node) in QUERIES for node in ast.walk(function))


def _is_scoped(function: Function) -> bool:
    if function.name.endswith(OTHER_RIGHTS):
        return True
    takes = any(argument.arg == "company_id" for argument in arguments(function))
    uses = any(isinstance(node, ast.Name) and node.id == "company_id" for node in ast.walk(function))
    return takes and uses
