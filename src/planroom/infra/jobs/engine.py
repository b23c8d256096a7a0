"""The job engine (DBOS) behind our words. Only infra/jobs knows it."""

from collections.abc import Sequence
from uuid import uuid4

import sqlalchemy as sa
from dbos import DBOSClient, EnqueueOptions, WorkflowSerializationFormat

from planroom.infra.database.engine import Engines
from planroom.infra.jobs.catalogue import find_job

APPLICATION = "planroom"
APPLICATION_VERSION = "1"
"""A constant for ever: the engine never starts work that was stored under another version."""


class UnknownJob(LookupError):
    """A job name that nothing is registered for; the engine would keep such work pending for ever."""


class DbosJobQueue:
    """Puts jobs into the caller's own transaction."""

    def __init__(self, engines: Engines) -> None:
        """Speak to the engine's tables in the database of ``engines``."""
        self._client = DBOSClient(
            system_database_engine=engines.writer,
            lazy=True,
            retry_connection_errors=False,
            application_name=APPLICATION,
        )

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

        Raises UnknownJob when no job has this name.
        """
        job = find_job(name)
        if job is None:
            message = f"no job is called {name!r}"
            raise UnknownJob(message)
        options: EnqueueOptions = {
            "workflow_name": name,
            "queue_name": job.queue,
            "workflow_id": f"{name}:{key if key is not None else uuid4()}",
            "app_version": APPLICATION_VERSION,
            "serialization_type": WorkflowSerializationFormat.PORTABLE,
        }
        if delay_seconds is not None:
            options["delay_seconds"] = delay_seconds
        if partition is not None:
            options["queue_partition_key"] = partition
        self._client.enqueue_in_transaction(connection, options, *arguments)
