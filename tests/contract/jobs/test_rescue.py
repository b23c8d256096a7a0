"""Jobs that nobody works on are found and put back, or given up when they only ever die."""

from pathlib import Path

import pytest
import sqlalchemy as sa
from tests.support.jobs import Broken, noted

from planroom.infra.database.unit_of_work import Database
from planroom.infra.jobs.attempts import JobRunner, Unrecorded
from planroom.infra.jobs.catalogue import RETRY_DELAYS_SECONDS, JobContext, get_job
from planroom.infra.jobs.draining import drain
from planroom.infra.jobs.engine import Attempt, DbosJobQueue
from planroom.infra.jobs.engine_tables import workflows
from planroom.infra.jobs.health import JobsHealth, jobs_health
from planroom.infra.jobs.queue import enqueue
from planroom.infra.jobs.rescue import STARTS_ALLOWED, Rescuer
from planroom.infra.jobs.slots import Slots

LAST = len(RETRY_DELAYS_SECONDS) + 1


@pytest.fixture
def slots(database: Database, tmp_path: Path) -> Slots:
    """The slots of this test's database."""
    return Slots(database, tmp_path / "workers")


@pytest.fixture
def runner(job_context: JobContext) -> JobRunner:
    """A runner that runs nothing by itself."""
    return JobRunner(job_context, DbosJobQueue(job_context.database.engines))


def _taken_by(database: Database, worker: str, name: str, *, starts: int = 1) -> None:
    """Queue a job and make it look as if ``worker`` had taken it."""
    with database.write() as uow:
        enqueue(uow, name, "job")
        table = workflows(uow.connection)
        uow.connection.execute(sa.update(table).values(status="PENDING", executor_id=worker, recovery_attempts=starts))


def _rescuer(database: Database, slots: Slots, runner: JobRunner, slot_id: str, lost_after_seconds: float) -> Rescuer:
    return Rescuer(database, slots, runner, slot_id, lost_after_seconds)


def _health(database: Database) -> JobsHealth:
    with database.read() as uow:
        return jobs_health(uow)


def test_a_job_of_a_worker_without_a_slot_is_put_back(
    database: Database, slots: Slots, runner: JobRunner, job_context: JobContext
) -> None:
    _taken_by(database, "worker-dead", "testing.note")
    with slots.held() as slot_id:
        assert _rescuer(database, slots, runner, slot_id, 60).look() == 1
    drain(job_context)
    assert len(noted(database, "done")) == 1


def test_a_job_of_a_living_worker_is_left_to_it(database: Database, slots: Slots, runner: JobRunner) -> None:
    with slots.held() as other, slots.held() as slot_id:
        _taken_by(database, other, "testing.note")
        assert _rescuer(database, slots, runner, slot_id, 0).look() == 0
    assert sum(queue.running for queue in _health(database).queues) == 1


def test_a_job_that_got_lost_between_the_queue_and_its_start_is_put_back(
    database: Database, slots: Slots, runner: JobRunner
) -> None:
    with slots.held() as slot_id:
        _taken_by(database, slot_id, "testing.note")
        assert _rescuer(database, slots, runner, slot_id, 60).look() == 0
        assert _rescuer(database, slots, runner, slot_id, 0).look() == 1
    assert sum(queue.waiting for queue in _health(database).queues) == 1


def test_a_job_that_was_started_too_often_is_given_up(database: Database, slots: Slots, runner: JobRunner) -> None:
    _taken_by(database, "worker-dead", "testing.fail", starts=STARTS_ALLOWED)
    with slots.held() as slot_id:
        _rescuer(database, slots, runner, slot_id, 60).look()
    assert len(noted(database, "given up: WorkerDied")) == 1
    assert (_health(database).unfinished, _health(database).given_up) == (0, 1)


@pytest.mark.parametrize("name", ["testing.note", "testing.given_up_badly"])
def test_a_job_is_given_up_also_when_nobody_can_be_told(
    database: Database, slots: Slots, runner: JobRunner, name: str
) -> None:
    _taken_by(database, "worker-dead", name, starts=STARTS_ALLOWED)
    with slots.held() as slot_id:
        _rescuer(database, slots, runner, slot_id, 60).look()
    assert (_health(database).unfinished, _health(database).given_up) == (0, 1)


def test_an_attempt_that_can_neither_be_done_nor_recorded_stays_the_workers(
    database: Database, runner: JobRunner
) -> None:
    job = get_job("testing.given_up_badly")
    with pytest.raises(Unrecorded):
        runner.run(job, "id", ["job"], Attempt("id", LAST, None))
    assert runner.running == frozenset()
    assert noted(database, "failed") == []


def test_the_last_attempt_raises_what_went_wrong(database: Database, runner: JobRunner) -> None:
    with pytest.raises(Broken):
        runner.run(get_job("testing.fail"), "id", ["job"], Attempt("id", LAST, None))
    assert len(noted(database, "given up: Broken")) == 1


def test_a_taken_job_whose_name_is_unknown_is_given_up_too(database: Database, slots: Slots, runner: JobRunner) -> None:
    _taken_by(database, "worker-dead", "testing.note", starts=STARTS_ALLOWED)
    with database.write() as uow:
        uow.connection.execute(sa.update(workflows(uow.connection)).values(name="testing.gone"))
    with slots.held() as slot_id:
        _rescuer(database, slots, runner, slot_id, 60).look()
    assert (_health(database).unfinished, _health(database).given_up) == (0, 1)
