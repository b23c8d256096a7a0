"""One step of the life-cycle: taken or refused, told, and what it says about the order's issues."""

from uuid import UUID

from planroom.features.companies.rules import Trigger
from planroom.features.deliverables.rules import ProductRange
from planroom.features.orders.errors import (
    OrderCancelled,
    OrderInFixing,
    OrderMoveForbidden,
    OrderNotDelivered,
    OrderNotDraft,
    OrderNotPending,
)
from planroom.features.orders.models import Issue, IssueAbout, Order
from planroom.features.orders.rules import Move, OrderStatus, Step, find_step
from planroom.features.webhooks.service import publish
from planroom.infra.database.unit_of_work import UnitOfWork
from planroom.kit.errors import AppError

_REFUSALS: dict[Move, type[AppError]] = {
    Move.CHANGE_DRAFT: OrderNotDraft,
    Move.SUBMIT: OrderNotDraft,
    Move.REPLACE_SOURCE: OrderNotPending,
    Move.CANCEL: OrderNotPending,
    Move.REQUEST_CHANGE: OrderNotDelivered,
    Move.UPGRADE: OrderNotDelivered,
    Move.REDELIVER: OrderNotDelivered,
}


def take_step(status: OrderStatus, move: Move, *, cancelled: bool = False) -> Step:
    """Give the step of ``move``, or raise the conflict that says why it is not allowed from ``status``."""
    step = find_step(status, move, cancelled=cancelled)
    if step is not None:
        return step
    if cancelled:
        raise OrderCancelled
    if status is OrderStatus.FIXING and move in {Move.DELIVER, Move.UPGRADE, Move.REDELIVER}:
        raise OrderInFixing
    raise _REFUSALS.get(move, OrderMoveForbidden)


def take_step_of(order: Order, move: Move) -> Step:
    """Give the step of ``move`` for an order as it stands, or raise the conflict that says why it is not allowed."""
    return take_step(order.status, move, cancelled=order.cancelled_at is not None)


def find_step_of(order: Order, move: Move) -> Step | None:
    """Give the step of ``move`` for an order as it stands; None when it is not allowed."""
    return find_step(order.status, move, cancelled=order.cancelled_at is not None)


def tell(
    uow: UnitOfWork,
    order: Order,
    step: Step,
    *,
    previous: OrderStatus,
    model_id: UUID | None = None,
    product_range: ProductRange | None = None,
    update: bool = False,
) -> None:
    """Publish a step that somebody is told of; the six keys of contract 2.3, in its order."""
    if step.trigger is None:
        return
    publish(
        uow,
        company_id=order.company_id,
        order_id=order.id,
        trigger=Trigger(step.trigger),
        body={
            "id": str(order.id),
            "current_status": step.to,
            "previous_status": previous,
            "model_id": str(model_id) if model_id else None,
            "product_type": product_range,
            "delivery_type": "update" if update else "new",
        },
    )


def lasting_issues(issues: list[Issue]) -> list[Issue]:
    """Drop the issues that stand for waiting work, which is done or taken up again."""
    return [issue for issue in issues if issue["about"] == IssueAbout.PREFERENCES]


def make_issue(uow: UnitOfWork, about: IssueAbout, code: str, message: str) -> Issue:
    """Note something that the customer should know."""
    return Issue(code=code, message=message, created_at=uow.now().timestamp(), about=about)
