"""Running all rules over the whole project."""

from collections.abc import Iterator
from pathlib import Path

from tools.lint.exceptions import read_exemptions, sift
from tools.lint.rules import (
    company_scope,
    exception_reasons,
    honest_tests,
    module_names,
    no_commit,
    no_db_dependency,
    no_environ,
    no_naive_time,
    registry_hosts,
    sizes,
    unit_suffix,
)
from tools.lint.source import Problem, Rule, Source

ROOT = Path(__file__).resolve().parents[2]
RULES: tuple[Rule, ...] = (
    company_scope.check,
    exception_reasons.check,
    honest_tests.check,
    module_names.check,
    no_commit.check,
    no_db_dependency.check,
    no_environ.check,
    no_naive_time.check,
    registry_hosts.check,
    sizes.check,
    unit_suffix.check,
)
LARGEST_BYTES = 2_000_000


def find_sources(root: Path = ROOT) -> Iterator[Source]:
    """Read every text file of the project, in a fixed order; caches, data folders and the environment are left out."""
    places = [root / name for name in ("src", "tests", "tools", "docs", ".ci")]
    files = [path for place in places for path in place.rglob("*")]
    files += root.glob("*")
    for path in sorted(set(files)):
        if "__pycache__" not in path.parts and path.is_file() and path.stat().st_size <= LARGEST_BYTES:
            text = _read(path)
            if text is not None:
                yield Source(path.relative_to(root).as_posix(), text)


def _read(path: Path) -> str | None:
    """Give a file's text; None for a picture, a font and the like."""
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return None


def find_problems(root: Path = ROOT) -> list[Problem]:
    """Give everything that breaks a rule and is not on the list of exceptions."""
    problems = (problem for source in find_sources(root) for rule in RULES for problem in rule(source))
    return sift(problems, read_exemptions())
