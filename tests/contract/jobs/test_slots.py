"""A slot says that a worker lives, and the worker hears when it does not count as living any more."""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest
import sqlalchemy as sa
from structlog.testing import capture_logs
from tests.support.jobs import PATIENCE_SECONDS, make_database, make_job_context, noted, wait_until

from planroom.infra.database.engine import Engines, open_engines
from planroom.infra.database.unit_of_work import Database, schema_change
from planroom.infra.jobs.catalogue import JobContext
from planroom.infra.jobs.health import jobs_health
from planroom.infra.jobs.queue import enqueue
from planroom.infra.jobs.slots import Slots
from planroom.infra.jobs.worker import Worker


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the lock files are."""
    return tmp_path / "workers"


def test_a_slot_lives_as_long_as_it_is_held(database: Database, folder: Path) -> None:
    slots = Slots(database, folder)
    with slots.held() as slot_id:
        assert slots.living() == {slot_id}
        assert slots.renew(slot_id)
    assert slots.living() == frozenset()
    assert not slots.renew(slot_id)


def test_two_slots_never_have_the_same_name(database: Database, folder: Path) -> None:
    slots = Slots(database, folder)
    with slots.held() as first, slots.held() as second:
        assert slots.living() == {first, second}
        assert first != second


def test_a_lease_that_ran_out_is_not_renewed(database: Database, folder: Path) -> None:
    with Slots(database, folder, lease_seconds=0).held() as slot_id:
        assert not Slots(database, folder).renew(slot_id)
        assert Slots(database, folder).living() == frozenset()


def test_lock_files_of_the_dead_are_swept_away_and_those_of_the_living_kept(database: Database, folder: Path) -> None:
    slots = Slots(database, folder)
    with slots.held() as slot_id:
        (folder / "worker-long-gone.lock").touch()
        with slots.held() as other:
            assert sorted(path.stem for path in folder.iterdir()) == sorted([slot_id, other])


@contextmanager
def _working(worker: Worker, stop: threading.Event) -> Iterator[None]:
    """Run ``worker`` in a thread of this process for a while."""
    with ThreadPoolExecutor(1) as pool:
        running = pool.submit(worker.run, stop, finish_seconds=int(PATIENCE_SECONDS))
        try:
            yield
        finally:
            stop.set()
        running.result()


def test_a_worker_whose_slot_was_taken_away_hears_of_it(
    database: Database, job_context: JobContext, folder: Path
) -> None:
    lost = threading.Event()
    slots = Slots(database, folder)
    with _working(Worker(job_context, slot_lost=lost.set, heartbeat_seconds=0.05), threading.Event()):
        # Its lock file lies in another folder, so that here only the slot itself counts.
        wait_until(lambda: len(slots.living()) == 1)
        for slot_id in slots.living():
            slots.release(slot_id)
        assert lost.wait(PATIENCE_SECONDS)


def test_a_worker_that_cannot_reach_its_slot_for_longer_than_its_lease_takes_it_for_lost(
    database: Database, engines: Engines, job_context: JobContext, folder: Path
) -> None:
    lost = threading.Event()
    worker = Worker(job_context, slot_lost=lost.set, lease_seconds=1, heartbeat_seconds=0.05)
    with _working(worker, threading.Event()):
        wait_until(lambda: len(Slots(database, folder).living()) == 1)
        _rename(engines, "worker_slots", "out_of_reach")
        assert lost.wait(PATIENCE_SECONDS)
        _rename(engines, "out_of_reach", "worker_slots")


def test_a_worker_that_reaches_its_slot_again_in_time_goes_on(
    database: Database, engines: Engines, job_context: JobContext, folder: Path
) -> None:
    lost = threading.Event()
    with _working(Worker(job_context, slot_lost=lost.set, heartbeat_seconds=0.05), threading.Event()):
        wait_until(lambda: len(Slots(database, folder).living()) == 1)
        _rename(engines, "worker_slots", "out_of_reach")
        with database.write() as uow:
            enqueue(uow, "testing.note", "meanwhile")
        wait_until(lambda: bool(noted(database, "done")))
        _rename(engines, "out_of_reach", "worker_slots")
    assert not lost.is_set()


def test_a_worker_waits_for_a_database_that_is_away(tmp_path: Path) -> None:
    away = open_engines(f"postgresql://nobody@/nowhere?host={tmp_path}")
    stop = threading.Event()
    with (
        ThreadPoolExecutor(1) as pool,
        capture_logs() as logs,
    ):
        worker = Worker(make_job_context(make_database(away), tmp_path), slot_lost=stop.set)
        running = pool.submit(worker.run, stop, finish_seconds=0)
        wait_until(lambda: [entry["event"] for entry in logs] == ["worker.database_away"])
        stop.set()
        assert running.result(timeout=PATIENCE_SECONDS)


def _rename(engines: Engines, name: str, new_name: str) -> None:
    with schema_change(engines) as connection:
        connection.execute(sa.text(f"ALTER TABLE {name} RENAME TO {new_name}"))


def test_a_worker_does_what_is_queued_until_it_is_stopped(database: Database, job_context: JobContext) -> None:
    stop = threading.Event()
    with _working(Worker(job_context, slot_lost=stop.set, heartbeat_seconds=0.05), stop):
        with database.write() as uow:
            enqueue(uow, "testing.note", "job")
        wait_until(lambda: bool(noted(database, "done")))
    with database.read() as uow:
        assert jobs_health(uow).workers == 0
