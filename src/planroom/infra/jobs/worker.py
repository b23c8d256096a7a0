"""A worker: holds a slot, runs jobs, rescues those of dead workers, and goes cleanly when asked."""

import threading
import time
from collections.abc import Callable

import sqlalchemy as sa
import structlog

from planroom.infra.database.unit_of_work import Database
from planroom.infra.jobs.attempts import JobRunner
from planroom.infra.jobs.catalogue import JobContext
from planroom.infra.jobs.daily import DailyJobs
from planroom.infra.jobs.engine import DbosJobQueue
from planroom.infra.jobs.rescue import Rescuer
from planroom.infra.jobs.runtime import JobEngine
from planroom.infra.jobs.slots import HEARTBEAT_SECONDS, LEASE_SECONDS, Slots

log = structlog.get_logger(__name__)

_DATABASE_WAIT_SECONDS = 2.0


class Worker:
    """One worker of this process."""

    def __init__(
        self,
        context: JobContext,
        *,
        slot_lost: Callable[[], None],
        lease_seconds: float = LEASE_SECONDS,
        heartbeat_seconds: float = HEARTBEAT_SECONDS,
    ) -> None:
        """Prepare; ``slot_lost`` is called from another thread and must end the process at once."""
        self._context = context
        self._slots = Slots(context.database, context.settings.data / "workers", lease_seconds)
        self._slot_lost = slot_lost
        self._lease_seconds = lease_seconds
        self._heartbeat_seconds = heartbeat_seconds

    def run(self, stop: threading.Event, *, finish_seconds: int) -> bool:
        """Work until ``stop`` is set, then let running jobs finish; False when some were left to others.

        A worker that stopped with jobs running must end its process: they may be running elsewhere.
        """
        _wait_for_database(self._context.database, stop)
        if stop.is_set():
            return True
        with self._slots.held() as slot_id, structlog.contextvars.bound_contextvars(worker=slot_id):
            gone = threading.Event()
            heartbeat = threading.Thread(target=self._keep, args=(slot_id, gone), name="heartbeat", daemon=True)
            heartbeat.start()
            try:
                return self._work(slot_id, stop, finish_seconds)
            finally:
                gone.set()
                heartbeat.join()

    def _work(self, slot_id: str, stop: threading.Event, finish_seconds: int) -> bool:
        database = self._context.database
        runner = JobRunner(self._context, DbosJobQueue(database.engines))
        engine = JobEngine(database.engines, runner, slot_id)
        rescuer = Rescuer(database, self._slots, runner, slot_id)
        daily = DailyJobs(database)
        engine.start()
        log.info("worker.started")
        while not stop.is_set():
            _look_around(rescuer, daily)
            stop.wait(self._heartbeat_seconds)
        log.info("worker.stopping", running=len(runner.running))
        finished = engine.stop(finish_seconds)
        log.info("worker.stopped", finished=finished)
        return finished

    def _keep(self, slot_id: str, gone: threading.Event) -> None:
        """Renew the slot now and then; when it is lost, end the process: its jobs may be running elsewhere."""
        renewed = time.monotonic()
        while not gone.wait(self._heartbeat_seconds):
            asked = time.monotonic()
            try:
                held = self._slots.renew(slot_id)
            except Exception as error:  # noqa: BLE001 — whatever it is, the lease runs on
                log.warning("worker.heartbeat_failed", worker=slot_id, error=repr(error))
                held = asked - renewed < self._lease_seconds
            else:
                renewed = asked
            if not held:
                log.error("worker.slot_lost", worker=slot_id)
                self._slot_lost()
                return


def _wait_for_database(database: Database, stop: threading.Event) -> None:
    """Have patience while the database is away: a worker that died instead would be started again only so often."""
    while not stop.is_set():
        try:
            with database.read() as uow:
                uow.connection.execute(sa.select(1))
        except sa.exc.OperationalError as error:
            log.warning("worker.database_away", error=str(error.orig).strip())
            stop.wait(_DATABASE_WAIT_SECONDS)
        else:
            return


def _look_around(rescuer: Rescuer, daily: DailyJobs) -> None:
    try:
        rescuer.look()
        daily.look()
    except Exception:
        # The database may be away for a while; the heartbeat decides when that is too long.
        log.exception("worker.look_around_failed")
