"""Runs the real engine in this process until nothing is left to do: for end-to-end tests and the demo's checks."""

import time
from dataclasses import dataclass, field

import sqlalchemy as sa

from planroom.infra.jobs.attempts import JobRunner
from planroom.infra.jobs.catalogue import Job, JobContext, UnknownJob, all_jobs, find_job
from planroom.infra.jobs.engine import DbosJobQueue, open_client
from planroom.infra.jobs.engine_tables import in_states, workflows
from planroom.infra.jobs.health import jobs_health
from planroom.infra.jobs.runtime import JobEngine
from planroom.infra.jobs.slots import Slots

_POLLING_SECONDS = 0.02


class NotDrained(Exception):
    """The queues did not become empty in time, or cannot."""


@dataclass(slots=True)
class Drained:
    """What a draining saw. ``failures`` are the exceptions that left jobs, with the job's name, in their order."""

    failures: list[tuple[str, Exception]] = field(default_factory=list)

    def note_failure(self, job: Job, error: Exception) -> None:
        """Keep a failed attempt."""
        self.failures.append((job.name, error))


def drain(
    context: JobContext, *, hurry: bool = False, failures_allowed: bool = False, timeout_seconds: float = 60.0
) -> Drained:
    """Run jobs until none is due or running. ``hurry`` makes delayed jobs due at once, otherwise they stay.

    Raises UnknownJob when a queued name has no job, NotDrained when no job is registered at all or after
    ``timeout_seconds``, and an ExceptionGroup of what left the jobs unless ``failures_allowed``.
    """
    if not all_jobs():
        message = "no jobs are registered; import the features' jobs modules first"
        raise NotDrained(message)
    _refuse_unknown(context)
    drained = Drained()
    runner = JobRunner(context, DbosJobQueue(context.database.engines), drained.note_failure)
    slots = Slots(context.database, context.settings.data / "workers", lease_seconds=timeout_seconds + 60)
    with slots.held() as slot_id:
        engine = JobEngine(context.database.engines, runner, slot_id, polling_seconds=_POLLING_SECONDS)
        try:
            engine.start()
            _wait(context, hurry=hurry, timeout_seconds=timeout_seconds)
        finally:
            engine.stop(finish_seconds=0)
    if drained.failures and not failures_allowed:
        message = f"jobs failed: {', '.join(name for name, _ in drained.failures)}"
        raise ExceptionGroup(message, [error for _, error in drained.failures])
    return drained


def _wait(context: JobContext, *, hurry: bool, timeout_seconds: float) -> None:
    deadline = time.monotonic() + timeout_seconds
    while time.monotonic() < deadline:
        if hurry:
            _make_due(context)
        with context.database.read() as uow:
            health = jobs_health(uow)
        if health.unfinished == 0 and not (hurry and any(queue.delayed for queue in health.queues)):
            return
        time.sleep(_POLLING_SECONDS)
    message = f"after {timeout_seconds} s the queues are not empty: {health.queues}"
    raise NotDrained(message)


def _make_due(context: JobContext) -> None:
    client = open_client(context.database.engines)
    delayed = client.list_workflows(status="DELAYED", load_input=False, load_output=False)
    for job in delayed:
        client.set_workflow_delay(job.workflow_id, delay_seconds=0)
    if delayed:
        client._sys_db.transition_delayed_workflows()  # noqa: SLF001 — the engine does so by itself once a second


def _refuse_unknown(context: JobContext) -> None:
    with context.database.read() as uow:
        table = workflows(uow.connection)
        unfinished = sa.select(table.c.name).where(in_states("ENQUEUED", "PENDING", "DELAYED")).distinct()
        unknown = [name for name in uow.connection.scalars(unfinished) if find_job(name) is None]
    if unknown:
        message = f"queued, but no job is called so: {', '.join(sorted(unknown))}"
        raise UnknownJob(message)
