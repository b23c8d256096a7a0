"""Finds modules by their place, so that a new feature's tables and jobs are never forgotten."""

from importlib import import_module
from importlib.util import find_spec
from pkgutil import iter_modules
from types import ModuleType


class NothingFound(RuntimeError):
    """A discovery that finds nothing is broken: the program would run without what it looked for."""


def import_modules(package: str, name: str) -> tuple[ModuleType, ...]:
    """Import ``name`` of every package inside ``package`` that has it, in alphabetical order.

    Raises NothingFound when there is none.
    """
    parents = sorted(found.name for found in iter_modules(import_module(package).__path__) if found.ispkg)
    paths = [f"{package}.{parent}.{name}" for parent in parents]
    modules = tuple(import_module(path) for path in paths if find_spec(path) is not None)
    if not modules:
        message = f"no {package}.*.{name} was found; the installation is broken"
        raise NothingFound(message)
    return modules
