"""The job that deletes stored files which nothing refers to."""

import structlog

from planroom.features.stored_files import repository
from planroom.features.stored_files.rules import is_shared
from planroom.features.stored_files.service import DELETE_JOB
from planroom.infra.jobs.catalogue import JobContext, job
from planroom.infra.storage.port import StoredFileMissing

log = structlog.get_logger(__name__)

AT_ONCE = 100


@job(DELETE_JOB, queue="upkeep")
def delete(context: JobContext) -> None:
    """Delete every file that was given up and that no row refers to. Safe to run twice: what is gone is gone."""
    while True:
        with context.database.read() as uow:
            doomed = repository.list_doomed_for_job(uow, AT_ONCE)
        if not doomed:
            return
        deleted = sum(_delete(context, file.key) for file in doomed)
        with context.database.write() as uow:
            repository.forget_doomed_for_job(uow, [file.id for file in doomed])
        log.info("stored_files.deleted", files=deleted, kept=len(doomed) - deleted)


def _delete(context: JobContext, key: str) -> bool:
    if _is_used(context, key):
        return False
    if not is_shared(key):
        context.storage.delete(key)
        return True
    try:
        content = context.storage.get(key)
    except StoredFileMissing:
        return True
    context.storage.delete(key)
    if _is_used(context, key):
        # Somebody stored the same content just now, before the file was deleted.
        context.storage.put(key, content)
        return False
    return True


def _is_used(context: JobContext, key: str) -> bool:
    with context.database.read() as uow:
        return repository.is_used_for_job(uow, key)
