"""What rules look at and what they say."""

import ast
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Source:
    """One file of the project: ``path`` is relative to its root, with forward slashes."""

    path: str
    text: str

    @property
    def is_python(self) -> bool:
        """Whether the file is a Python module."""
        return self.path.endswith(".py")

    @property
    def is_program(self) -> bool:
        """Whether the file is a module of the program itself, not of its tests, tools or migrations."""
        return self.is_python and self.path.startswith("src/planroom/") and "/migrations/" not in self.path

    @cached_property
    def tree(self) -> ast.Module:
        """The syntax tree of a Python module, parsed once for all rules."""
        return ast.parse(self.text, self.path)

    @cached_property
    def nodes(self) -> tuple[ast.AST, ...]:
        """Every node of the tree."""
        return tuple(ast.walk(self.tree))

    def functions(self) -> Iterator[Function]:
        """List all functions and methods, nested ones too."""
        return (node for node in self.nodes if isinstance(node, Function))


@dataclass(frozen=True, order=True, slots=True)
class Problem:
    """One breach of one rule; ``subject`` is the function or name it is about, ``size`` what a ratchet compares."""

    path: str
    line: int
    rule: str
    message: str
    subject: str = ""
    size: int = 0

    def __str__(self) -> str:
        """Write it the way editors can jump to."""
        return f"{self.path}:{self.line}: {self.rule}: {self.message}"


Rule = Callable[[Source], Iterable[Problem]]


def called_name(call: ast.Call) -> str:
    """Give the last part of what is called: ``commit`` for ``session.connection.commit()``."""
    return last_name(call.func)


def last_name(node: ast.expr | None) -> str:
    """Give the last part of a dotted name, ``""`` when the expression is none."""
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def arguments(function: Function) -> tuple[ast.arg, ...]:
    """List all named arguments of a function."""
    spec = function.args
    return (*spec.posonlyargs, *spec.args, *spec.kwonlyargs)
