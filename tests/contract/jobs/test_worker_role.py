"""The worker as it is started in earnest: by the name of its module, with settings from the environment."""

import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest
from tests.support.jobs import wait_until

from planroom.infra.database.unit_of_work import Database
from planroom.infra.jobs.health import jobs_health


@contextmanager
def _started(environment: Mapping[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    command = [sys.executable, "-m", "planroom.entrypoints.worker"]
    process = subprocess.Popen(command, env=dict(environment))  # noqa: S603 — our own program
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def _workers(database: Database) -> int:
    with database.read() as uow:
        return jobs_health(uow).workers


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_worker_starts_and_ends_when_it_is_told_to(
    database: Database, database_url: str, tmp_path: Path, number: signal.Signals
) -> None:
    environment = {"PLANROOM_DATABASE_URL": database_url, "PLANROOM_DATA": str(tmp_path / "data")}
    with _started(environment) as process:
        wait_until(lambda: _workers(database) == 1)
        process.send_signal(number)
        assert process.wait(timeout=60) == 0
    assert _workers(database) == 0


def test_a_worker_does_not_start_on_a_database_that_nobody_migrated(tmp_path: Path) -> None:
    environment = {"PLANROOM_DATABASE_URL": f"sqlite:///{tmp_path}/empty.db", "PLANROOM_DATA": str(tmp_path / "data")}
    with _started(environment) as process:
        assert process.wait(timeout=60) != 0
