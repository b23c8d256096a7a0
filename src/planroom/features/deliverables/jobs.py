"""The job that draws the files of a delivery."""

from hashlib import sha256
from pathlib import PurePosixPath
from uuid import UUID

import structlog

from planroom.features.deliverables import rendering
from planroom.features.deliverables.rendering import StoredFile
from planroom.features.deliverables.service import presentation_of
from planroom.features.deliverables.snapshot import snapshot_of
from planroom.features.plans.service import get_revision, list_fetched_sources
from planroom.infra.database.unit_of_work import UnitOfWork
from planroom.infra.jobs.catalogue import JobContext, job
from planroom.infra.storage.port import Storage
from planroom.production.artifacts import Artifact, FileKind
from planroom.production.errors import Crashed, ProductionFailed, Refused
from planroom.production.limits import Limits
from planroom.production.pipeline import draw, join

log = structlog.get_logger(__name__)

MAX_COMBINED_SOURCE_BYTES = 20 * 1024 * 1024
"""The largest PDF of a customer whose pages stand in the combined document."""

_FAILURES = {
    "out_of_memory": "The files of this plan need more memory than one plan may use.",
    "out_of_time": "Drawing the files of this plan takes longer than it may.",
    "answer_too_large": "The files of this plan would be larger than they may be.",
}
_LOOKED_AFTER = "Production has been told and looks at it; there is nothing that you need to do."


class StorageSink:
    """Keeps files in the storage under the hash of their content, so that a second run stores nothing new."""

    def __init__(self, storage: Storage) -> None:
        """Store into ``storage``."""
        self._storage = storage
        self.files: list[StoredFile] = []

    def put(self, artifact: Artifact) -> None:
        """Keep a file."""
        digest = sha256(artifact.content).hexdigest()
        key = f"assets/{digest[:2]}/{digest}{PurePosixPath(artifact.name).suffix}"
        self._storage.put(key, artifact.content)
        self.files.append(
            StoredFile(
                kind=artifact.kind,
                dimensions=artifact.dimensions,
                file_name=artifact.name,
                media_type=artifact.media_type,
                size=len(artifact.content),
                sha256=digest,
                storage_key=key,
            )
        )


def tell_given_up(uow: UnitOfWork, _error: BaseException, delivery_id: str) -> None:
    """Fail the delivery whose job failed again and again for a reason of ours, so that its order is not stuck."""
    delivery = rendering.find_delivery_in_turn(uow, UUID(delivery_id))
    if delivery is not None:
        rendering.note_failed(uow, delivery, *_explained(Crashed()))


@job("deliverables.render", queue="render", given_up=tell_given_up)
def render(context: JobContext, delivery_id: str) -> None:
    """Draw the files of a delivery, store them and record them, or say why there are none.

    Safe to run twice: equal plans give equal files, files are stored under their hash, and a finished delivery is left
    alone.
    """
    with context.database.read() as uow:
        delivery = rendering.find_delivery_in_turn(uow, UUID(delivery_id))
        if delivery is None:
            return
        company_id = delivery.company_id
        revision = get_revision(uow, company_id=company_id, revision_id=delivery.revision_id)
        presentation = presentation_of(uow, delivery)
        sources = list_fetched_sources(uow, company_id=company_id, order_id=delivery.order_id)
    order_id = str(delivery.order_id)
    settings = context.settings
    limits = Limits(timeout_seconds=settings.draft_timeout_seconds, memory_bytes=settings.draft_memory_bytes)
    sink = StorageSink(context.storage)

    def tell(step: str, _position: int) -> None:
        log.info("delivery.step", step=step, order_id=order_id)

    try:
        total_m2 = draw(revision.plan, sink, limits=limits, presentation=presentation, tell=tell)
    except ProductionFailed as failure:
        log.warning("delivery.failed", order_id=order_id, code=failure.code, reason=failure.text)
        with context.database.write() as uow:
            rendering.note_failed(uow, delivery, *_explained(failure))
        return
    files = [*sink.files, *snapshot_of(context.storage, sources)]
    _combine(context.storage, sink, files, limits)
    with context.database.write() as uow:
        rendering.note_rendered(uow, delivery, files, total_m2)
    log.info("delivery.rendered", order_id=order_id, version=delivery.version, files=len(files))


def _combine(storage: Storage, sink: StorageSink, files: list[StoredFile], limits: Limits) -> None:
    """Add one document with the pages of all PDFs, the customer's own last; without these if they are too much."""
    drawn = [file for file in files if file.kind is FileKind.PDF]
    own = [file for file in files if file.kind is FileKind.SOURCE_PDF and file.size <= MAX_COMBINED_SOURCE_BYTES]
    for documents in ([*drawn, *own], drawn):
        try:
            sink.put(join((storage.get(file.storage_key) for file in documents), limits=limits))
        except ProductionFailed as failure:
            log.warning("delivery.not_combined", code=failure.code, reason=failure.text, documents=len(documents))
        else:
            files.append(sink.files[-1])
            return


def _explained(failure: ProductionFailed) -> tuple[str, str]:
    """Give the issue's code and sentence; a plan that cannot be drawn is told in the drawing's own words."""
    if failure.code in _FAILURES:
        return f"drawing_{failure.code}", f"{_FAILURES[failure.code]} {_LOOKED_AFTER}"
    reason = f" {failure.text}" if isinstance(failure, Refused) else ""
    return "drawing_failed", f"The files of this plan could not be drawn.{reason} {_LOOKED_AFTER}"
