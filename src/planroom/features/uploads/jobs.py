"""The job that removes an upload which nothing used in its time."""

from datetime import timedelta
from uuid import UUID

import structlog

from planroom.features.uploads import service
from planroom.infra.jobs.catalogue import JobContext, job

log = structlog.get_logger(__name__)


@job("uploads.remove_unused", queue="fetches")
def remove_unused(context: JobContext, upload_id: str) -> None:
    """Remove an upload unless something uses it. Safe to run twice: what is gone is gone."""
    keep_unused = timedelta(hours=context.settings.keep_unused_uploads_hours)
    with context.database.write() as uow:
        upload = service.begin_removal(uow, UUID(upload_id), keep_unused)
    if upload is None:
        return
    context.storage.delete(upload.storage_key)
    with context.database.write() as uow:
        service.end_removal(uow, upload)
    log.info("upload.removed", upload_id=upload_id, bytes=upload.size)
