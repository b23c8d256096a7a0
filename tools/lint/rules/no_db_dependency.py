"""no-db-dependency: no connection travels through the framework's dependency injection (architecture section 5).

A generator dependency was seen to start on the event loop and to end on a pool thread. So a route opens its unit of
work itself, and providers are neither generators nor do they hand out database things.
"""

import ast
from collections.abc import Iterator

from tools.lint.source import Function, Problem, Source, arguments, called_name, last_name

NAME = "no-db-dependency"
ROUTES = {"get", "post", "put", "patch", "delete", "head", "route", "websocket"}
DATABASE_NAMES = {"uow", "unit_of_work", "connection", "session", "transaction"}
DATABASE_TYPES = {"UnitOfWork", "Connection", "Session", "AsyncSession", "AsyncConnection"}


def check(source: Source) -> Iterator[Problem]:
    """Find routes that are given database things, and providers that give or yield them."""
    if not source.is_program:
        return
    provided = {
        last_name(node.args[0])
        for node in source.nodes
        if isinstance(node, ast.Call) and called_name(node) == "Provide" and node.args
    }
    for function in source.functions():
        if _is_route(function):
            for argument in arguments(function):
                if argument.arg in DATABASE_NAMES or last_name(argument.annotation) in DATABASE_TYPES:
                    message = f"the route {function.name} is given {argument.arg}; open the unit of work inside it"
                    yield Problem(source.path, function.lineno, NAME, message, subject=function.name)
        if function.name in provided and (_yields(function) or last_name(function.returns) in DATABASE_TYPES):
            message = f"the dependency {function.name} yields or hands out a database connection"
            yield Problem(source.path, function.lineno, NAME, message, subject=function.name)


def _is_route(function: Function) -> bool:
    return any(
        last_name(decorator.func if isinstance(decorator, ast.Call) else decorator) in ROUTES
        for decorator in function.decorator_list
    )


def _yields(function: Function) -> bool:
    return any(isinstance(node, ast.Yield | ast.YieldFrom) for node in ast.walk(function))
