"""How the queues are doing: what waits, what runs, and for how long the oldest due job has waited."""

from dataclasses import dataclass

import sqlalchemy as sa

from planroom.infra.database.engine import from_now
from planroom.infra.database.unit_of_work import UnitOfWork
from planroom.infra.jobs.catalogue import QUEUES
from planroom.infra.jobs.engine_tables import in_states, workflows
from planroom.infra.jobs.models import worker_slots

# As the engine's indexes are divided.
_UNFINISHED = (("ENQUEUED", "PENDING"), ("DELAYED",))
_GIVEN_UP = ("ERROR", "CANCELLED", "MAX_RECOVERY_ATTEMPTS_EXCEEDED")


@dataclass(frozen=True, slots=True)
class QueueHealth:
    """One queue: jobs that are due and wait, that run, and that are due later."""

    queue: str
    waiting: int
    running: int
    delayed: int
    oldest_due_seconds: float


@dataclass(frozen=True, slots=True)
class JobsHealth:
    """All queues, the number of living workers, and the jobs that were given up since the database was made."""

    queues: tuple[QueueHealth, ...]
    workers: int
    given_up: int

    @property
    def oldest_due_seconds(self) -> float:
        """How long the job that has been due longest has waited; 0 when none waits."""
        return max((queue.oldest_due_seconds for queue in self.queues), default=0.0)

    @property
    def unfinished(self) -> int:
        """How many jobs are due or running."""
        return sum(queue.waiting + queue.running for queue in self.queues)


def jobs_health(uow: UnitOfWork) -> JobsHealth:
    """Look at the queues, in a few short queries that do not grow with the jobs that are done."""
    table = workflows(uow.connection)
    found: dict[str, dict[str, tuple[int, float]]] = {name: {} for name in QUEUES}
    now_ms = uow.now().timestamp() * 1000
    for states in _UNFINISHED:
        for name, status, count, oldest_ms in uow.connection.execute(_figures(table, states)):
            found.setdefault(name, {})[status] = (count, max(0.0, (now_ms - oldest_ms) / 1000))
    return JobsHealth(
        tuple(_queue_health(name, figures) for name, figures in found.items()),
        workers=_count(uow, worker_slots, worker_slots.c.expires_at > from_now(uow.connection, 0)),
        given_up=_count(uow, table, in_states(*_GIVEN_UP)),
    )


def _figures(table: sa.TableClause, states: tuple[str, ...]) -> sa.Select[str, str, int, int]:
    due_at = sa.func.coalesce(table.c.delay_until_epoch_ms, table.c.created_at)
    return (
        sa.select(table.c.queue_name, table.c.status, sa.func.count(), sa.func.min(due_at))
        .where(in_states(*states))
        .group_by(table.c.queue_name, table.c.status)
    )


def _queue_health(name: str, figures: dict[str, tuple[int, float]]) -> QueueHealth:
    nothing = (0, 0.0)
    waiting, oldest_due_seconds = figures.get("ENQUEUED", nothing)
    running, _ = figures.get("PENDING", nothing)
    delayed, _ = figures.get("DELAYED", nothing)
    return QueueHealth(name, waiting, running, delayed, oldest_due_seconds)


def _count(uow: UnitOfWork, table: sa.FromClause, condition: sa.ColumnElement[bool] | sa.TextClause) -> int:
    return uow.connection.scalar(sa.select(sa.func.count()).select_from(table).where(condition)) or 0
