"""The worker role: one process that does jobs. ``serve`` and ``worker`` start it by its name and restart it."""

import os
import signal
import threading
from types import FrameType

from planroom.bootstrap import build
from planroom.infra.jobs.worker import EXIT_SLOT_LOST, Worker
from planroom.infra.logging import configure_logging
from planroom.infra.settings import Settings, read_settings


def run_worker(settings: Settings) -> None:
    """Do jobs in this process until SIGTERM or SIGINT.

    Running jobs may finish then; a second signal ends the process at once. What is left over is taken up by the other
    workers, or by the next one.
    """
    configure_logging(settings)
    stop = threading.Event()
    _stop_on_signals(stop)
    planroom = build(settings)
    worker = Worker(planroom.job_context(), slot_lost=lambda: os._exit(EXIT_SLOT_LOST))
    finished = worker.run(stop)
    planroom.close()
    if not finished:
        # The threads of unfinished jobs would keep the process; their jobs are no longer ours.
        os._exit(0)


def _stop_on_signals(stop: threading.Event) -> None:
    def heard(_number: int, _frame: FrameType | None) -> None:
        if stop.is_set():
            os._exit(1)
        stop.set()

    signal.signal(signal.SIGTERM, heard)
    signal.signal(signal.SIGINT, heard)


if __name__ == "__main__":
    run_worker(read_settings())
