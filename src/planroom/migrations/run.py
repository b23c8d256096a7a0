"""Brings a database to the schema of this release, or says what it lacks."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from planroom.infra.database.base import metadata
from planroom.infra.database.engine import Engines, open_engines, parse_url
from planroom.infra.database.unit_of_work import schema_change
from planroom.infra.jobs.engine_tables import engine_tables_are_current, migrate_engine_tables
from planroom.migrations.comparison import comparison_options

HISTORY = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class SchemaState:
    """What schema a database has. ``missing`` says in sentence parts what it lacks; nothing when it is current."""

    revision: str | None
    missing: tuple[str, ...]

    @property
    def is_current(self) -> bool:
        """Tell whether the database has the schema of this release."""
        return not self.missing

    @property
    def summary(self) -> str:
        """Say it as the end of "The database schema is …"."""
        return f"not current: {'; '.join(self.missing)}" if self.missing else f"current, at {self.revision}"


def is_embedded(url: str) -> bool:
    """Tell whether the database is a SQLite file, which this installation may migrate by itself."""
    return parse_url(url).get_backend_name() == "sqlite"


def upgrade_schema(url: str) -> None:
    """Bring the database of ``url`` to this release's schema."""
    with _opened(url) as engines:
        upgrade(engines)


def describe_schema(url: str) -> SchemaState:
    """Look what schema the database of ``url`` has."""
    with _opened(url) as engines:
        return describe(engines)


def upgrade(engines: Engines) -> None:
    """Bring our tables and the job engine's to this release. Safe when several processes start at once."""
    with schema_change(engines) as connection:
        command.upgrade(history_config(connection), "head")
    # After ours, not inside: the engine opens a connection of its own and would wait for our lock.
    migrate_engine_tables(engines)


def describe(engines: Engines) -> SchemaState:
    """Look what schema the database has; changes nothing."""
    history = ScriptDirectory.from_config(history_config())
    with engines.reader.connect() as connection:
        revision = MigrationContext.configure(connection).get_current_revision()
    missing = [*_missing_migrations(history, revision)]
    if not engine_tables_are_current(engines):
        missing.append("the job engine's tables are missing or old")
    return SchemaState(revision, tuple(missing))


def differences(engines: Engines) -> list[object]:
    """List what differs between the migrated tables and the features' models, as Alembic's operations."""
    with engines.reader.connect() as connection:
        context = MigrationContext.configure(connection, opts=comparison_options())
        return list(compare_metadata(context, metadata))


def history_config(connection: sa.Connection | None = None, folder: Path = HISTORY) -> Config:
    """Make Alembic's configuration: the history is in this package, so an installed wheel has it."""
    made = Config()
    made.set_main_option("script_location", str(folder).replace("%", "%%"))
    made.set_main_option("file_template", "%%(rev)s")
    made.set_main_option("path_separator", "os")
    made.attributes["connection"] = connection
    return made


def _missing_migrations(history: ScriptDirectory, revision: str | None) -> Iterator[str]:
    if revision is not None and revision not in {script.revision for script in history.walk_revisions()}:
        yield f"it is at {revision}, which this release does not know: a newer release was here"
    elif revision != history.get_current_head():
        behind = [script.revision for script in history.iterate_revisions("head", revision or "base")]
        yield f"to apply: {', '.join(reversed(behind))}"


@contextmanager
def _opened(url: str) -> Iterator[Engines]:
    engines = open_engines(url)
    try:
        yield engines
    finally:
        engines.dispose()
