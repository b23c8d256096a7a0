"""Brings a database to the schema of this release, or says what it lacks."""

from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from planroom.infra.database.engine import Engines, locked_for_migration
from planroom.infra.jobs.engine_tables import engine_tables_are_current, migrate_engine_tables
from planroom.kit.errors import AppError, ErrorKind
from planroom.migrations.comparison import comparison_options


class DatabaseNotCurrent(AppError):
    """The database's schema is not the one of this release."""

    code = "database_not_current"
    kind = ErrorKind.CONFLICT
    message = "The database is not at this release's schema; run `planroom db upgrade`."


def upgrade(engines: Engines) -> None:
    """Bring our tables and the job engine's to this release. Safe when several processes start at once."""
    with locked_for_migration(engines) as connection:
        command.upgrade(config(connection), "head")
    # After ours, not inside: the engine opens a connection of its own and would wait for our lock.
    migrate_engine_tables(engines)


def check(engines: Engines) -> tuple[str, ...]:
    """Say in sentences what the database lacks; empty when it is at this release's schema."""
    return (*_missing_revisions(engines), *_missing_engine_tables(engines))


def require_current(engines: Engines) -> None:
    """Raise DatabaseNotCurrent unless the database is at this release's schema."""
    if missing := check(engines):
        raise DatabaseNotCurrent(" ".join((*missing, "Run `planroom db upgrade`.")))


def differences(engines: Engines) -> list[object]:
    """List what differs between the migrated tables and the features' models, as Alembic's operations."""
    with engines.reader.connect() as connection:
        return list(compare_metadata(MigrationContext.configure(connection, opts=comparison_options()), _models()))


def config(connection: sa.Connection | None = None) -> Config:
    """Make Alembic's configuration: the history is in this package, so an installed wheel has it."""
    made = Config()
    made.set_main_option("script_location", str(Path(__file__).parent))
    made.set_main_option("file_template", "%%(rev)s")
    made.set_main_option("path_separator", "os")
    made.attributes["connection"] = connection
    return made


def _models() -> sa.MetaData:
    models: sa.MetaData = comparison_options()["target_metadata"]
    return models


def _missing_revisions(engines: Engines) -> tuple[str, ...]:
    history = ScriptDirectory.from_config(config())
    with engines.reader.connect() as connection:
        applied = MigrationContext.configure(connection).get_current_heads()
    known = {script.revision for script in history.walk_revisions()}
    if unknown := [revision for revision in applied if revision not in known]:
        return (f"The database is at revision {', '.join(unknown)}, which this release does not know: it is newer.",)
    behind = [script.revision for script in history.iterate_revisions("head", applied[0] if applied else "base")]
    return (f"Migrations to apply: {', '.join(reversed(behind))}.",) if behind else ()


def _missing_engine_tables(engines: Engines) -> tuple[str, ...]:
    return () if engine_tables_are_current(engines) else ("The job engine's tables are missing or old.",)
