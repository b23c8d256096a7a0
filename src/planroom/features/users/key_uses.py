"""When each API key was used last, gathered in this process, so that a request that only reads writes nothing."""

from datetime import datetime
from threading import Lock
from uuid import UUID

from planroom.features.users.repository import keys
from planroom.infra.database.unit_of_work import Database

WRITE_EVERY_SECONDS = 60
MAX_KEYS = 20_000
"""How many keys are remembered until they are written; the use of one more is not noted."""


class KeyUses:
    """What the process knows and the database does not know yet. Safe to use from several threads."""

    def __init__(self) -> None:
        """Know nothing."""
        self._lock = Lock()
        self._unwritten: dict[tuple[UUID, UUID], datetime] = {}

    def note(self, company_id: UUID, key_id: UUID, used_at: datetime) -> None:
        """Remember that a company's key was used just now."""
        used = (company_id, key_id)
        with self._lock:
            if used in self._unwritten or len(self._unwritten) < MAX_KEYS:
                self._unwritten[used] = used_at

    def write(self, database: Database) -> None:
        """Write what is known, in a unit of work of its own; when that fails, it is still known afterwards."""
        with self._lock:
            writing, self._unwritten = self._unwritten, {}
        if not writing:
            return
        try:
            with database.write() as uow:
                # In one order in all processes, so that two of them never wait for each other.
                for (company_id, key_id), used_at in sorted(writing.items()):
                    keys.note_last_use(uow, company_id, key_id, used_at)
        except BaseException:
            with self._lock:
                self._unwritten = {**writing, **self._unwritten}
            raise
