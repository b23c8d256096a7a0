"""The job that looks through a closed company again."""

from uuid import UUID

import structlog

from planroom.features.mergers import service
from planroom.infra.jobs.catalogue import JobContext, job

log = structlog.get_logger(__name__)


@job(service.SWEEP_JOB, queue="upkeep")
def sweep(context: JobContext, company_id: str) -> None:
    """Move what was written into a closed company since. Safe to run twice: what has moved is not found again."""
    with context.database.write() as uow:
        moved = service.move_stragglers(uow, UUID(company_id))
    log.info("merger.swept", company_id=company_id, moved=moved)
