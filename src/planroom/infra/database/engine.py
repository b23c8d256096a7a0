"""Opens the database named by a URL and hides which of the two it is."""

from dataclasses import dataclass
from datetime import datetime
from types import ModuleType

import sqlalchemy as sa

from planroom.infra.database import postgres, sqlite
from planroom.kit.errors import AppError, ErrorKind

_DIALECTS: dict[str, ModuleType] = {"sqlite": sqlite, "postgresql": postgres}
_DRIVERS = {"sqlite": "sqlite", "postgres": "postgresql+psycopg", "postgresql": "postgresql+psycopg"}


class NotSupported(AppError):
    """Something that the database in use cannot do. It is said, never imitated."""

    code = "not_supported"
    kind = ErrorKind.UNSUPPORTED
    message = "The database in use cannot do this."


@dataclass(frozen=True, slots=True)
class Engines:
    """One database: an engine for units that write and one for units that only read.

    ``threads`` is how many threads of an API process should work on it (architecture section 5).
    """

    writer: sa.Engine
    reader: sa.Engine
    threads: int

    def dispose(self) -> None:
        """Close every connection that is not in use."""
        self.writer.dispose()
        self.reader.dispose()


def parse_url(url: str) -> sa.URL:
    """Read a database URL and put our driver in.

    Raises NotSupported for another database than SQLite and PostgreSQL, and for SQLite in memory, which two
    connections do not share.
    """
    try:
        parsed = sa.make_url(url)
    except sa.exc.ArgumentError:
        parsed = None
    driver = _DRIVERS.get(parsed.get_backend_name()) if parsed is not None else None
    if parsed is None or driver is None:
        message = (
            "The database URL is not one we know; give postgresql://user:password@host/database or sqlite:///path."
        )
        raise NotSupported(message)
    if driver == "sqlite" and parsed.database in {None, "", ":memory:"}:
        message = "SQLite in memory is not shared between connections; give a file: sqlite:///path."
        raise NotSupported(message)
    return parsed.set(drivername=driver)


def open_engines(url: str) -> Engines:
    """Open the database of ``url``. No connection is made yet, so a server that is down shows at the first unit."""
    parsed = parse_url(url)
    if parsed.get_backend_name() == "sqlite":
        return Engines(sqlite.open_writer(parsed), sqlite.open_reader(parsed), sqlite.THREADS)
    return Engines(postgres.open_writer(parsed), postgres.open_reader(parsed), postgres.THREADS)


def is_unique_violation(error: sa.exc.IntegrityError) -> bool:
    """Tell whether a row was refused because its key is taken."""
    return _says("is_unique_violation", error)


def is_foreign_key_violation(error: sa.exc.IntegrityError) -> bool:
    """Tell whether a row was refused because what it points at does not exist, or is still pointed at."""
    return _says("is_foreign_key_violation", error)


def is_unavailable(error: Exception) -> bool:
    """Tell whether the database could not answer just now: locked, gone, full, or out of connections.

    The same request may succeed later, so whoever asked is told to come back. An error in a statement is none of these.
    """
    if isinstance(error, sa.exc.DBAPIError):
        return _says("is_unavailable", error)
    return isinstance(error, sa.exc.TimeoutError)


def _says(question: str, error: sa.exc.DBAPIError) -> bool:
    return any(bool(getattr(dialect, question)(error.orig)) for dialect in _DIALECTS.values())


def from_now(connection: sa.Connection, seconds: float) -> sa.ColumnElement[datetime]:
    """Make the SQL for the moment ``seconds`` from now by the database's clock, which all machines share."""
    moment: sa.ColumnElement[datetime] = dialect_of(connection).from_now(seconds)
    return moment


def lock(connection: sa.Connection, number: int) -> None:
    """Take the lock ``number`` (64 bits, signed) until the transaction ends, after whoever has it.

    On SQLite a unit that writes holds the only lock there is.
    """
    dialect_of(connection).lock(connection, number)


def try_lock(connection: sa.Connection, number: int) -> bool:
    """Take the lock ``number`` (64 bits, signed) until the transaction ends; False when another holds it.

    On SQLite a unit that writes holds the only lock there is, so whoever gets this far has it.
    """
    taken: bool = dialect_of(connection).try_lock(connection, number)
    return taken


def dialect_of(engine: sa.Engine | sa.Connection) -> ModuleType:
    """Give the module that knows the database of ``engine``."""
    return _DIALECTS[engine.dialect.name]
