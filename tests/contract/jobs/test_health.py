"""What an operator is told about the queues."""

import sqlalchemy as sa
from tests.support.jobs import make_database, wait_until

from planroom.infra.database.engine import open_engines
from planroom.infra.database.unit_of_work import Database
from planroom.infra.jobs.health import JobsHealth, jobs_health
from planroom.infra.jobs.queue import enqueue


def _health(database: Database) -> JobsHealth:
    with database.read() as uow:
        return jobs_health(uow)


def test_empty_queues_are_listed_as_empty(database: Database) -> None:
    health = _health(database)
    waiting = [(queue.queue, queue.waiting) for queue in health.queues]
    names = ("fetches", "images", "plans", "render", "mails", "upkeep", "webhooks")
    assert waiting == [(name, 0) for name in names]
    assert (health.oldest_due_seconds, health.unfinished, health.workers, health.given_up) == (0, 0, 0, 0)


def test_jobs_are_counted_where_they_wait(database: Database) -> None:
    with database.write() as uow:
        enqueue(uow, "testing.note", "a")
        enqueue(uow, "testing.note", "b")
        enqueue(uow, "testing.fail", "c", delay_seconds=60)
    counted = {queue.queue: (queue.waiting, queue.delayed) for queue in _health(database).queues}
    assert {name: figures for name, figures in counted.items() if any(figures)} == {"plans": (2, 0), "render": (0, 1)}


def test_the_age_of_the_oldest_due_job_grows(database: Database) -> None:
    with database.write() as uow:
        enqueue(uow, "testing.note", "a")
    wait_until(lambda: _health(database).oldest_due_seconds > 0.1)


def test_a_job_that_is_due_later_is_not_old(database: Database) -> None:
    with database.write() as uow:
        enqueue(uow, "testing.note", "a", delay_seconds=3600)
    assert _health(database).oldest_due_seconds == 0


def test_looking_at_the_queues_does_not_go_through_the_jobs_that_are_done(sqlite_url: str) -> None:
    engines = open_engines(sqlite_url)
    asked: list[str] = []
    sa.event.listen(engines.reader, "before_cursor_execute", lambda *event: asked.append(event[2]))
    _health(make_database(engines))
    about_jobs = [statement for statement in asked if "workflow_status" in statement]
    with engines.reader.connect() as connection:
        plans = [connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}").all() for statement in about_jobs]
    engines.dispose()
    assert [str(plan[0]) for plan in plans if "INDEX idx_workflow_status" not in str(plan[0])] == []
    assert len(plans) == 3
