"""A worker process for tests: the real worker with the jobs of tests. Arguments: database URL, data folder, lease."""

import os
import signal
import sys
import threading
from pathlib import Path

import structlog
from tests.support.jobs import make_database, make_job_context, testing_jobs

from planroom.infra.database.engine import open_engines
from planroom.infra.jobs.worker import EXIT_SLOT_LOST, Worker


def main() -> None:
    """Work until SIGTERM."""
    url, data, lease_seconds = sys.argv[1:]
    stop = threading.Event()
    signal.signal(signal.SIGTERM, lambda _number, _frame: stop.set())
    structlog.configure(logger_factory=structlog.PrintLoggerFactory(sys.stderr))
    database = make_database(open_engines(url))
    lease = float(lease_seconds)
    worker = Worker(
        make_job_context(database, Path(data)),
        slot_lost=lambda: os._exit(EXIT_SLOT_LOST),
        lease_seconds=lease,
        heartbeat_seconds=lease / 5,
    )
    with testing_jobs():
        worker.run(stop)


if __name__ == "__main__":
    main()
