"""Moving an order through its life-cycle.

A move locks the order's row, asks ``rules.LIFE_CYCLE``, and writes state, event and queued work in one transaction.
"""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from planroom.features.deliverables.models import Delivery
from planroom.features.deliverables.rules import ProductRange
from planroom.features.deliverables.service import request_delivery
from planroom.features.orders import repository
from planroom.features.orders.events import OrderDelivered
from planroom.features.orders.models import IssueAbout, Order
from planroom.features.orders.rules import Move, OrderStatus
from planroom.features.orders.service.steps import find_step_of, lasting_issues, make_issue, take_step_of, tell
from planroom.features.products.rules import delivered_ranges
from planroom.infra.database.unit_of_work import UnitOfWork


def deliver_for_operator(uow: UnitOfWork, order_id: UUID, revision_id: UUID) -> Delivery:
    """Have a revision drawn and delivered: a first delivery or a new one. OrderInFixing while changes are asked for.

    The order moves when the files are there. It is not locked here: drawing jobs lock deliveries before orders.
    """
    order = repository.get_order_for_operator(uow, order_id)
    take_step_of(order, Move.DELIVER)
    return request_delivery(uow, company_id=order.company_id, order_id=order.id, revision_id=revision_id)


def note_delivered(
    uow: UnitOfWork,
    *,
    company_id: UUID,
    order_id: UUID,
    delivery_id: UUID,
    model_id: UUID,
    version: int,
    product_range: ProductRange,
) -> None:
    """Show the files of a delivery and move the order to Ready; a cancelled order stays as it is.

    A Fixing order shows the files and stays: closing its last change request makes it Ready. What is older than the
    version shown changes nothing.
    """
    order = repository.lock_order(uow, company_id, order_id)
    if order.cancelled_at is not None or (order.version is not None and version <= order.version):
        return
    step = find_step_of(order, Move.DELIVER)
    repository.update_order(
        uow,
        order,
        status=step.to if step else order.status,
        due_at=None if step else order.due_at,
        delivery_id=delivery_id,
        model_id=model_id,
        version=version,
        first_delivered_at=order.first_delivered_at or uow.now(),
        issues=lasting_issues(order.issues),
    )
    if step is not None:
        for delivered in _ranges_of_delivery(order, product_range):
            tell(
                uow,
                order,
                step,
                previous=order.status,
                model_id=model_id,
                product_range=delivered,
                update=order.first_delivered_at is not None,
            )
    uow.emit(OrderDelivered(company_id, order_id, delivery_id, model_id, version))


def _ranges_of_delivery(order: Order, drawn: ProductRange) -> list[ProductRange]:
    """List what a delivery brings, each told by a call of its own: the tour shows what was drawn of the plan."""
    tour = ProductRange.TOUR in delivered_ranges(order.package_type, order.add_ons)
    return [drawn, ProductRange.TOUR] if tour and drawn is ProductRange.PRODUCTS_2D else [drawn]


def begin_fixing(
    uow: UnitOfWork,
    *,
    company_id: UUID,
    order_id: UUID,
    ranges: Sequence[ProductRange],
    due_at: datetime,
    is_new: bool = True,
) -> Order:
    """Count one more open change request and move the order to Fixing, which is told once.

    One that is reopened is not ``is_new``. Gives the order as it was before. Raises OrderNotDelivered unless it is
    Ready or Fixing.
    """
    order = repository.lock_order(uow, company_id, order_id)
    step = take_step_of(order, Move.REQUEST_CHANGE)
    repository.update_order(
        uow,
        order,
        status=step.to,
        due_at=due_at if order.status is OrderStatus.READY else order.due_at,
        open_change_requests=order.open_change_requests + 1,
        change_requests_made=order.change_requests_made + is_new,
        fixing_ranges=list(dict.fromkeys([*order.fixing_ranges, *ranges])),
    )
    named = ranges[0] if len(ranges) == 1 else None
    tell(uow, order, step, previous=order.status, model_id=order.model_id, product_range=named)
    return order


def end_fixing(uow: UnitOfWork, *, company_id: UUID, order_id: UUID, next_due_at: datetime | None) -> Order:
    """Count one change request as closed; the last one makes the order Ready and is told once per range named.

    ``next_due_at`` is when the first of those still open is due. Gives the order as it was before.
    """
    order = repository.lock_order(uow, company_id, order_id)
    is_last = order.open_change_requests == 1
    step = take_step_of(order, Move.CLOSE_LAST_CHANGE if is_last else Move.CLOSE_CHANGE)
    repository.update_order(
        uow,
        order,
        status=step.to,
        due_at=None if is_last else next_due_at,
        open_change_requests=order.open_change_requests - 1,
        fixing_ranges=[] if is_last else order.fixing_ranges,
        issues=lasting_issues(order.issues) if is_last else order.issues,
    )
    if is_last:
        for name in order.fixing_ranges:
            tell(
                uow,
                order,
                step,
                previous=order.status,
                model_id=order.model_id,
                product_range=ProductRange(name),
                update=True,
            )
    return order


def give_up(
    uow: UnitOfWork,
    *,
    company_id: UUID,
    order_id: UUID,
    move: Move,
    code: str,
    message: str,
    model_id: UUID | None = None,
    product_range: ProductRange | None = None,
) -> None:
    """Tell the customer that production cannot go on by itself: an issue on the order, whose status stays.

    ``move`` says what failed: the reading of a source or the drawing of files. Work may be resumed, with another source
    or by a person. A delivered order has no more use for its source: a reading that fails late changes nothing.
    """
    order = repository.lock_order(uow, company_id, order_id)
    step = find_step_of(order, move)
    if step is None:
        return
    about = IssueAbout.SOURCE if move is Move.FAIL_READING else IssueAbout.DELIVERY
    others = [issue for issue in order.issues if issue["code"] != code]
    issues = [*others, make_issue(uow, about, code, message)]
    repository.update_order(uow, order, status=step.to, issues=issues)
    tell(uow, order, step, previous=order.status, model_id=model_id, product_range=product_range)


def note_left_to_person(uow: UnitOfWork, *, company_id: UUID, order_id: UUID, code: str, message: str) -> None:
    """Say on an order that a person makes its plan from what was handed in. Nothing has failed, so nobody is called."""
    order = repository.lock_order(uow, company_id, order_id)
    if order.cancelled_at is not None:
        return
    others = [issue for issue in order.issues if issue["code"] != code]
    repository.update_order(uow, order, issues=[*others, make_issue(uow, IssueAbout.SOURCE, code, message)])
