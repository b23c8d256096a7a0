"""Draining runs the real engine here until nothing is left, and never keeps silent."""

import pytest
import sqlalchemy as sa
from tests.support.jobs import Broken, noted, notes, open_gate, wait_until

from planroom.infra.database.unit_of_work import Database
from planroom.infra.jobs import catalogue
from planroom.infra.jobs.catalogue import RETRY_DELAYS_SECONDS, JobContext, UnknownJob
from planroom.infra.jobs.draining import NotDrained, drain
from planroom.infra.jobs.engine_tables import workflows
from planroom.infra.jobs.health import jobs_health
from planroom.infra.jobs.queue import enqueue
from planroom.infra.jobs.slots import Slots


def test_every_queued_job_has_run_afterwards(database: Database, job_context: JobContext) -> None:
    labels = [f"job {number}" for number in range(10)]
    with database.write() as uow:
        for label in labels:
            enqueue(uow, "testing.note", label)
    drain(job_context)
    assert sorted(label for label, _ in noted(database, "done")) == sorted(labels)


def test_jobs_of_a_partition_run_one_after_the_other(database: Database, job_context: JobContext) -> None:
    open_gate(database, "open")
    with database.write() as uow:
        for number in range(3):
            enqueue(uow, "testing.gated_call", f"job {number}", "open", partition="receiver")
    drain(job_context)
    with database.read() as uow:
        whats = list(uow.connection.scalars(sa.select(notes.c.what).order_by(notes.c.id)))
    assert whats == ["began", "done"] * 3


def test_a_delayed_job_is_left_alone(database: Database, job_context: JobContext) -> None:
    with database.write() as uow:
        enqueue(uow, "testing.note", "later", delay_seconds=3600)
        enqueue(uow, "testing.note", "now")
    drain(job_context)
    assert [label for label, _ in noted(database)] == ["now"]


def test_a_delayed_job_runs_when_hurried(database: Database, job_context: JobContext) -> None:
    with database.write() as uow:
        enqueue(uow, "testing.note", "later", delay_seconds=3600)
    drain(job_context, hurry=True)
    assert [label for label, _ in noted(database)] == ["later"]


def test_what_left_a_job_is_raised(database: Database, job_context: JobContext) -> None:
    with database.write() as uow:
        enqueue(uow, "testing.fail", "x")
    with pytest.raises(ExceptionGroup) as caught:
        drain(job_context)
    assert caught.group_contains(Broken)


def test_a_failing_job_is_tried_again_and_then_given_up(database: Database, job_context: JobContext) -> None:
    with database.write() as uow:
        enqueue(uow, "testing.fail", "x")
    drained = drain(job_context, hurry=True, failures_allowed=True)
    attempts = len(RETRY_DELAYS_SECONDS) + 1
    assert [name for name, _ in drained.failures] == ["testing.fail"] * attempts
    assert len(noted(database, "failed")) == attempts
    assert len(noted(database, "given up: Broken")) == 1
    with database.read() as uow:
        assert jobs_health(uow).given_up == 1


def test_a_failed_attempt_is_followed_by_a_delayed_one(database: Database, job_context: JobContext) -> None:
    with database.write() as uow:
        enqueue(uow, "testing.fail", "x")
    drain(job_context, failures_allowed=True)
    with database.read() as uow:
        health = {queue.queue: queue for queue in jobs_health(uow).queues}
    assert (health["render"].delayed, health["render"].waiting) == (1, 0)
    assert noted(database, "given up: Broken") == []


def test_a_queued_name_that_no_job_has_any_more_is_said(database: Database, job_context: JobContext) -> None:
    with database.write() as uow:
        enqueue(uow, "testing.note", "x")
        table = workflows(uow.connection)
        uow.connection.execute(sa.update(table).values(name="testing.gone"))
    with pytest.raises(UnknownJob, match=r"testing\.gone"):
        drain(job_context)


def test_no_registered_job_at_all_is_said(job_context: JobContext) -> None:
    catalogue._jobs.clear()  # noqa: SLF001 — what an installation without features would have
    with pytest.raises(NotDrained, match="no jobs are registered"):
        drain(job_context)


def test_queues_that_do_not_get_empty_are_said(database: Database, job_context: JobContext) -> None:
    with database.write() as uow:
        enqueue(uow, "testing.gated", "x", "closed")
    with pytest.raises(NotDrained, match="plans"):
        drain(job_context, timeout_seconds=1)
    open_gate(database, "closed")
    wait_until(lambda: bool(noted(database, "done")))


def test_draining_leaves_no_slot_behind(database: Database, job_context: JobContext) -> None:
    drain(job_context)
    assert Slots(database, job_context.settings.data / "workers").living() == frozenset()
    assert list((job_context.settings.data / "workers").iterdir()) == []
