"""What change requests do when deliverables have news; bootstrap lists these functions after those of orders."""

from planroom.features.change_requests.service import answering
from planroom.features.deliverables.events import DeliverableFailed, DeliverableRendered
from planroom.infra.database.unit_of_work import UnitOfWork


def on_deliverable_rendered(uow: UnitOfWork, event: DeliverableRendered) -> None:
    """Close the change requests that these files answer."""
    answering.close_answered(uow, delivery_id=event.delivery_id)


def on_deliverable_failed(uow: UnitOfWork, event: DeliverableFailed) -> None:
    """Give the change requests back that these files were to answer."""
    answering.reopen_unanswered(uow, delivery_id=event.delivery_id)
