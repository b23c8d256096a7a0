"""What all generated pages have in common."""

import inspect
from collections.abc import Iterable, Iterator, Sequence
from importlib import import_module
from pkgutil import walk_packages
from types import ModuleType

import planroom

NOTICE = "<!-- Made by `make reference` from the code. Change the code, not this page. -->"
# Importing these starts something: they are programs, not modules to look into.
PROGRAMS = {"planroom.__main__", "planroom.entrypoints.asgi", "planroom.migrations.env"}


def page(title: str, introduction: str, *parts: str) -> str:
    """Put a page together."""
    return "\n\n".join((NOTICE, f"# {title}", introduction, *parts)) + "\n"


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Write a Markdown table."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(_cell(cell) for cell in line) + " |" for line in lines)


def summary(thing: object) -> str:
    """Give the first paragraph of a docstring as one line."""
    return " ".join((inspect.getdoc(thing) or "").split("\n\n")[0].split())


def all_modules() -> Iterator[ModuleType]:
    """Import every module of Planroom but its programs and its migrations."""
    for found in walk_packages(planroom.__path__, "planroom."):
        if found.name not in PROGRAMS and ".migrations.versions" not in found.name:
            yield import_module(found.name)


def _cell(value: object) -> str:
    return str(value).replace("|", "\\|").replace("\n", " ")
