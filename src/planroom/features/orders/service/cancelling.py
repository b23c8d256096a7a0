"""Giving up an order that was never delivered (contract 3.8)."""

from uuid import UUID

from planroom.features.audit.rules import Subject
from planroom.features.audit.service import record
from planroom.features.companies.rules import Permission
from planroom.features.deliverables.service import cancel_deliveries
from planroom.features.orders import repository
from planroom.features.orders.events import OrderCancelled
from planroom.features.orders.models import IssueAbout, Order
from planroom.features.orders.rules import Move
from planroom.features.orders.service.looking import get_order, lock_order
from planroom.features.orders.service.steps import make_issue, take_step_of, tell
from planroom.features.plans.service import end_readings
from planroom.infra.database.unit_of_work import UnitOfWork
from planroom.kit.actor import Actor

CANCELLED = "order_cancelled"
"""The code of the issue that says who gave an order up."""


def cancel_order(uow: UnitOfWork, actor: Actor, order_id: UUID, reason: str | None) -> Order:
    """Give up an order for good: its status stays, an issue says who and why, and nobody works on it any more.

    Raises OrderNotPending for a draft and for an order that was delivered, OrderCancelled for one given up before.
    """
    seen = get_order(uow, actor, order_id)
    actor.require(Permission.CANCEL_ORDERS)
    # Before the order's row: drawing jobs lock deliveries, then orders.
    cancel_deliveries(uow, company_id=seen.company_id, order_id=seen.id)
    order = lock_order(uow, actor, order_id, Permission.CANCEL_ORDERS)
    step = take_step_of(order, Move.CANCEL)
    end_readings(uow, company_id=order.company_id, order_id=order.id)
    message = f"Cancelled by {actor.name}{f': {reason.strip()}' if reason and reason.strip() else '.'}"
    repository.update_order(
        uow,
        order,
        status=step.to,
        due_at=None,
        cancelled_at=uow.now(),
        issues=[*order.issues, make_issue(uow, IssueAbout.DELIVERY, CANCELLED, message)],
    )
    tell(uow, order, step, previous=order.status)
    record(uow, actor, "order.cancelled", Subject.ORDER, order.id, details={"reason": reason} if reason else {})
    uow.emit(OrderCancelled(order.company_id, order.id))
    return repository.get_order(uow, actor.company, order_id)
