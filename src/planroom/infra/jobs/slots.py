"""Who is alive: every worker holds a slot with a lease. The engine itself does not know when a worker has died.

Beside the lease, which other machines go by, a worker keeps a file locked in the data folder. The operating system
lets go of the lock when the process ends, however it ends, so on the same machine a death is seen at once.

A slot is never taken twice. Were a new worker to get a dead one's name, its own jobs and those that are being rescued
could not be told apart, and one could run twice.
"""

import fcntl
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa

from planroom.infra.database.engine import from_now
from planroom.infra.database.unit_of_work import Database
from planroom.infra.jobs.models import worker_slots
from planroom.kit.ids import new_id

LEASE_SECONDS = 30.0
"""How long a worker may stay silent before its jobs are taken from it."""

HEARTBEAT_SECONDS = 5.0


class Slots:
    """The slots of one database, and the lock files of those workers that share ``folder``."""

    def __init__(self, database: Database, folder: Path, lease_seconds: float = LEASE_SECONDS) -> None:
        """Keep slots in ``database`` and lock files in ``folder``."""
        self._database = database
        self._folder = folder
        self._lease_seconds = lease_seconds

    @contextmanager
    def held(self) -> Iterator[str]:
        """Be a living worker for a while; gives the slot's id, which nobody had before."""
        slot_id = f"worker-{new_id()}"
        self._folder.mkdir(parents=True, exist_ok=True)
        self._sweep()
        with self._lock_path(slot_id).open("x") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            self._enter(slot_id)
            try:
                yield slot_id
            finally:
                self.release(slot_id)

    def renew(self, slot_id: str) -> bool:
        """Say that the worker lives; False when its lease ran out, after which its jobs may be running elsewhere."""
        with self._database.write() as uow:
            result = uow.connection.execute(
                sa.update(worker_slots)
                .where(worker_slots.c.id == slot_id, worker_slots.c.expires_at > from_now(uow.connection, 0))
                .values(expires_at=from_now(uow.connection, self._lease_seconds))
            )
        return result.rowcount == 1

    def release(self, slot_id: str) -> None:
        """Say that the worker is gone; its unfinished jobs are free at once."""
        with self._database.write() as uow:
            uow.connection.execute(sa.delete(worker_slots).where(worker_slots.c.id == slot_id))
        self._lock_path(slot_id).unlink(missing_ok=True)

    def living(self) -> frozenset[str]:
        """List the workers that are alive as far as one can know, and forget those that are not."""
        with self._database.read() as uow:
            alive = worker_slots.c.expires_at > from_now(uow.connection, 0)
            slots = uow.connection.execute(sa.select(worker_slots.c.id, alive)).all()
        living = {slot_id for slot_id, in_time in slots if in_time and not self._process_has_ended(slot_id)}
        for slot_id, _ in slots:
            if slot_id not in living:
                self.release(slot_id)
        return frozenset(living)

    def _enter(self, slot_id: str) -> None:
        with self._database.write() as uow:
            uow.connection.execute(
                sa.insert(worker_slots).values(
                    id=slot_id,
                    host=socket.gethostname(),
                    process_id=os.getpid(),
                    taken_at=from_now(uow.connection, 0),
                    expires_at=from_now(uow.connection, self._lease_seconds),
                )
            )

    def _process_has_ended(self, slot_id: str) -> bool:
        """Tell whether the worker is known to be dead; one on another machine has no file here."""
        try:
            with self._lock_path(slot_id).open() as lock:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except (FileNotFoundError, BlockingIOError):
            return False
        return True

    def _sweep(self) -> None:
        """Remove lock files of dead workers whose slots were released from another machine."""
        with self._database.read() as uow:
            known = set(uow.connection.scalars(sa.select(worker_slots.c.id)))
        for path in self._folder.glob("*.lock"):
            if path.stem not in known and self._process_has_ended(path.stem):
                path.unlink(missing_ok=True)

    def _lock_path(self, slot_id: str) -> Path:
        return self._folder / f"{slot_id}.lock"
