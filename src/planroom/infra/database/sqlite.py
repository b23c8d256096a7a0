"""All that is particular to SQLite: the embedded database, one file in the data folder, never on a network share."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event

from planroom.infra.database.types import JSON_CODEC, UtcTime

BUSY_TIMEOUT_MS = 30_000
THREADS = 1
"""Database threads of one API process: SQLite has one writer, and more threads only wait for each other."""

_UNAVAILABLE = ("SQLITE_BUSY", "SQLITE_LOCKED", "SQLITE_CANTOPEN", "SQLITE_IOERR", "SQLITE_FULL")
_POOL_SIZE = 16
"""Most connections of one process and pool; they are opened when needed, so an API process holds one of each."""


def open_writer(url: sa.URL) -> sa.Engine:
    """Open the engine of write units: each takes the write lock when it begins, so it never fails half-way."""
    _make_folder(url)
    engine = sa.create_engine(
        url, pool_size=_POOL_SIZE, max_overflow=0, pool_use_lifo=True, hide_parameters=True, **JSON_CODEC
    )
    event.listen(engine, "connect", _prepare_writer)
    event.listen(engine, "begin", _begin_immediate)
    return engine


def open_reader(url: sa.URL) -> sa.Engine:
    """Open the engine of read units: one snapshot each, no lock that a writer would wait for, and no writing."""
    engine = sa.create_engine(
        url, pool_size=_POOL_SIZE, max_overflow=0, pool_use_lifo=True, hide_parameters=True, **JSON_CODEC
    )
    event.listen(engine, "connect", _prepare_reader)
    event.listen(engine, "begin", _begin_deferred)
    return engine


def is_unique_violation(error: BaseException) -> bool:
    """Tell whether the driver's error is a broken UNIQUE or PRIMARY KEY."""
    return getattr(error, "sqlite_errorname", "") in {"SQLITE_CONSTRAINT_UNIQUE", "SQLITE_CONSTRAINT_PRIMARYKEY"}


def is_foreign_key_violation(error: BaseException) -> bool:
    """Tell whether the driver's error is a broken FOREIGN KEY, at the statement or at the commit."""
    return getattr(error, "sqlite_errorname", "") == "SQLITE_CONSTRAINT_FOREIGNKEY"


def is_unavailable(error: BaseException) -> bool:
    """Tell whether the driver's error says that the file is locked for too long, or cannot be read or written."""
    return getattr(error, "sqlite_errorname", "").startswith(_UNAVAILABLE)


def from_now(seconds: float) -> sa.ColumnElement[datetime]:
    """Make the SQL for a moment by the clock of the machine, in the form in which times are stored."""
    return sa.func.strftime("%Y-%m-%d %H:%M:%f000", "now", f"{seconds:+.3f} seconds", type_=UtcTime())


def lock(_connection: sa.Connection, _number: int) -> None:
    """Do nothing: a transaction that may write has held the write lock from its beginning."""


def try_lock(_connection: sa.Connection, _number: int) -> bool:
    """Say yes: a transaction that may write has held the write lock from its beginning."""
    return True


@contextmanager
def changing_schema(connection: sa.Connection) -> Iterator[None]:
    """Leave foreign keys unchecked around the transaction that changes the schema.

    SQLite changes a table by making a new one and dropping the old, which would delete the rows that point at it.
    """
    driver = _driver(connection)
    driver.execute("PRAGMA foreign_keys = OFF")
    try:
        yield
    finally:
        driver.execute("PRAGMA foreign_keys = ON")


def begin_schema_change(_connection: sa.Connection) -> None:
    """Lock nothing more: the transaction has held the write lock from its beginning."""


def end_schema_change(connection: sa.Connection) -> None:
    """Raise when the change left rows that point at nothing."""
    if broken := _driver(connection).execute("PRAGMA foreign_key_check").fetchmany(10):
        message = f"the migration left rows that point at nothing: {broken}"
        raise RuntimeError(message)


def _make_folder(url: sa.URL) -> None:
    if url.database and url.database != ":memory:":
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)


def _prepare_writer(connection: sqlite3.Connection, _record: object) -> None:
    _prepare(connection)
    connection.execute("PRAGMA journal_mode = WAL")
    # FULL: a commit is on the disk before anybody hears of it, which WAL's usual NORMAL does not promise.
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")


def _prepare_reader(connection: sqlite3.Connection, _record: object) -> None:
    _prepare(connection)
    connection.execute("PRAGMA query_only = ON")


def _prepare(connection: sqlite3.Connection) -> None:
    # The driver's own BEGIN comes late and is always deferred; with None we say it ourselves, below.
    connection.isolation_level = None
    connection.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}")
    connection.execute("PRAGMA mmap_size = 0")


def _begin_immediate(connection: sa.Connection) -> None:
    _driver(connection).execute("BEGIN IMMEDIATE")


def _begin_deferred(connection: sa.Connection) -> None:
    _driver(connection).execute("BEGIN")


def _driver(connection: sa.Connection) -> Any:  # noqa: ANN401 — SQLAlchemy does not type the driver's connection
    return connection.connection.dbapi_connection
