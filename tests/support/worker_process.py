"""A worker process for tests: the real worker with the jobs of tests. Arguments: database URL, data folder, lease."""

import sys
from pathlib import Path

import structlog
from tests.support.jobs import make_database, make_job_context, testing_jobs

from planroom.infra.database.engine import open_engines
from planroom.infra.jobs.process import work_until_told


def main() -> None:
    """Work until SIGTERM."""
    url, data, lease_seconds = sys.argv[1:]
    structlog.configure(logger_factory=structlog.PrintLoggerFactory(sys.stderr))
    context = make_job_context(make_database(open_engines(url)), Path(data))
    lease = float(lease_seconds)
    with testing_jobs():
        work_until_told(context, lease_seconds=lease, heartbeat_seconds=lease / 5, finish_seconds=3)


if __name__ == "__main__":
    main()
