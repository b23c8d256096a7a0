"""The job engine's own tables, which live in our database: they are created, checked and read here."""

import sqlalchemy as sa
from dbos import DBOS
from dbos._migration import get_migration_versions, get_sqlite_migration_versions
from dbos._schemas.system_database import SystemSchema

from planroom.infra.database.engine import Engines

SCHEMA = "dbos"
"""Where the engine keeps its tables on PostgreSQL; on SQLite they share our namespace."""

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
    columns = ("workflow_uuid", "status", "name", "queue_name", "created_at", "delay_until_epoch_ms")
    schema = None if connection.dialect.name == "sqlite" else SCHEMA
    return sa.table("workflow_status", *(sa.column(name) for name in columns), schema=schema)
