"""A process that is a worker and nothing else: how it is told to stop, and how it ends."""

import os
import signal
import threading
from types import FrameType

from planroom.infra.jobs.catalogue import JobContext
from planroom.infra.jobs.slots import HEARTBEAT_SECONDS, LEASE_SECONDS
from planroom.infra.jobs.worker import Worker

FINISH_SECONDS = 15
"""How long running jobs may go on after the worker was told to stop; then they are left to another worker."""

EXIT_HURRIED = 1
"""Exit status of a worker that was told a second time and did not wait for its jobs."""

EXIT_SLOT_LOST = 75
"""Exit status of a worker that was silent for too long, so that its jobs were taken; it may be started again."""


def work_until_told(
    context: JobContext,
    *,
    lease_seconds: float = LEASE_SECONDS,
    heartbeat_seconds: float = HEARTBEAT_SECONDS,
    finish_seconds: int = FINISH_SECONDS,
) -> None:
    """Do jobs in this process until SIGTERM or SIGINT; a second signal ends it at once.

    Running jobs may finish for ``finish_seconds``. What is left over is taken up by another worker, or the next one.
    """
    stop = threading.Event()

    def heard(_number: int, _frame: FrameType | None) -> None:
        if stop.is_set():
            os._exit(EXIT_HURRIED)
        stop.set()

    signal.signal(signal.SIGTERM, heard)
    signal.signal(signal.SIGINT, heard)
    worker = Worker(
        context,
        slot_lost=lambda: os._exit(EXIT_SLOT_LOST),
        lease_seconds=lease_seconds,
        heartbeat_seconds=heartbeat_seconds,
    )
    if not worker.run(stop, finish_seconds=finish_seconds):
        # The threads of unfinished jobs would keep the process; their jobs are no longer ours.
        os._exit(0)
