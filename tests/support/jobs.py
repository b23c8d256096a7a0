"""Jobs that tests queue, a table in which they note what they did, and real worker processes that do them."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import cast

import sqlalchemy as sa

from planroom.infra.database.engine import Engines
from planroom.infra.database.unit_of_work import Database, UnitOfWork
from planroom.infra.jobs import catalogue
from planroom.infra.jobs.catalogue import JobContext, job
from planroom.infra.jobs.engine import DbosJobQueue
from planroom.infra.outbound.port import Outbound
from planroom.infra.settings import Settings
from planroom.infra.storage.port import Storage
from planroom.kit.clock import SystemClock

PATIENCE_SECONDS = 60.0
"""How long tests wait for what must happen; a bound for the broken case, not a measure."""

_metadata = sa.MetaData()
notes = sa.Table(
    "testing_notes",
    _metadata,
    sa.Column("id", sa.Integer(), primary_key=True),
    sa.Column("label", sa.Text(), nullable=False),
    sa.Column("what", sa.Text(), nullable=False),
    sa.Column("process_id", sa.Integer(), nullable=False),
)
gates = sa.Table("testing_gates", _metadata, sa.Column("name", sa.Text(), primary_key=True))


class NotYet(Exception):
    """What a test waits for did not happen."""


class Broken(Exception):
    """What the failing job fails with."""


def make_job_context(database: Database, data: Path) -> JobContext:
    """Give jobs of these tests what they use: the database and the data folder."""
    nothing = None
    return JobContext(database, cast("Storage", nothing), cast("Outbound", nothing), Settings(data=data))


def make_database(engines: Engines) -> Database:
    """Open units of work with the machine's clock, as workers do."""
    return Database(engines, SystemClock(), DbosJobQueue(engines), {})


@contextmanager
def testing_jobs() -> Iterator[None]:
    """Know only the jobs of tests for a while: other tests do not meet them, nor these the jobs of features.

    A daily job of a feature would begin in every worker, and be cut off where the test ends before it.
    """
    before = dict(catalogue._jobs)  # noqa: SLF001 — the program itself has no reason to forget a job
    catalogue._jobs.clear()  # noqa: SLF001 — see above
    job("testing.note", queue="plans")(_note_job)
    job("testing.gated", queue="plans")(_gated_job)
    job("testing.gated_call", queue="webhooks")(_gated_job)
    job("testing.fail", queue="render", given_up=_note_given_up)(_fail_job)
    job("testing.die", queue="render", given_up=_note_given_up)(_die_job)
    job("testing.given_up_badly", queue="render", given_up=_fail_to_tell)(_break_job)
    try:
        yield
    finally:
        catalogue._jobs.clear()  # noqa: SLF001 — see above
        catalogue._jobs.update(before)  # noqa: SLF001 — see above


def _note_job(context: JobContext, label: str) -> None:
    _note(context.database, label, "done")


def _gated_job(context: JobContext, label: str, gate: str) -> None:
    _note(context.database, label, "began")
    wait_until(lambda: _is_open(context.database, gate))
    _note(context.database, label, "done")


def _fail_job(context: JobContext, label: str) -> None:
    _note(context.database, label, "failed")
    raise Broken(label)


def _break_job(_context: JobContext, label: str) -> None:
    raise Broken(label)


def _fail_to_tell(_uow: UnitOfWork, _error: Exception, label: str) -> None:
    raise Broken(label)


def _die_job(context: JobContext, label: str) -> None:
    _note(context.database, label, "died")
    os.kill(os.getpid(), signal.SIGKILL)


def _note_given_up(uow: UnitOfWork, error: Exception, label: str) -> None:
    uow.connection.execute(
        sa.insert(notes).values(label=label, what=f"given up: {type(error).__name__}", process_id=os.getpid())
    )


def _note(database: Database, label: str, what: str) -> None:
    with database.write() as uow:
        uow.connection.execute(sa.insert(notes).values(label=label, what=what, process_id=os.getpid()))


def _is_open(database: Database, gate: str) -> bool:
    with database.read() as uow:
        return uow.connection.scalar(sa.select(gates.c.name).where(gates.c.name == gate)) is not None


def make_tables(engines: Engines) -> None:
    """Add the tables of these tests to a database."""
    _metadata.create_all(engines.writer)


def open_gate(database: Database, gate: str) -> None:
    """Let the jobs that wait at ``gate`` go on."""
    with database.write() as uow:
        uow.connection.execute(sa.insert(gates).values(name=gate))


def noted(database: Database, what: str | None = None) -> list[tuple[str, int]]:
    """List what was noted as label and process id, in its order; all of it or only ``what``."""
    query = sa.select(notes.c.label, notes.c.process_id).order_by(notes.c.id)
    with database.read() as uow:
        rows = uow.connection.execute(query if what is None else query.where(notes.c.what == what))
        return [(label, process_id) for label, process_id in rows]


def wait_until(happened: Callable[[], bool]) -> None:
    """Wait for something; NotYet when it takes unreasonably long."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not happened():
        if time.monotonic() > deadline:
            raise NotYet
        time.sleep(0.02)


class WorkerProcesses:
    """Real worker processes on one database."""

    def __init__(self, url: str, data: Path, lease_seconds: float) -> None:
        self._url = url
        self._data = data
        self._lease_seconds = lease_seconds
        self._started: list[subprocess.Popen[bytes]] = []

    def start(self) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "tests.support.worker_process", self._url, self._data, self._lease_seconds]
        process = subprocess.Popen([str(word) for word in command])  # noqa: S603 — our own program
        self._started.append(process)
        return process

    def end(self) -> None:
        """End what is still running, also what is paused."""
        for process in self._started:
            process.kill()
            process.wait()
