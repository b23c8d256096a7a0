"""What statements do when orders and change requests have news; bootstrap lists these functions."""

from planroom.features.change_requests.events import ChangeRequestClosed
from planroom.features.orders.events import OrderDelivered
from planroom.features.statements import charging
from planroom.infra.database.unit_of_work import UnitOfWork


def on_order_delivered(uow: UnitOfWork, event: OrderDelivered) -> None:
    """Charge what the delivery made due."""
    charging.charge_delivery(uow, company_id=event.company_id, order_id=event.order_id)


def on_change_request_closed(uow: UnitOfWork, event: ChangeRequestClosed) -> None:
    """Charge a change request that is done and not free."""
    charging.charge_change_request(
        uow,
        company_id=event.company_id,
        order_id=event.order_id,
        change_request_id=event.change_request_id,
        status=event.status,
    )
