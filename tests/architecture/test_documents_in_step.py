"""Documents in step with the code: what is generated, what is named, what is decided."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

from tools.make_reference import FOLDER, PAGES, outdated_pages
from tools.reference.errors import find_errors
from tools.reference.events import find_events
from tools.reference.findings import find_kinds

ROOT = Path(__file__).resolve().parents[2]
GUIDES = [
    path
    for path in (*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"))
    if path.is_relative_to(ROOT / "docs" / "reference") is False
]
# Things that a running service or a command makes, and that guides speak of.
MADE = ("data/", "out/", ".venv", "plan.json", "PLAN.json", "planroom.db")
KNOWN_ROOTS = ("src/", "tests/", "tools/", "docs/", ".ci/")


def _named_paths(guide: Path) -> Iterator[str]:
    """Find what a guide names: targets of its links, and words in code style that begin like a path of the project."""
    text = guide.read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", text):
        if "://" not in target and not target.startswith("mailto:"):
            yield (guide.parent / target).resolve().relative_to(ROOT).as_posix()
    for word in re.findall(r"`([^`\s]+)`", text):
        if word.startswith(KNOWN_ROOTS) and not re.search(r"[<>*{}…]", word):
            yield word.partition("::")[0].partition(":")[0].rstrip("/")


def test_the_generated_reference_is_up_to_date() -> None:
    assert sorted(outdated_pages()) == [], "run `make reference`"


def test_nothing_but_generated_pages_lies_in_the_reference() -> None:
    in_the_folder = {name for name in PAGES if not name.startswith("../")}
    assert {path.name for path in FOLDER.iterdir()} == in_the_folder


def test_the_reference_found_what_there_is_to_list() -> None:
    assert len(find_errors()) > 30
    assert len(find_kinds()) > 30
    assert len(find_events()) > 5


def test_error_codes_are_snake_case_and_not_shared() -> None:
    codes = [error.code for error in find_errors()]
    assert [code for code in codes if not re.fullmatch(r"[a-z][a-z0-9]*(_[a-z0-9]+)*", code)] == []
    assert sorted({code for code in codes if codes.count(code) > 1}) == []


def test_finding_codes_are_a_group_and_a_number() -> None:
    assert [kind.code for kind in find_kinds() if not re.fullmatch(r"[a-z]+-\d{3}", kind.code)] == []


def test_every_path_that_a_guide_names_exists() -> None:
    missing = {
        f"{guide.relative_to(ROOT)}: {path}"
        for guide in GUIDES
        for path in _named_paths(guide)
        if not path.startswith(MADE) and not (ROOT / path).exists()
    }
    assert sorted(missing) == []


def test_decisions_are_numbered_without_gaps_and_say_who_enforces_them() -> None:
    decisions = sorted((ROOT / "docs" / "decisions").glob("*.md"))
    assert [path.name[:4] for path in decisions] == [f"{number:04}" for number in range(1, len(decisions) + 1)]
    assert [path.name for path in decisions if "**Enforced by.**" not in path.read_text(encoding="utf-8")] == []


def test_the_changelog_speaks_of_the_version_that_is_being_built() -> None:
    version = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]
    assert f"## {version}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
