"""Use cases of deliverables: have a revision drawn, look at a delivery, find a file."""

from uuid import UUID

import sqlalchemy as sa

from planroom.features.deliverables import rendering, repository
from planroom.features.deliverables.errors import DeliveryBusy, FileNotFound
from planroom.features.deliverables.models import AssetFile, DeliveredVersion, Delivery, DeliveryState
from planroom.features.deliverables.rules import ProductRange
from planroom.infra.database.engine import is_unique_violation
from planroom.infra.database.unit_of_work import UnitOfWork
from planroom.infra.jobs.queue import enqueue
from planroom.kit.ids import new_id
from planroom.kit.paging import Page, PageRequest, make_page
from planroom.production.presentation import Presentation

VERSION_TRIES = 5


def request_delivery(
    uow: UnitOfWork,
    *,
    company_id: UUID,
    order_id: UUID,
    revision_id: UUID,
    product_range: ProductRange = ProductRange.PRODUCTS_2D,
) -> Delivery:
    """Have the files of a range drawn from a revision, as the next version of that range.

    Ends in DeliverableRendered or DeliverableFailed, for one order and range in the order in which they were asked
    for. Two requests at the same moment both get a version of their own; but while the newest one still waits, asking
    for the same revision, to be drawn in the same way, gives that one. How it is drawn is frozen with it.
    """
    presentation = find_presentation(uow, company_id=company_id, order_id=order_id)
    for _ in range(VERSION_TRIES):
        # In this order: what is stored after the first look is seen by the second or takes the number.
        version = repository.newest_version(uow, company_id, order_id, product_range) + 1
        # The lock makes a delivery that is being finished either see the new one or be seen as finished.
        waiting = repository.list_waiting(uow, company_id, order_id, product_range, lock=True)
        if waiting and waiting[-1].revision_id == revision_id and presentation_of(uow, waiting[-1]) == presentation:
            return waiting[-1]
        delivery = Delivery(
            id=new_id(),
            company_id=company_id,
            order_id=order_id,
            revision_id=revision_id,
            version=version,
            product_range=product_range,
            state=DeliveryState.WAITING,
            assets=None,
            total_scanned_area_m2=None,
            requested_at=uow.now(),
            finished_at=None,
        )
        try:
            with uow.connection.begin_nested():
                repository.insert_delivery(uow, delivery, presentation)
        except sa.exc.IntegrityError as error:
            if not is_unique_violation(error):
                raise
            continue
        enqueue(uow, "deliverables.render", str(delivery.id), key=str(delivery.id))
        return delivery
    raise DeliveryBusy


def find_waiting_delivery(
    uow: UnitOfWork, *, company_id: UUID, order_id: UUID, product_range: ProductRange = ProductRange.PRODUCTS_2D
) -> Delivery | None:
    """Find the newest delivery of an order's range that is not drawn yet."""
    waiting = repository.list_waiting(uow, company_id, order_id, product_range)
    return waiting[-1] if waiting else None


def hold_delivery(uow: UnitOfWork, *, company_id: UUID, delivery_id: UUID) -> None:
    """Keep a delivery from being finished until this transaction ends; nothing happens when it is finished already."""
    repository.lock_waiting_delivery(uow, company_id, delivery_id)


def hold_deliveries(uow: UnitOfWork, *, company_id: UUID, order_id: UUID) -> None:
    """Keep all deliveries of an order that wait from being finished until this transaction ends."""
    for product_range in ProductRange:
        repository.list_waiting(uow, company_id, order_id, product_range, lock=True)


def cancel_delivery(uow: UnitOfWork, *, company_id: UUID, delivery_id: UUID) -> None:
    """Give up a delivery that nobody wants any more: its files are never shown, and nobody is told that they failed.

    Nothing happens when it is finished already.
    """
    delivery = repository.lock_waiting_delivery(uow, company_id, delivery_id)
    if delivery is not None:
        rendering.note_cancelled(uow, delivery)


def cancel_deliveries(uow: UnitOfWork, *, company_id: UUID, order_id: UUID) -> None:
    """Give up every delivery of an order that is not drawn yet."""
    for product_range in ProductRange:
        for delivery in reversed(repository.list_waiting(uow, company_id, order_id, product_range, lock=True)):
            rendering.note_cancelled(uow, delivery)


def list_delivered(uow: UnitOfWork, *, company_id: UUID, order_id: UUID, page: PageRequest) -> Page[DeliveredVersion]:
    """List what was delivered of an order, newest first."""
    return make_page(page, repository.list_delivered(uow, company_id, order_id, page))


def set_presentation(uow: UnitOfWork, *, company_id: UUID, order_id: UUID, presentation: Presentation) -> None:
    """Say how the plans of an order look in every delivery that is asked for from now on."""
    repository.put_presentation(uow, company_id, order_id, presentation)


def find_presentation(uow: UnitOfWork, *, company_id: UUID, order_id: UUID) -> Presentation:
    """Give how the plans of an order look; the default when nobody said."""
    return repository.find_presentation(uow, company_id, order_id) or Presentation()


def presentation_of(uow: UnitOfWork, delivery: Delivery) -> Presentation:
    """Give how a delivery is drawn: as it was said when it was asked for, whatever has been said since."""
    frozen = repository.find_frozen_presentation(uow, delivery)
    return frozen or find_presentation(uow, company_id=delivery.company_id, order_id=delivery.order_id)


def find_delivery(uow: UnitOfWork, *, company_id: UUID, delivery_id: UUID) -> Delivery | None:
    """Find a delivery of the company."""
    return repository.find_delivery(uow, company_id, delivery_id)


def get_file(uow: UnitOfWork, token: str, file_name: str) -> AssetFile:
    """Give the file at a public address; FileNotFound unless token and name belong together."""
    file = repository.find_file(uow, token)
    if file is None or file.file_name != file_name:
        raise FileNotFound
    return file
