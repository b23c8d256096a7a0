"""Use cases of stored files that nothing needs any more."""

from collections.abc import Iterable

from planroom.features.stored_files import repository
from planroom.infra.database.unit_of_work import UnitOfWork
from planroom.infra.jobs.queue import enqueue

DELETE_JOB = "stored_files.delete"


def doom_files(uow: UnitOfWork, keys: Iterable[str | None]) -> None:
    """Have files deleted after this transaction commits, those left out that a row still refers to then."""
    given_up = {key for key in keys if key is not None}
    if given_up:
        repository.insert_doomed(uow, sorted(given_up))
        enqueue(uow, DELETE_JOB)
