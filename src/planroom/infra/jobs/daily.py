"""Jobs that run once a day by themselves: every worker queues them, and the day in their key lets one of them run."""

from datetime import date

from planroom.infra.database.unit_of_work import Database
from planroom.infra.jobs.catalogue import all_jobs
from planroom.infra.jobs.queue import enqueue


class DailyJobs:
    """Remembers for which day this worker has queued them."""

    def __init__(self, database: Database) -> None:
        """Queue into ``database``, whose clock says what day it is, in UTC."""
        self._database = database
        self._queued_for: date | None = None

    def look(self) -> None:
        """Queue the jobs of today unless that was done."""
        today = self._database.now().date()
        if today == self._queued_for:
            return
        with self._database.write() as uow:
            for job in all_jobs():
                if job.daily:
                    enqueue(uow, job.name, today.isoformat(), key=today.isoformat())
        self._queued_for = today
