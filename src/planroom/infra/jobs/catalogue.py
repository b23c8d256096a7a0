"""The names of all jobs. A name is stored with queued work, so it is never changed or reused."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from planroom.infra.jobs.context import JobContext

QUEUES = ("plans", "render", "webhooks")

Run = Callable[..., None]
AnyRun = TypeVar("AnyRun", bound=Run)


@dataclass(frozen=True, slots=True)
class Job:
    """A named piece of work and the queue it waits in."""

    name: str
    queue: str
    run: Run


_jobs: dict[str, Job] = {}


def job(name: str, *, queue: str) -> Callable[[AnyRun], AnyRun]:
    """Register ``run(context, *ids)`` under ``name``.

    The function must be safe to run twice: it re-reads its state by id and finds nothing left to do. Its arguments
    are ids and plain JSON values.
    """

    def register(run: AnyRun) -> AnyRun:
        if name in _jobs or queue not in QUEUES:
            message = f"job {name!r} is registered twice or names the unknown queue {queue!r}"
            raise ValueError(message)
        _jobs[name] = Job(name, queue, run)
        return run

    return register


def find_job(name: str) -> Job | None:
    """Find a job by its name."""
    return _jobs.get(name)


def all_jobs() -> tuple[Job, ...]:
    """List every registered job by name."""
    return tuple(_jobs[name] for name in sorted(_jobs))


__all__ = ["QUEUES", "Job", "JobContext", "all_jobs", "find_job", "job"]
