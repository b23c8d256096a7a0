"""Takes up the work of workers that died, which the engine leaves where it is.

A job that a worker has taken stays its own for ever in the engine's eyes. Every living worker looks now and then for
jobs whose worker has no living slot and puts them back into their queues.
"""

import time
from collections.abc import Sequence
from typing import NamedTuple

import sqlalchemy as sa
import structlog

from planroom.infra.database.unit_of_work import Database
from planroom.infra.jobs.attempts import JobRunner
from planroom.infra.jobs.catalogue import get_job
from planroom.infra.jobs.engine import open_client
from planroom.infra.jobs.engine_tables import in_states, workflows
from planroom.infra.jobs.slots import Slots

log = structlog.get_logger(__name__)

STARTS_ALLOWED = 5
"""How often a job is started that never comes to an end, because it kills its worker or its end cannot be recorded."""

LOST_AFTER_SECONDS = 30.0
"""How long a job may be ours without running here, before it counts as lost on the way."""


class WorkerDied(Exception):
    """Why a job is given up that was started again and again and never came to an end."""


class _TakenJob(NamedTuple):
    """A job that a worker has taken and not brought to an end; ``starts`` counts how often that happened."""

    id: str
    name: str
    queue: str
    worker: str
    starts: int


class Rescuer:
    """Looks for jobs that nobody works on, on behalf of worker ``slot_id``."""

    def __init__(
        self,
        database: Database,
        slots: Slots,
        runner: JobRunner,
        slot_id: str,
        lost_after_seconds: float = LOST_AFTER_SECONDS,
    ) -> None:
        """Look in ``database``; what ``runner`` has in hand is not lost."""
        self._database = database
        self._slots = slots
        self._runner = runner
        self._slot_id = slot_id
        self._lost_after_seconds = lost_after_seconds
        self._client = open_client(database.engines)
        self._idle_since: dict[str, float] = {}

    def look(self) -> int:
        """Put back what nobody works on and give up what only kills workers; tell how many jobs that were."""
        # In this order: who is alive when asked afterwards was alive when he took a job.
        taken = self._taken()
        living = self._slots.living()
        orphans = [job for job in taken if job.worker not in living]
        lost = self._lost([job for job in taken if job.worker == self._slot_id])
        for job in (*orphans, *lost):
            self._rescue(job)
        return len(orphans) + len(lost)

    def _taken(self) -> list[_TakenJob]:
        with self._database.read() as uow:
            table = workflows(uow.connection).c
            rows = uow.connection.execute(
                sa.select(
                    table.workflow_uuid, table.name, table.queue_name, table.executor_id, table.recovery_attempts
                ).where(in_states("PENDING"))
            )
            return [_TakenJob(*row) for row in rows]

    def _lost(self, ours: Sequence[_TakenJob]) -> list[_TakenJob]:
        """Find jobs that we took and do not run: starting them failed, or recording their end did."""
        running = self._runner.running
        now = time.monotonic()
        idle = [job for job in ours if job.id not in running]
        self._idle_since = {job.id: self._idle_since.get(job.id, now) for job in idle}
        return [job for job in idle if now - self._idle_since[job.id] >= self._lost_after_seconds]

    def _rescue(self, job: _TakenJob) -> None:
        if job.starts >= STARTS_ALLOWED:
            self._give_up(job)
            return
        # Unlike the client's own resume_workflows, this keeps the queue and the count of starts, and it does nothing
        # when another worker was faster.
        self._client._sys_db.reenqueue_for_recovery(job.id, [job.worker], job.queue)  # noqa: SLF001 — see above
        log.warning("job.taken_over", job=job.name, id=job.id, worker=job.worker)

    def _give_up(self, job: _TakenJob) -> None:
        error = WorkerDied(f"the job was started {job.starts} times and never came to an end")
        arguments = self._arguments(job)
        try:
            self._runner.give_up(get_job(job.name), arguments, error)
        except Exception:
            log.exception("job.nobody_told", job=job.name, id=job.id, arguments=list(arguments))
        self._client.cancel_workflow(job.id)

    def _arguments(self, job: _TakenJob) -> tuple[object, ...]:
        (stored,) = self._client.list_workflows(workflow_ids=[job.id], load_output=False)
        return tuple(stored.input["args"]) if stored.input is not None else ()
