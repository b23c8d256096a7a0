"""The job engine (DBOS) as a worker runs it: one generic workflow for each job of the catalogue."""

import logging
from typing import Any

from dbos import DBOS, DBOSConfig

from planroom.infra.database.engine import Engines
from planroom.infra.jobs.attempts import JobRunner
from planroom.infra.jobs.catalogue import QUEUES, Job, all_jobs
from planroom.infra.jobs.engine import APPLICATION, APPLICATION_VERSION, Attempt, open_client
from planroom.infra.jobs.engine_tables import SCHEMA

POLLING_SECONDS = 0.1
"""How often a worker looks for new jobs: the longest that a job waits for a worker with nothing to do."""


class JobEngine:
    """The engine inside this process. There can be one at a time: the engine keeps itself in global variables."""

    def __init__(
        self, engines: Engines, runner: JobRunner, executor_id: str, *, polling_seconds: float = POLLING_SECONDS
    ) -> None:
        """Prepare to run jobs as ``executor_id``, which no process had before and none will have after this one."""
        self._engines = engines
        self._runner = runner
        self._executor_id = executor_id
        self._polling_seconds = polling_seconds

    def start(self) -> None:
        """Start to take jobs. Raises when the engine's tables are not those of this release."""
        self._register_queues()
        if not (logger := logging.getLogger("dbos")).handlers:
            # Without any, the engine would write to standard error in its own way, past our logging.
            logger.addHandler(logging.NullHandler())
        DBOS(config=self._config())
        for job in all_jobs():
            _register(job, self._runner)
        DBOS.launch()

    def stop(self, finish_seconds: int) -> bool:
        """Take no more jobs, let the running ones finish for ``finish_seconds``; tell whether all did."""
        DBOS.destroy(destroy_registry=True, workflow_completion_timeout_sec=finish_seconds)
        return not self._runner.running

    def _register_queues(self) -> None:
        client = open_client(self._engines)
        for queue in QUEUES.values():
            client.register_queue(
                queue.name,
                worker_concurrency=queue.at_once,
                partition_concurrency=1 if queue.partitioned else None,
                polling_interval_sec=self._polling_seconds,
            )

    def _config(self) -> DBOSConfig:
        return {
            "name": APPLICATION,
            "application_version": APPLICATION_VERSION,
            "executor_id": self._executor_id,
            "system_database_url": self._engines.writer.url.render_as_string(hide_password=False),
            "dbos_system_schema": SCHEMA,
            "run_migrations": False,
            "sys_db_pool_size": 10,
            "enable_otlp": False,
            "log_level": "WARNING",
        }


def _register(job: Job, runner: JobRunner) -> None:
    # No dead letters: how often a job may kill its worker is for `rescue` to count, which tells those who wait.
    @DBOS.workflow(name=job.name, max_recovery_attempts=None)
    def run(*arguments: Any, attempt_id: str, attempt_number: int, partition: str | None) -> str:  # noqa: ANN401 — any plain JSON value
        workflow_id = DBOS.workflow_id or attempt_id
        return runner.run(job, workflow_id, arguments, Attempt(attempt_id, attempt_number, partition))
