"""The job engine (DBOS) as those see it who queue: jobs go into its tables in the caller's own transaction."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from dbos import DBOSClient, EnqueueOptions, WorkflowSerializationFormat

from planroom.infra.database.engine import Engines
from planroom.infra.jobs.catalogue import QUEUES, Job, get_job
from planroom.infra.jobs.engine_tables import SCHEMA
from planroom.kit.ids import new_id

APPLICATION = "planroom"
APPLICATION_VERSION = "1"
"""A constant for ever: the engine never starts work that was stored under another version."""

_PLAIN = (str, int, float, bool, type(None))


@dataclass(frozen=True, slots=True)
class Attempt:
    """Which attempt of a job this is: ``number`` counts from 1, ``id`` is that of the first."""

    id: str
    number: int
    partition: str | None


def open_client(engines: Engines) -> DBOSClient:
    """Speak to the engine's tables; nothing is connected until the first question."""
    return DBOSClient(
        system_database_engine=engines.writer,
        dbos_system_schema=SCHEMA,
        application_name=APPLICATION,
        lazy=True,
        retry_connection_errors=False,
    )


class DbosJobQueue:
    """The queue of :class:`planroom.infra.database.unit_of_work.JobQueue`, kept by the job engine."""

    def __init__(self, engines: Engines) -> None:
        """Queue in the database of ``engines``."""
        self._client = open_client(engines)

    def enqueue(
        self,
        connection: sa.Connection,
        name: str,
        arguments: Sequence[object],
        *,
        key: str | None,
        delay_seconds: float | None,
        partition: str | None,
    ) -> None:
        """Queue ``name``; with a ``key`` that was used before, nothing happens, even when that job is done.

        Raises UnknownJob when no job has this name, ValueError when the queue wants a partition and there is none or
        the other way round, TypeError for an argument that is no plain JSON value.
        """
        job = get_job(name)
        _check(job, arguments, partition)
        workflow_id = f"{name}:{new_id() if key is None else key}"
        self._put(connection, job, arguments, workflow_id, delay_seconds, Attempt(workflow_id, 1, partition))

    def enqueue_again(
        self, connection: sa.Connection, job: Job, arguments: Sequence[object], last: Attempt, delay_seconds: float
    ) -> None:
        """Queue the attempt after ``last``; harmless when it is queued already."""
        following = Attempt(last.id, last.number + 1, last.partition)
        self._put(connection, job, arguments, f"{last.id}#{following.number}", delay_seconds, following)

    def _put(
        self,
        connection: sa.Connection,
        job: Job,
        arguments: Sequence[object],
        workflow_id: str,
        delay_seconds: float | None,
        attempt: Attempt,
    ) -> None:
        options: EnqueueOptions = {
            "workflow_name": job.name,
            "queue_name": job.queue,
            "workflow_id": workflow_id,
            "app_version": APPLICATION_VERSION,
            # The default is pickle, which would let whoever can write to the table run code in our workers.
            "serialization_type": WorkflowSerializationFormat.PORTABLE,
        }
        if delay_seconds is not None and delay_seconds > 0:
            options["delay_seconds"] = delay_seconds
        if attempt.partition is not None:
            options["queue_partition_key"] = attempt.partition
        self._client.enqueue_in_transaction(connection, options, *arguments, **_named(attempt))


def _named(attempt: Attempt) -> dict[str, Any]:
    return {"attempt_id": attempt.id, "attempt_number": attempt.number, "partition": attempt.partition}


def _check(job: Job, arguments: Sequence[object], partition: str | None) -> None:
    if QUEUES[job.queue].partitioned != (partition is not None):
        wanted = "needs a partition" if partition is None else "has no partitions"
        message = f"job {job.name!r} waits in the queue {job.queue!r}, which {wanted}"
        raise ValueError(message)
    for argument in arguments:
        if not isinstance(argument, _PLAIN):
            message = f"job {job.name!r} takes ids as text and plain values, not {type(argument).__name__}"
            raise TypeError(message)
