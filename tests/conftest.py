"""Fixtures for the whole suite: both databases, a clock that stands still, one server for all processes of a run."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.support.clock import FixedClock
from tests.support.databases import (
    KINDS,
    make_run_folder,
    postgresql_database,
    remove_run_folder,
    sqlite_database,
)
from tests.support.loopback import refuse_foreign_addresses

from planroom.bootstrap import find_jobs
from planroom.infra.database.engine import Engines, open_engines
from planroom.infra.database.unit_of_work import Database, Listeners
from planroom.infra.jobs.engine import DbosJobQueue

_RUN_FOLDER = pytest.StashKey[Path]()


def pytest_configure(config: pytest.Config) -> None:
    """Make the folder of this run in the first process; the others are told of it."""
    refuse_foreign_addresses()
    told = getattr(config, "workerinput", None)
    config.stash[_RUN_FOLDER] = Path(told["run_folder"]) if told else make_run_folder()


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop the database server and remove the folder, in the process that made it."""
    if getattr(config, "workerinput", None) is None and _RUN_FOLDER in config.stash:
        remove_run_folder(config.stash[_RUN_FOLDER])


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """Run half as many processes again as there are cores: many tests mostly wait for processes of their own."""
    return max(len(os.sched_getaffinity(0)) * 3 // 2, 2)


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:  # noqa: ANN401 — xdist does not type its nodes
    """Tell a worker process of the test run where the folder is."""
    node.workerinput["run_folder"] = str(node.config.stash[_RUN_FOLDER])


@pytest.fixture
def clock() -> FixedClock:
    """The time, which a test may advance."""
    return FixedClock()


@pytest.fixture
def sqlite_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A migrated, empty SQLite database."""
    with sqlite_database(request.config.stash[_RUN_FOLDER], tmp_path) as url:
        yield url


@pytest.fixture
def postgresql_url(request: pytest.FixtureRequest) -> Iterator[str]:
    """A migrated, empty PostgreSQL database."""
    with postgresql_database(request.config.stash[_RUN_FOLDER]) as url:
        yield url


@pytest.fixture(params=KINDS)
def database_url(request: pytest.FixtureRequest) -> str:
    """A migrated, empty database, once of each kind."""
    return str(request.getfixturevalue(f"{request.param}_url"))


@pytest.fixture
def engines(database_url: str) -> Iterator[Engines]:
    """The engines of the test's database."""
    opened = open_engines(database_url)
    yield opened
    opened.dispose()


@pytest.fixture
def listeners() -> Listeners:
    """Who hears events; override it in a test module that needs some."""
    return {}


@pytest.fixture
def database(engines: Engines, clock: FixedClock, listeners: Listeners) -> Database:
    """Units of work on the test's database, with the real job queue, which knows the jobs of all features."""
    find_jobs()
    return Database(engines, clock, DbosJobQueue(engines), listeners)
