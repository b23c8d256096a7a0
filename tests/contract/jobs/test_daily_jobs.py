"""Jobs that nobody queues: the workers do, once a day, however many there are."""

import os
from pathlib import Path

import pytest
import sqlalchemy as sa
from tests.support.clock import FixedClock
from tests.support.jobs import make_job_context, make_tables, noted, notes

from planroom.infra.database.engine import Engines
from planroom.infra.database.unit_of_work import Database
from planroom.infra.jobs.catalogue import JobContext, job
from planroom.infra.jobs.daily import DailyJobs
from planroom.infra.jobs.draining import drain
from planroom.infra.jobs.engine import DbosJobQueue

A_DAY_SECONDS = 86_400


@pytest.fixture
def database(engines: Engines, clock: FixedClock) -> Database:
    """Units of work whose clock the test moves."""
    make_tables(engines)
    return Database(engines, clock, DbosJobQueue(engines), {})


@pytest.fixture
def job_context(database: Database, tmp_path: Path) -> JobContext:
    return make_job_context(database, tmp_path / "data")


def test_a_daily_job_runs_once_on_each_day(database: Database, job_context: JobContext, clock: FixedClock) -> None:
    job("testing.daily", queue="upkeep", daily=True)(_note_day)
    workers = [DailyJobs(database) for _ in range(3)]

    for _ in range(2):
        for _ in range(2):
            for worker in workers:
                worker.look()
        drain(job_context)
        clock.advance(A_DAY_SECONDS)

    assert [label for label, _ in noted(database)] == ["2026-03-14", "2026-03-15"]


def _note_day(context: JobContext, day: str) -> None:
    with context.database.write() as uow:
        uow.connection.execute(sa.insert(notes).values(label=day, what="done", process_id=os.getpid()))
