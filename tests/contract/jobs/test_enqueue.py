"""What queueing promises: in the caller's transaction, once for a key, and nothing that cannot run."""

import contextlib
from uuid import uuid4

import pytest
import sqlalchemy as sa
from tests.support.jobs import noted

from planroom.infra.database.unit_of_work import Database
from planroom.infra.jobs.catalogue import JobContext, UnknownJob, job
from planroom.infra.jobs.draining import drain
from planroom.infra.jobs.health import jobs_health
from planroom.infra.jobs.queue import enqueue


class Refused(Exception):
    """Why the caller's transaction is rolled back."""


def test_a_job_whose_transaction_was_rolled_back_never_runs(database: Database, job_context: JobContext) -> None:
    with contextlib.suppress(Refused), database.write() as uow:
        enqueue(uow, "testing.note", "rolled back")
        raise Refused
    with database.write() as uow:
        enqueue(uow, "testing.note", "committed")
    drain(job_context)
    assert [label for label, _ in noted(database)] == ["committed"]


def test_a_job_is_not_queued_before_its_transaction_commits(database: Database) -> None:
    with database.write() as uow:
        enqueue(uow, "testing.note", "waiting")
        with database.read() as other:
            assert jobs_health(other).unfinished == 0
    with database.read() as other:
        assert jobs_health(other).unfinished == 1


def test_a_name_that_no_job_has_is_refused(database: Database) -> None:
    with pytest.raises(UnknownJob, match=r"testing\.nobody"), database.write() as uow:
        enqueue(uow, "testing.nobody", "x")


def test_a_repeated_key_runs_once(database: Database, job_context: JobContext) -> None:
    for _ in range(2):
        with database.write() as uow:
            enqueue(uow, "testing.note", "once", key="a")
            enqueue(uow, "testing.note", "once", key="a")
    drain(job_context)
    assert len(noted(database)) == 1


def test_a_key_is_used_up_even_when_its_job_is_done(database: Database, job_context: JobContext) -> None:
    for _ in range(2):
        with database.write() as uow:
            enqueue(uow, "testing.note", "once", key="a")
        drain(job_context)
    assert len(noted(database)) == 1


def test_jobs_of_different_names_do_not_share_keys(database: Database, job_context: JobContext) -> None:
    with database.write() as uow:
        enqueue(uow, "testing.note", "note", key="a")
        enqueue(uow, "testing.fail", "fail", key="a")
    drain(job_context, failures_allowed=True)
    assert sorted(label for label, _ in noted(database)) == ["fail", "note"]


def test_an_argument_that_is_no_plain_value_is_refused(database: Database) -> None:
    with pytest.raises(TypeError, match="UUID"), database.write() as uow:
        enqueue(uow, "testing.note", uuid4())  # type: ignore[arg-type]  # the type checker would say so as well


@pytest.mark.parametrize(("name", "partition"), [("testing.gated_call", None), ("testing.gated", "receiver")])
def test_a_partition_is_named_where_the_queue_has_them_and_only_there(
    database: Database, name: str, partition: str | None
) -> None:
    with pytest.raises(ValueError, match="partition"), database.write() as uow:
        enqueue(uow, name, "label", "gate", partition=partition)


def test_a_name_is_registered_once() -> None:
    with pytest.raises(ValueError, match=r"testing\.note"):
        job("testing.note", queue="plans")(lambda _context: None)


def test_a_queue_must_be_one_of_ours() -> None:
    with pytest.raises(ValueError, match="mail"):
        job("testing.other", queue="mail")(lambda _context: None)


def test_queueing_adds_two_statements(database: Database) -> None:
    with database.write() as uow:
        statements: list[str] = []
        sa.event.listen(uow.connection, "before_cursor_execute", lambda *args: statements.append(args[2]))
        enqueue(uow, "testing.note", "x")
    assert len(statements) == 2
