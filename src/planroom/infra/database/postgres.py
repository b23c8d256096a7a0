"""All that is particular to PostgreSQL, spoken to through psycopg 3."""

import select
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

import psycopg
import sqlalchemy as sa
from sqlalchemy import event

from planroom.infra.database.types import JSON_CODEC, UtcTime

THREADS = 2
"""Database threads of one API process: while one waits for the server, the other works."""

_POOL_SIZE = 16
"""Most connections of one process and pool; they are opened when needed, so an API process holds two of each."""

_UNIQUE_VIOLATION = "23505"
_FOREIGN_KEY_VIOLATION = "23503"
_MIGRATION_LOCK = 7_526_163_021
"""Any number that nobody else on this database uses for an advisory lock."""

_KEEPALIVE = {"keepalives": 1, "keepalives_idle": 30, "keepalives_interval": 10, "keepalives_count": 3}


def open_writer(url: sa.URL) -> sa.Engine:
    """Open the engine of write units, at the server's usual READ COMMITTED."""
    return _open(url, connect_args={**_KEEPALIVE, "connect_timeout": 10})


def open_reader(url: sa.URL) -> sa.Engine:
    """Open the engine of read units: without BEGIN and ROLLBACK, which would be two more trips to the server.

    At READ COMMITTED every statement sees what is committed when it starts, inside a transaction or not. The sessions
    are read-only, so that nothing can be written here by mistake.
    """
    options = "-c default_transaction_read_only=on"
    return _open(
        url,
        connect_args={**_KEEPALIVE, "connect_timeout": 10, "options": options},
        isolation_level="AUTOCOMMIT",
        skip_autocommit_rollback=True,
    )


def is_unique_violation(error: BaseException) -> bool:
    """Tell whether the driver's error is a broken UNIQUE or PRIMARY KEY."""
    return getattr(error, "sqlstate", None) == _UNIQUE_VIOLATION


def is_foreign_key_violation(error: BaseException) -> bool:
    """Tell whether the driver's error is a broken FOREIGN KEY, at the statement or at the commit."""
    return getattr(error, "sqlstate", None) == _FOREIGN_KEY_VIOLATION


def is_unavailable(error: BaseException) -> bool:
    """Tell whether the driver's error says that the server is away, is stopping, or has no room for us."""
    return isinstance(error, psycopg.OperationalError)


def from_now(seconds: float) -> sa.ColumnElement[datetime]:
    """Make the SQL for a moment by the server's clock, not by the start of the transaction."""
    return sa.type_coerce(sa.func.clock_timestamp() + timedelta(seconds=seconds), UtcTime())


def lock(connection: sa.Connection, number: int) -> None:
    """Take an advisory lock that the end of the transaction gives back."""
    connection.execute(sa.select(sa.func.pg_advisory_xact_lock(sa.cast(number, sa.BigInteger))))


def try_lock(connection: sa.Connection, number: int) -> bool:
    """Take an advisory lock that the end of the transaction gives back, without waiting."""
    return bool(
        connection.execute(sa.select(sa.func.pg_try_advisory_xact_lock(sa.cast(number, sa.BigInteger)))).scalar_one()
    )


@contextmanager
def changing_schema(_connection: sa.Connection) -> Iterator[None]:
    """Prepare nothing: the server changes tables in place, inside the transaction."""
    yield


def begin_schema_change(connection: sa.Connection) -> None:
    """Let only one process at a time change the schema."""
    connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_MIGRATION_LOCK)))


def end_schema_change(_connection: sa.Connection) -> None:
    """Check nothing: the server has checked every key already."""


def _open(url: sa.URL, **options: Any) -> sa.Engine:  # noqa: ANN401 — SQLAlchemy's own keywords
    engine = sa.create_engine(
        url, pool_size=_POOL_SIZE, max_overflow=0, pool_use_lifo=True, hide_parameters=True, **JSON_CODEC, **options
    )
    event.listen(engine, "checkout", _refuse_dropped)
    return engine


def _refuse_dropped(connection: Any, _record: object, _proxy: object) -> None:  # noqa: ANN401 — a psycopg connection
    """Replace a connection that the server has closed, without a question to the server.

    An idle connection has nothing to read; when it has, the server said goodbye.
    """
    watched = select.poll()
    watched.register(connection.fileno(), select.POLLIN | select.POLLHUP)
    if watched.poll(0):
        message = "the server closed this connection"
        raise sa.exc.DisconnectionError(message)
