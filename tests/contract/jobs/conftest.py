"""Fixtures for the jobs' contract: the jobs of tests, and worker processes that end with the test."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.support.jobs import WorkerProcesses, make_database, make_job_context, make_tables, testing_jobs

from planroom.infra.database.engine import Engines
from planroom.infra.database.unit_of_work import Database
from planroom.infra.jobs.catalogue import JobContext


@pytest.fixture(autouse=True)
def _registered() -> Iterator[None]:
    with testing_jobs():
        yield


@pytest.fixture
def database(engines: Engines) -> Database:
    """Units of work on the test's database, with the machine's clock, as the workers' own."""
    make_tables(engines)
    return make_database(engines)


@pytest.fixture
def job_context(database: Database, tmp_path: Path) -> JobContext:
    """What jobs get that run in this process."""
    return make_job_context(database, tmp_path / "data")


@pytest.fixture
def workers(database: Database, database_url: str, tmp_path: Path) -> Iterator[WorkerProcesses]:
    """Worker processes of one machine, whose deaths are seen at once; the lease is long."""
    processes = WorkerProcesses(database_url, tmp_path / "data", lease_seconds=120)
    yield processes
    processes.end()


@pytest.fixture
def far_workers(database: Database, database_url: str, tmp_path: Path) -> Iterator[WorkerProcesses]:
    """Worker processes of another machine: their data folder is not seen by the others."""
    processes = WorkerProcesses(database_url, tmp_path / "elsewhere", lease_seconds=120)
    yield processes
    processes.end()


@pytest.fixture
def far_short_leased_workers(database: Database, database_url: str, tmp_path: Path) -> Iterator[WorkerProcesses]:
    """Worker processes of another machine whose silence is noticed soon."""
    processes = WorkerProcesses(database_url, tmp_path / "elsewhere", lease_seconds=6)
    yield processes
    processes.end()
