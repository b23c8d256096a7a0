"""What must work before the service can take orders and carry them out, and what to do when it does not."""

from collections.abc import Callable, Iterator
from threading import Lock
from time import monotonic
from typing import Literal

import msgspec
import sqlalchemy as sa
import structlog

from planroom.infra.http.parts import HttpParts
from planroom.infra.jobs.health import jobs_health
from planroom.migrations.run import describe

FRESH_SECONDS = 1.0
"""How long an answer is given again: anybody may ask, and asking writes a file."""

log = structlog.get_logger(__name__)


class Part(msgspec.Struct, frozen=True):
    """One part of the installation; ``advice`` says what to do when it does not work."""

    name: Literal["database", "migrations", "worker", "storage"]
    ok: bool
    advice: str | None = None


class Readiness(msgspec.Struct, frozen=True):
    """Whether every part works."""

    status: Literal["ok", "not_ready"]
    parts: list[Part]


class ReadinessProbe:
    """Looks at every part, at most once a second."""

    def __init__(self, parts: HttpParts, seconds: Callable[[], float] = monotonic) -> None:
        """Look at ``parts``; ``seconds`` tells the time."""
        self._parts = parts
        self._seconds = seconds
        self._lock = Lock()
        self._last: tuple[float, Readiness] | None = None
        self._schema_is_current = False

    def look(self) -> Readiness:
        """Give the state of every part."""
        with self._lock:
            now = self._seconds()
            if self._last is None or now - self._last[0] >= FRESH_SECONDS:
                self._last = (now, self._look_now())
            return self._last[1]

    def _look_now(self) -> Readiness:
        parts = [*self._database_parts(), self._storage()]
        return Readiness("ok" if all(part.ok for part in parts) else "not_ready", parts)

    def _database_parts(self) -> Iterator[Part]:
        try:
            with self._parts.database.read() as uow:
                uow.connection.execute(sa.text("SELECT 1"))
            yield Part("database", ok=True)
            migrations = self._migrations()
            yield migrations
            if migrations.ok:  # before, there may be no table to look into
                yield self._worker()
        except (sa.exc.SQLAlchemyError, OSError) as error:
            log.warning("readiness.database_failed", error=str(error))
            advice = "The database does not answer; see that it runs and that PLANROOM_DATABASE_URL is right."
            yield Part("database", ok=False, advice=advice)

    def _migrations(self) -> Part:
        if not self._schema_is_current:  # it stays so while this process lives
            state = describe(self._parts.database.engines)
            if not state.is_current:
                return Part("migrations", ok=False, advice=f"The schema is {state.summary}; run `planroom db upgrade`.")
            self._schema_is_current = True
        return Part("migrations", ok=True)

    def _worker(self) -> Part:
        with self._parts.database.read() as uow:
            alive = jobs_health(uow).workers
        if alive or self._parts.settings.workers == 0:
            return Part("worker", ok=True)
        return Part("worker", ok=False, advice="No worker is alive, so orders wait; start one with `planroom worker`.")

    def _storage(self) -> Part:
        try:
            self._parts.storage.check()
        except OSError as error:
            log.warning("readiness.storage_failed", error=str(error))
            advice = "Files cannot be written or read; see to the disk space and to PLANROOM_STORAGE_URL."
            return Part("storage", ok=False, advice=advice)
        return Part("storage", ok=True)
