"""The end of a rendering, one transaction each: files recorded, or a failure; then the next delivery may start."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from planroom.features.deliverables import repository
from planroom.features.deliverables.events import DeliverableFailed, DeliverableRendered
from planroom.features.deliverables.models import AssetFile, Delivery, DeliveryState
from planroom.features.deliverables.rules import file_path, list_assets
from planroom.features.stored_files.service import doom_files
from planroom.infra.database.unit_of_work import UnitOfWork
from planroom.infra.jobs.queue import enqueue
from planroom.kit.ids import new_token
from planroom.production.artifacts import FileKind

CANCELLED = "cancelled"
"""The code of a delivery that was given up before it was drawn."""


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file that is in the storage; ``sha256`` and ``size`` are of its content."""

    kind: FileKind
    dimensions: bool
    file_name: str
    media_type: str
    size: int
    sha256: str
    storage_key: str


def find_delivery_in_turn(uow: UnitOfWork, delivery_id: UUID) -> Delivery | None:
    """Find the delivery if it waits and is the first of its order and range to do so.

    Those behind it are queued when it is finished, so that a newer delivery is never overtaken by an older one.
    """
    delivery = repository.find_delivery_to_draw(uow, delivery_id)
    if delivery is None:
        return None
    waiting = repository.list_waiting(uow, delivery.company_id, delivery.order_id, delivery.product_range)
    return delivery if waiting[:1] == [delivery] else None


def note_rendered(
    uow: UnitOfWork, delivery: Delivery, files: Sequence[StoredFile], total_scanned_area_m2: float
) -> None:
    """Record the files under new addresses and tell who listens, once."""
    current = repository.find_delivery_to_draw(uow, delivery.id, lock=True)
    if current is None:
        # Finished before, and then its files are in use; or cancelled or erased, and then nobody wants them.
        doom_files(uow, [file.storage_key for file in files])
        return
    # The delivery as it is now: its order may belong to another company than when the drawing began.
    delivery = current
    now = uow.now()
    rows = [
        AssetFile(new_token(), f.file_name, f.media_type, f.size, f.sha256, f.storage_key, created_at=now)
        for f in files
    ]
    repository.insert_files(uow, delivery, rows)
    assets = list_assets(
        (file.kind, file.dimensions, file_path(row.token, row.file_name)) for file, row in zip(files, rows, strict=True)
    )
    repository.update_delivery(
        uow,
        delivery,
        state=DeliveryState.RENDERED,
        assets=assets,
        total_scanned_area_m2=total_scanned_area_m2,
        finished_at=now,
    )
    _start_next(uow, delivery)
    uow.emit(
        DeliverableRendered(
            company_id=delivery.company_id,
            order_id=delivery.order_id,
            delivery_id=delivery.id,
            revision_id=delivery.revision_id,
            version=delivery.version,
            product_range=delivery.product_range,
            total_scanned_area_m2=total_scanned_area_m2,
            assets=assets,
        )
    )


def note_failed(uow: UnitOfWork, delivery: Delivery, code: str, message: str) -> None:
    """Record that the files could not be drawn and tell who listens, once."""
    current = repository.find_delivery_to_draw(uow, delivery.id, lock=True)
    if current is None:
        return
    delivery = current
    repository.update_delivery(
        uow, delivery, state=DeliveryState.FAILED, code=code, message=message, finished_at=uow.now()
    )
    _start_next(uow, delivery)
    uow.emit(
        DeliverableFailed(
            company_id=delivery.company_id,
            order_id=delivery.order_id,
            delivery_id=delivery.id,
            revision_id=delivery.revision_id,
            version=delivery.version,
            product_range=delivery.product_range,
            code=code,
            message=message,
        )
    )


def note_cancelled(uow: UnitOfWork, delivery: Delivery) -> None:
    """Record that a locked delivery is not wanted any more; whoever draws it finds it finished."""
    repository.update_delivery(
        uow,
        delivery,
        state=DeliveryState.FAILED,
        code=CANCELLED,
        message="Nobody wants this delivery any more.",
        finished_at=uow.now(),
    )
    _start_next(uow, delivery)


def _start_next(uow: UnitOfWork, finished: Delivery) -> None:
    waiting = repository.list_waiting(uow, finished.company_id, finished.order_id, finished.product_range)
    if waiting:
        # Its own job may have come too early and gone again, so this one has a key of its own.
        enqueue(uow, "deliverables.render", str(waiting[0].id), key=f"{waiting[0].id}:after:{finished.id}")
