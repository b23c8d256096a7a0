"""The job engine's own tables, which live in our database: they are created, checked and read here."""

import sqlalchemy as sa
from dbos import DBOS
from dbos._migration import get_migration_versions, get_sqlite_migration_versions
from dbos._schemas.system_database import SystemSchema

from planroom.infra.database.engine import Engines

SCHEMA = "dbos"
"""Where the engine keeps its tables on PostgreSQL; on SQLite they share our namespace."""

_COLUMNS = (
    *("workflow_uuid", "status", "name", "queue_name", "executor_id", "recovery_attempts"),
    *("created_at", "delay_until_epoch_ms"),
)

TABLE_NAMES = frozenset(table.name for table in SystemSchema.metadata_obj.tables.values()) | {"dbos_migrations"}


def migrate_engine_tables(engines: Engines) -> None:
    """Create or update the engine's tables; safe when several processes do it at once."""
    DBOS.migrate(engines.writer.url.render_as_string(hide_password=False), schema=SCHEMA)


def engine_tables_are_current(engines: Engines) -> bool:
    """Tell whether the engine's tables are those that the installed engine wants."""
    if engines.writer.dialect.name == "sqlite":
        recorded, latest = get_sqlite_migration_versions(engines.writer)
    else:
        recorded, latest = get_migration_versions(engines.writer, SCHEMA, use_listen_notify=True)
    return recorded >= latest


def workflows(connection: sa.Connection) -> sa.TableClause:
    """Give the engine's table of jobs, with the few columns that we read."""
    schema = None if connection.dialect.name == "sqlite" else SCHEMA
    return sa.table("workflow_status", *(sa.column(name) for name in _COLUMNS), schema=schema)


def in_states(*states: str) -> sa.TextClause:
    """Make the condition that a job is in one of ``states``, which are the engine's words.

    The engine's indexes are for certain states only. SQLite uses one only where the states stand in the statement as
    they stand in the index: in the same order, and with "=" when there is one.
    """
    words = [f"'{state}'" for state in states]
    return sa.text(f"status = {words[0]}" if len(words) == 1 else f"status IN ({', '.join(words)})")
