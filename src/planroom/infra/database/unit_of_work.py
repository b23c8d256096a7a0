"""One transaction for one request or one job step. The only place that commits or rolls back."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from typing import Any, Protocol

import sqlalchemy as sa

from planroom.infra.database.engine import Engines, dialect_of
from planroom.kit.clock import Clock

Listener = Callable[["UnitOfWork", Any], None]
Listeners = Mapping[type, Sequence[Listener]]

_open: ContextVar[bool] = ContextVar("unit_of_work_open", default=False)


class JobQueue(Protocol):
    """Puts jobs into the same transaction as the rows they are about."""

    def enqueue(
        self,
        connection: sa.Connection,
        name: str,
        arguments: Sequence[object],
        *,
        key: str | None,
        delay_seconds: float | None,
        partition: str | None,
    ) -> None:
        """Queue the job ``name`` on ``connection``; refuses a name that no job has."""
        ...


class UnitOfWork:
    """An open transaction, with the things that use cases need inside it.

    ``connection`` is a SQLAlchemy Core connection. ``emit`` tells listeners of higher features a fact, in this same
    transaction (architecture section 3: events carry news upwards).
    """

    def __init__(self, connection: sa.Connection, clock: Clock, jobs: JobQueue, listeners: Listeners) -> None:
        """Hold the parts; made by Database only."""
        self.connection = connection
        self.jobs = jobs
        self._clock = clock
        self._listeners = listeners

    def now(self) -> datetime:
        """Give the present moment, aware UTC."""
        return self._clock.now()

    def emit(self, event: object) -> None:
        """Tell every listener of the event's type, in the order in which bootstrap lists them."""
        for listener in self._listeners.get(type(event), ()):
            listener(self, event)

    @contextmanager
    def savepoint(self) -> Iterator[None]:
        """Undo what the block did when it fails, and leave the rest of the transaction open."""
        with self.connection.begin_nested():
            yield


class Database:
    """Opens units of work on one database."""

    def __init__(self, engines: Engines, clock: Clock, jobs: JobQueue, listeners: Listeners) -> None:
        """Keep the engines and what every unit of work gets."""
        self.engines = engines
        self._clock = clock
        self._jobs = jobs
        self._listeners = listeners

    def now(self) -> datetime:
        """Give the present moment, aware UTC."""
        return self._clock.now()

    @contextmanager
    def write(self) -> Iterator[UnitOfWork]:
        """Open a transaction that may write; commits at the end, rolls back on any error.

        A commit that fails raises here, before anybody is told that the work is done.
        """
        with self._opened(self.engines.writer) as uow:
            yield uow

    @contextmanager
    def read(self) -> Iterator[UnitOfWork]:
        """Open a unit that only reads: it takes no write lock, and the database refuses to write in it.

        Every statement sees committed rows only; do not count on two statements seeing the same moment.
        """
        with self._opened(self.engines.reader) as uow:
            yield uow

    @contextmanager
    def _opened(self, engine: sa.Engine) -> Iterator[UnitOfWork]:
        mark = _open.set(True)
        try:
            with engine.connect() as connection, connection.begin():
                yield UnitOfWork(connection, self._clock, self._jobs, self._listeners)
        finally:
            _open.reset(mark)


@contextmanager
def schema_change(engines: Engines) -> Iterator[sa.Connection]:
    """Open one transaction for a change of the schema; a second process waits until it is over."""
    dialect = dialect_of(engines.writer)
    with engines.writer.connect() as connection, dialect.changing_schema(connection), connection.begin():
        dialect.begin_schema_change(connection)
        yield connection
        dialect.end_schema_change(connection)


def forbid_inside_unit_of_work(what: str) -> None:
    """Raise when a unit of work is open here: nothing slow happens inside a transaction (architecture section 5)."""
    if _open.get():
        message = f"{what} inside an open unit of work; close it first"
        raise RuntimeError(message)


__all__ = ["Database", "JobQueue", "Listener", "Listeners", "UnitOfWork", "forbid_inside_unit_of_work", "schema_change"]
