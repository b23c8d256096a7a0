"""The names of all jobs. A name is stored with queued work, so it is never changed or reused."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from planroom.infra.jobs.context import JobContext

Run = Callable[..., None]
GivenUp = Callable[..., None]
AnyRun = TypeVar("AnyRun", bound=Run)

RETRY_DELAYS_SECONDS = (2.0, 15.0, 60.0, 300.0)
"""How long a job that failed unexpectedly waits before each further attempt; then it is given up."""


@dataclass(frozen=True, slots=True)
class Queue:
    """Where jobs wait. ``at_once`` is how many of them one worker runs side by side.

    In a partitioned queue every job names its partition, of which one job at a time runs, over all workers.
    """

    name: str
    at_once: int
    partitioned: bool = False


QUEUES = {
    queue.name: queue
    for queue in (
        # Fetching mostly waits for the other side, holding a file at most. A company whose sources hang holds up itself
        # alone.
        Queue("fetches", at_once=8, partitioned=True),
        # Images that explain a change: fetched alike, but not in the way of sources, for which orders wait.
        Queue("images", at_once=4, partitioned=True),
        # Drafting and drawing keep a core busy each; more workers, not more at once, is what helps.
        Queue("plans", at_once=1),
        Queue("render", at_once=1),
        Queue("mails", at_once=4),
        # What nobody waits for: sweeping, exporting, erasing, keeping times.
        Queue("upkeep", at_once=2),
        # Calls mostly wait for the other side. A receiver that hangs holds up itself alone.
        Queue("webhooks", at_once=32, partitioned=True),
    )
}


@dataclass(frozen=True, slots=True)
class Job:
    """A named piece of work, the queue it waits in, and who is told when it is given up.

    A ``daily`` job is queued by the workers themselves, with the day in ISO 8601 as its one argument.
    """

    name: str
    queue: str
    run: Run
    given_up: GivenUp | None = None
    daily: bool = False


class UnknownJob(LookupError):
    """A job name that nothing is registered for; the engine would keep such work pending for ever."""


_jobs: dict[str, Job] = {}


def job(name: str, *, queue: str, given_up: GivenUp | None = None, daily: bool = False) -> Callable[[AnyRun], AnyRun]:
    """Register ``run(context, *ids)`` under ``name``.

    The function must be safe to run twice: it re-reads its state by id and finds nothing left to do. Its arguments
    are ids and plain JSON values. What it expects to go wrong it deals with itself; an exception that leaves it is a
    fault of ours or of the machine, and the job is tried again after RETRY_DELAYS_SECONDS. After the last attempt
    ``given_up(uow, error, *ids)`` is called in the transaction that records the failure, to tell those who wait.
    A ``daily`` job needs nobody to queue it.
    """

    def register(run: AnyRun) -> AnyRun:
        if name in _jobs or queue not in QUEUES:
            message = f"job {name!r} is registered twice or names the unknown queue {queue!r}"
            raise ValueError(message)
        _jobs[name] = Job(name, queue, run, given_up, daily)
        return run

    return register


def find_job(name: str) -> Job | None:
    """Find a job by its name."""
    return _jobs.get(name)


def get_job(name: str) -> Job:
    """Get a job by its name; UnknownJob when there is none."""
    if (found := _jobs.get(name)) is None:
        message = f"no job is called {name!r}; known are {', '.join(sorted(_jobs)) or 'none'}"
        raise UnknownJob(message)
    return found


def all_jobs() -> tuple[Job, ...]:
    """List every registered job by name."""
    return tuple(_jobs[name] for name in sorted(_jobs))


__all__ = ["QUEUES", "Job", "JobContext", "Queue", "UnknownJob", "all_jobs", "find_job", "get_job", "job"]
