"""The jobs that make exports, erase companies and apply the keeping times."""

import hashlib
import tempfile
from datetime import timedelta
from uuid import UUID

import structlog

from planroom.features.privacy.archive import write_archive
from planroom.features.privacy.service import erasing, exporting, retaining
from planroom.features.stored_files.service import doom_files
from planroom.infra.database.unit_of_work import UnitOfWork
from planroom.infra.jobs.catalogue import JobContext, job

log = structlog.get_logger(__name__)


def tell_given_up(uow: UnitOfWork, _error: Exception, export_id: str) -> None:
    """Say that an export failed, so that its company can ask for another one."""
    exporting.note_failed(uow, UUID(export_id))


@job(exporting.EXPORT_JOB, queue="upkeep", given_up=tell_given_up)
def export(context: JobContext, export_id: str) -> None:
    """Make an archive of everything that a company has. Safe to run twice: a finished export is left alone."""
    with context.database.read() as uow:
        wanted = exporting.find_export_to_make(uow, UUID(export_id))
    if wanted is None:
        return
    key = f"exports/{wanted.id}"
    with tempfile.TemporaryFile(dir=context.settings.data) as archive:
        write_archive(archive, context.database, context.storage, wanted.company_id, context.database.now())
        size = archive.tell()
        archive.seek(0)
        sha256 = hashlib.file_digest(archive, "sha256").hexdigest()
        context.storage.put_file(key, archive)
    keep = timedelta(days=context.settings.keep_exports_days)
    with context.database.write() as uow:
        if not exporting.note_ready(uow, wanted.id, storage_key=key, size=size, sha256=sha256, keep=keep):
            # The company was erased meanwhile.
            doom_files(uow, [key])
    log.info("export.ready", export_id=export_id, bytes=size)


@job(erasing.ERASE_JOB, queue="upkeep")
def erase_company(context: JobContext, company_id: str) -> None:
    """Erase a closed company, its orders in portions. Safe to run twice: it goes on where it was."""
    with context.database.read() as uow:
        companies = erasing.list_companies_within(uow, UUID(company_id))
    for company in companies:
        more = True
        while more:
            with context.database.write() as uow:
                more = erasing.erase_some_orders(uow, company) > 0
        with context.database.write() as uow:
            erasing.erase_company(uow, company)
    log.info("company.erased", company_id=company_id)


@job("privacy.keep_times", queue="upkeep", daily=True)
def keep_times(context: JobContext, day: str) -> None:
    """Remove what is older than the settings say, in portions. Safe to run twice: what is gone is gone."""
    for name, step in retaining.steps(context.settings, context.database.now()).items():
        removed, portion = 0, -1
        while portion:
            with context.database.write() as uow:
                portion = step(uow)
            removed += portion
        log.info("keep_times.applied", day=day, what=name, removed=removed)
