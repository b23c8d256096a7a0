"""What invitations do when orders have news; bootstrap lists these functions."""

from planroom.features.invitations import service
from planroom.features.orders.events import DraftSubmitted
from planroom.infra.database.unit_of_work import UnitOfWork


def on_draft_submitted(uow: UnitOfWork, event: DraftSubmitted) -> None:
    """End the link of an order that does not wait for its client any more."""
    service.end_for_submitted(uow, company_id=event.company_id, order_id=event.order_id)
