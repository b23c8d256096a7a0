"""One attempt of one job, and what happens when it fails."""

import random
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

import structlog

from planroom.infra.database.unit_of_work import UnitOfWork
from planroom.infra.jobs.catalogue import RETRY_DELAYS_SECONDS, Job, JobContext
from planroom.infra.jobs.engine import Attempt, DbosJobQueue

log = structlog.get_logger(__name__)

_JITTER = 0.2

Failed = Callable[[Job, Exception], None]


class Unrecorded(BaseException):
    """An attempt failed and that could not be recorded either.

    No Exception, so that the engine takes it for a death and not for an outcome: the job stays the worker's and is
    started again.
    """


class JobRunner:
    """Runs attempts and knows which are running in this process."""

    def __init__(self, context: JobContext, queue: DbosJobQueue, failed: Failed | None = None) -> None:
        """Run jobs with ``context``; ``failed`` hears of every attempt that failed."""
        self._context = context
        self._queue = queue
        self._failed = failed
        self._running: set[str] = set()
        self._lock = threading.Lock()

    @property
    def running(self) -> frozenset[str]:
        """The ids of the attempts that are running now."""
        with self._lock:
            return frozenset(self._running)

    def run(self, job: Job, workflow_id: str, arguments: Sequence[object], attempt: Attempt) -> str:
        """Run one attempt. A failure is followed by a later attempt, or by giving up, which raises it again."""
        with self._noted(workflow_id), structlog.contextvars.bound_contextvars(job=job.name):
            try:
                job.run(self._context, *arguments)
            except Exception as error:
                log.exception("job.failed", attempt=attempt.number, arguments=list(arguments))
                if self._failed is not None:
                    self._failed(job, error)
                if self._record(job, arguments, attempt, error):
                    return "failed, tried again"
                raise
        return "done"

    def give_up(self, job: Job, arguments: Sequence[object], error: Exception) -> None:
        """Tell those who wait for the job that it will not be done."""
        with self._context.database.write() as uow:
            self._tell(uow, job, arguments, error)

    def _record(self, job: Job, arguments: Sequence[object], attempt: Attempt, error: Exception) -> bool:
        """Queue the next attempt and say True, or give up and say False."""
        again = attempt.number <= len(RETRY_DELAYS_SECONDS)
        try:
            with self._context.database.write() as uow:
                if again:
                    delay_seconds = _with_jitter(RETRY_DELAYS_SECONDS[attempt.number - 1])
                    self._queue.enqueue_again(uow.connection, job, arguments, attempt, delay_seconds)
                else:
                    self._tell(uow, job, arguments, error)
        except Exception as unrecorded:
            log.exception("job.failure_not_recorded", attempt=attempt.number)
            raise Unrecorded from unrecorded
        return again

    def _tell(self, uow: UnitOfWork, job: Job, arguments: Sequence[object], error: Exception) -> None:
        log.error("job.given_up", job=job.name, arguments=list(arguments), error=repr(error))
        if job.given_up is not None:
            job.given_up(uow, error, *arguments)

    @contextmanager
    def _noted(self, workflow_id: str) -> Iterator[None]:
        with self._lock:
            self._running.add(workflow_id)
        try:
            yield
        finally:
            with self._lock:
                self._running.discard(workflow_id)


def _with_jitter(seconds: float) -> float:
    return seconds * random.uniform(1 - _JITTER, 1 + _JITTER)  # noqa: S311 — spreads retries, guards nothing
