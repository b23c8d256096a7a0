"""Real worker processes: what they share, what happens when they die, and how they go."""

import signal
from collections import Counter

import pytest
from tests.support.jobs import WorkerProcesses, noted, open_gate, wait_until

from planroom.infra.database.unit_of_work import Database
from planroom.infra.jobs.health import JobsHealth, jobs_health
from planroom.infra.jobs.process import EXIT_HURRIED, EXIT_SLOT_LOST
from planroom.infra.jobs.queue import enqueue
from planroom.infra.jobs.rescue import STARTS_ALLOWED

# Processes are started one after the other, on machines that may have much else to do.
pytestmark = pytest.mark.timeout(400)


def _health(database: Database) -> JobsHealth:
    with database.read() as uow:
        return jobs_health(uow)


def _enqueue(database: Database, name: str, *arguments: str, partition: str | None = None) -> None:
    with database.write() as uow:
        enqueue(uow, name, *arguments, partition=partition)


def test_eight_workers_run_every_job_once(database: Database, workers: WorkerProcesses) -> None:
    labels = [f"job {number}" for number in range(200)]
    for _ in range(8):
        workers.start()
    wait_until(lambda: _health(database).workers == 8)
    for label in labels:
        _enqueue(database, "testing.note", label)
    wait_until(lambda: _health(database).unfinished == 0)
    assert Counter(label for label, _ in noted(database)) == Counter(labels)
    assert len({process_id for _, process_id in noted(database)}) > 1


def test_whichever_worker_is_killed_whenever_every_job_gets_done(database: Database, workers: WorkerProcesses) -> None:
    labels = [f"job {number}" for number in range(120)]
    alive = [workers.start() for _ in range(4)]
    for label in labels:
        _enqueue(database, "testing.note", label)
    for kills in range(6):
        wait_until(lambda: len(noted(database)) > 15 * kills)  # noqa: B023 — called before the next round
        alive.pop(0).kill()
        alive.append(workers.start())
    wait_until(lambda: _health(database).unfinished == 0)
    assert {label for label, _ in noted(database)} == set(labels)
    assert _health(database).given_up == 0


def test_the_job_of_a_killed_worker_is_finished_by_another(database: Database, workers: WorkerProcesses) -> None:
    first = workers.start()
    _enqueue(database, "testing.gated", "job", "gate")
    wait_until(lambda: bool(noted(database, "began")))
    second = workers.start()
    wait_until(lambda: _health(database).workers == 2)
    first.kill()
    first.wait()
    open_gate(database, "gate")
    wait_until(lambda: bool(noted(database, "done")))
    assert noted(database, "began") == [("job", first.pid), ("job", second.pid)]
    assert noted(database, "done") == [("job", second.pid)]


def test_the_job_of_a_killed_worker_is_finished_by_the_one_started_next(
    database: Database, workers: WorkerProcesses
) -> None:
    first = workers.start()
    _enqueue(database, "testing.gated", "job", "gate")
    wait_until(lambda: bool(noted(database, "began")))
    first.kill()
    first.wait()
    open_gate(database, "gate")
    second = workers.start()
    wait_until(lambda: bool(noted(database, "done")))
    assert noted(database, "done") == [("job", second.pid)]


def test_the_job_of_a_worker_that_died_on_another_machine_is_finished_here(
    database: Database, workers: WorkerProcesses, far_short_leased_workers: WorkerProcesses
) -> None:
    far = far_short_leased_workers.start()
    _enqueue(database, "testing.gated", "job", "gate")
    wait_until(lambda: bool(noted(database, "began")))
    far.kill()
    far.wait()
    open_gate(database, "gate")
    near = workers.start()
    wait_until(lambda: bool(noted(database, "done")))
    assert noted(database, "done") == [("job", near.pid)]


def test_a_worker_that_was_paused_too_long_ends_itself_and_its_job_is_done_elsewhere(
    database: Database, workers: WorkerProcesses, far_short_leased_workers: WorkerProcesses
) -> None:
    paused = far_short_leased_workers.start()
    _enqueue(database, "testing.gated", "job", "gate")
    wait_until(lambda: bool(noted(database, "began")))
    paused.send_signal(signal.SIGSTOP)
    near = workers.start()
    wait_until(lambda: len(noted(database, "began")) == 2)
    paused.send_signal(signal.SIGCONT)
    assert paused.wait(timeout=60) == EXIT_SLOT_LOST
    open_gate(database, "gate")
    wait_until(lambda: bool(noted(database, "done")))
    assert noted(database, "done") == [("job", near.pid)]


def test_a_job_is_not_taken_from_a_worker_that_lives(
    database: Database, workers: WorkerProcesses, far_workers: WorkerProcesses
) -> None:
    first = far_workers.start()
    _enqueue(database, "testing.gated", "job", "gate")
    wait_until(lambda: bool(noted(database, "began")))
    second = workers.start()
    wait_until(lambda: _health(database).workers == 2)
    # The second worker looks around when it starts; by then it has done something, it has looked.
    _enqueue(database, "testing.note", "looked")
    wait_until(lambda: bool(noted(database, "done")))
    assert noted(database, "done") == [("looked", second.pid)]
    open_gate(database, "gate")
    wait_until(lambda: len(noted(database, "done")) == 2)
    assert noted(database, "began") == [("job", first.pid)]


def test_a_worker_that_is_asked_to_stop_finishes_its_job_and_leaves_its_slot(
    database: Database, workers: WorkerProcesses
) -> None:
    worker = workers.start()
    _enqueue(database, "testing.gated", "job", "gate")
    wait_until(lambda: bool(noted(database, "began")))
    worker.terminate()
    open_gate(database, "gate")
    assert worker.wait(timeout=60) == 0
    assert noted(database, "done") == [("job", worker.pid)]
    health = _health(database)
    assert (health.unfinished, health.workers) == (0, 0)


def test_a_worker_that_is_asked_to_stop_does_not_wait_for_ever_and_leaves_its_job_to_another(
    database: Database, workers: WorkerProcesses
) -> None:
    worker = workers.start()
    _enqueue(database, "testing.gated", "job", "gate")
    wait_until(lambda: bool(noted(database, "began")))
    worker.terminate()
    assert worker.wait(timeout=60) == 0
    open_gate(database, "gate")
    following = workers.start()
    wait_until(lambda: bool(noted(database, "done")))
    assert noted(database, "done") == [("job", following.pid)]


def test_a_worker_that_is_asked_twice_ends_at_once(database: Database, workers: WorkerProcesses) -> None:
    worker = workers.start()
    _enqueue(database, "testing.gated", "job", "gate")
    wait_until(lambda: bool(noted(database, "began")))
    worker.send_signal(signal.SIGINT)
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(timeout=60) == EXIT_HURRIED


def test_a_job_that_kills_every_worker_is_given_up(database: Database, workers: WorkerProcesses) -> None:
    _enqueue(database, "testing.die", "poison")
    for _ in range(STARTS_ALLOWED):
        workers.start().wait(timeout=60)
    workers.start()
    wait_until(lambda: _health(database).given_up == 1)
    assert len(noted(database, "died")) == STARTS_ALLOWED
    assert len(noted(database, "given up: WorkerDied")) == 1


def test_a_job_that_waits_holds_up_its_own_partition_alone(database: Database, workers: WorkerProcesses) -> None:
    for _ in range(2):
        workers.start()
    _enqueue(database, "testing.gated_call", "hanging 1", "never", partition="hanging")
    wait_until(lambda: bool(noted(database, "began")))
    _enqueue(database, "testing.gated_call", "hanging 2", "never", partition="hanging")
    open_gate(database, "open")
    for number in range(5):
        _enqueue(database, "testing.gated_call", f"quick {number}", "open", partition="quick")
    wait_until(lambda: len(noted(database, "done")) == 5)
    assert [label for label, _ in noted(database, "began") if label.startswith("hanging")] == ["hanging 1"]
    open_gate(database, "never")
    wait_until(lambda: len(noted(database, "done")) == 7)


def test_a_delayed_job_holds_no_place_in_its_queue(database: Database, workers: WorkerProcesses) -> None:
    with database.write() as uow:
        enqueue(uow, "testing.note", "later", delay_seconds=3600)
    _enqueue(database, "testing.note", "now")
    workers.start()
    wait_until(lambda: bool(noted(database)))
    assert [label for label, _ in noted(database)] == ["now"]


def test_a_delayed_job_runs_when_it_is_due(database: Database, workers: WorkerProcesses) -> None:
    with database.write() as uow:
        enqueue(uow, "testing.note", "soon", delay_seconds=0.5)
    workers.start()
    wait_until(lambda: bool(noted(database)))
    assert [label for label, _ in noted(database)] == ["soon"]
