"""``python -m tools.make_reference``: write docs/reference from the code; ``--check`` only tells what is old."""

import sys
from collections.abc import Callable
from pathlib import Path

from tools.reference import cli, compatibility, errors, events, findings, http, jobs, plan_schema, roles, settings

FOLDER = Path(__file__).resolve().parents[1] / "docs" / "reference"
PAGES: dict[str, Callable[[], str]] = {
    "settings.md": settings.make,
    "cli.md": cli.make,
    "errors.md": errors.make,
    "findings.md": findings.make,
    "events.md": events.make,
    "jobs.md": jobs.make,
    "roles.md": roles.make,
    "http.md": http.make,
    "openapi.json": http.make_openapi,
    "../compatibility.md": compatibility.make,
    "plan.schema.json": plan_schema.make,
}


def outdated_pages() -> dict[str, str]:
    """Give the new text of every page that differs from its file."""
    made = {name: make() for name, make in PAGES.items()}
    return {name: text for name, text in made.items() if _read(FOLDER / name) != text}


def main(arguments: list[str]) -> int:
    """Write the pages, or with ``--check`` say which are out of date and end with status 1."""
    outdated = outdated_pages()
    if "--check" in arguments:
        print(
            "Reference: " + (f"{', '.join(outdated)} out of date; run `make reference`" if outdated else "up to date")
        )
        return 1 if outdated else 0
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, text in outdated.items():
        (FOLDER / name).write_text(text, encoding="utf-8")
        print(f"wrote {(FOLDER / name).relative_to(FOLDER.parents[1])}")
    return 0


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.exists() else ""


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
