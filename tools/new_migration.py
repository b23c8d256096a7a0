"""Write a migration for what changed in the models.

    .venv/bin/python -m tools.new_migration "Add invitations"     the next migration of the history
    .venv/bin/python -m tools.new_migration --again               write the newest one anew, while nobody has applied it

Read what it wrote: names that changed look like a column dropped and another added.
"""

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

from alembic import command
from alembic.script import ScriptDirectory

from planroom.infra.database.engine import open_engines
from planroom.infra.database.unit_of_work import schema_change
from planroom.migrations.run import history_config, upgrade

HISTORY = Path(__file__).parent.parent / "src/planroom/migrations/versions"


def main() -> None:
    """Upgrade an empty SQLite database to the history's end and write down what the models have more."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("message", nargs="?", help="what the migration does, as a sentence without the dot")
    parser.add_argument("--again", action="store_true", help="replace the newest migration, keeping its name")
    arguments = parser.parse_args()
    if arguments.again == bool(arguments.message):
        parser.error("give a message, or --again")
    path = _write_again() if arguments.again else _write(arguments.message, None)
    for step in (["format"], ["check", "--fix", "--ignore", "E501"], ["format"]):
        subprocess.run([sys.executable, "-m", "ruff", *step, "--quiet", path], check=True)  # noqa: S603 — our own words
    print(path)


def _write_again() -> Path:
    history = ScriptDirectory.from_config(history_config())
    head = history.get_current_head()
    if head is None:
        return _write("Create the first schema", "0001_initial")
    newest = history.get_revision(head)
    path = Path(newest.path)
    before = path.read_bytes()
    path.unlink()
    try:
        return _write(str(newest.doc).rstrip("."), newest.revision)
    except BaseException:
        path.write_bytes(before)
        raise


def _write(message: str, revision: str | None) -> Path:
    if revision is None:
        words = "".join(letter if letter.isalnum() else "_" for letter in message.lower())
        revision = f"{len(list(HISTORY.glob('0*.py'))) + 1:04}_{words[:40]}"
    with tempfile.TemporaryDirectory() as folder:
        engines = open_engines(f"sqlite:///{folder}/empty.db")
        upgrade(engines)
        with schema_change(engines) as connection:
            command.revision(history_config(connection), message=message, rev_id=revision, autogenerate=True)
        engines.dispose()
    return HISTORY / f"{revision}.py"


if __name__ == "__main__":
    main()
