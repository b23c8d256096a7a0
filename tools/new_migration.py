"""Write a migration for what changed in the models.

    .venv/bin/python -m tools.new_migration "Add invitations"     the next migration of the history
    .venv/bin/python -m tools.new_migration --again               write the newest one anew, while nobody has applied it

Read what it wrote: names that changed look like a column dropped and another added.
"""

import argparse
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from alembic import command
from alembic.script import Script, ScriptDirectory

from planroom.infra.database.engine import open_engines
from planroom.infra.database.unit_of_work import schema_change
from planroom.infra.jobs.engine_tables import migrate_engine_tables
from planroom.migrations.run import HISTORY, history_config

PROJECT = Path(__file__).parent.parent
FIRST = ("0001_initial", "Create the first schema")


def main() -> None:
    """Bring an empty SQLite database to the end of the history and write down what the models have more."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("message", nargs="?", help="what the migration does, as a sentence without the dot")
    parser.add_argument("--again", action="store_true", help="replace the newest migration, keeping its name")
    arguments = parser.parse_args()
    if arguments.again == bool(arguments.message):
        parser.error("give a message, or --again")
    print(_write_again() if arguments.again else _write_next(arguments.message))


def _write_next(message: str) -> Path:
    count = len(list((HISTORY / "versions").glob("0*.py")))
    words = re.sub(r"\W+", "_", message.lower()).strip("_")
    return _write(f"{count + 1:04}_{words[:40]}", message, leave_out=None)


def _write_again() -> Path:
    newest = _newest()
    if newest is None:
        return _write(*FIRST, leave_out=None)
    return _write(newest.revision, str(newest.doc).rstrip("."), leave_out=Path(newest.path).name)


def _newest() -> Script | None:
    history = ScriptDirectory.from_config(history_config())
    head = history.get_current_head()
    return None if head is None else history.get_revision(head)


def _write(revision: str, message: str, *, leave_out: str | None) -> Path:
    """Write into a copy of the history, so that the real one is never seen half done."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "migrations"
        shutil.copytree(HISTORY, copy, ignore=shutil.ignore_patterns("__pycache__", leave_out or ""))
        (copy / "versions").mkdir(exist_ok=True)
        engines = open_engines(f"sqlite:///{folder}/empty.db")
        with schema_change(engines) as connection:
            command.upgrade(history_config(connection, copy), "head")
        migrate_engine_tables(engines)
        with schema_change(engines) as connection:
            config = history_config(connection, copy)
            command.revision(config, message=message, rev_id=revision, autogenerate=True)
        engines.dispose()
        written = copy / "versions" / f"{revision}.py"
        _tidy(written)
        target = HISTORY / "versions" / written.name
        shutil.move(written, target)
        return target


def _tidy(path: Path) -> None:
    path.write_text(re.sub(r" *# ### .*\n", "", path.read_text()))
    for step in (["format"], ["check", "--fix", "--ignore", "E501,INP001,D103,PLR0915"], ["format"]):
        command_line = [
            sys.executable,
            "-m",
            "ruff",
            *step,
            "--quiet",
            "--config",
            str(PROJECT / "pyproject.toml"),
            str(path),
        ]
        subprocess.run(command_line, check=True)  # noqa: S603 — our own words


if __name__ == "__main__":
    main()
