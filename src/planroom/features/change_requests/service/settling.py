"""The customer's side of a change request that was made: withdraw it, accept its answer, or reopen it."""

from collections.abc import Sequence
from uuid import UUID

from planroom.features.change_requests.errors import ChangeRequestBusy, ChangeRequestReopenedTooOften
from planroom.features.change_requests.events import ChangeRequestOpened
from planroom.features.change_requests.models import ChangeRequest, FullChangeRequest
from planroom.features.change_requests.repository import parts, requests
from planroom.features.change_requests.rules import MAX_ROUNDS, TURNAROUND, HistoryEvent, Move, Side, status_at
from planroom.features.change_requests.service.steps import finish, name_of, note, take_step
from planroom.features.companies.rules import Permission
from planroom.features.deliverables.service import cancel_delivery, hold_delivery
from planroom.features.orders.models import Order
from planroom.features.orders.service.looking import get_order
from planroom.features.orders.service.moving import begin_fixing
from planroom.infra.database.unit_of_work import UnitOfWork
from planroom.kit.actor import Actor
from planroom.kit.errors import FieldFault, InvalidInput

LOCK_TRIES = 5


class _AnsweredMeanwhile(Exception):
    """The files of the answer are other ones than a moment ago."""


def withdraw(uow: UnitOfWork, actor: Actor, order_id: UUID, change_request_id: UUID) -> FullChangeRequest:
    """Take back a change request that is not answered yet; the last open one makes the order Ready.

    Files that are being drawn for it alone are not shown any more. What the desk has changed in the model stays there
    and is part of the next delivery. A request on which nobody began costs nothing. Raises ChangeRequestAlreadyClosed.
    """
    order = _get_order(uow, actor, order_id)
    asked = _lock_with_its_delivery(uow, order, change_request_id)
    take_step(asked, Move.WITHDRAW)
    if asked.started_at is None:
        requests.update_change_request(uow, asked, billable=False)
    delivery_id = asked.closing_delivery_id
    finish(uow, asked, Move.WITHDRAW, Side.CUSTOMER, name_of(uow, actor), None)
    if delivery_id is not None and not asked.closing_is_shared:
        is_wanted = requests.find_sharing(uow, asked.company_id, delivery_id, besides=asked.id) is not None
        if not is_wanted:
            cancel_delivery(uow, company_id=asked.company_id, delivery_id=delivery_id)
    return _read(uow, asked)


def accept(uow: UnitOfWork, actor: Actor, order_id: UUID, change_request_id: UUID) -> FullChangeRequest:
    """Accept the answer to a change request, which is final then.

    Raises ChangeRequestNotAnswered, ChangeRequestWithdrawn and ChangeRequestAccepted.
    """
    order = _get_order(uow, actor, order_id)
    asked = requests.lock_change_request(uow, actor.company, order.id, change_request_id)
    take_step(asked, Move.ACCEPT)
    requests.update_change_request(uow, asked, accepted_at=uow.now())
    note(uow, asked, HistoryEvent.ACCEPTED, Side.CUSTOMER, name_of(uow, actor))
    return _read(uow, asked)


def reopen(
    uow: UnitOfWork,
    actor: Actor,
    order_id: UUID,
    change_request_id: UUID,
    *,
    reason: str,
    item_ids: Sequence[UUID | None] = (),
) -> FullChangeRequest:
    """Say that an answer is not what was asked for: the request is open again, for another round, and costs nothing.

    ``item_ids`` are the items that are open again, all of them where none is named; None stands for a text that is no
    id. Raises ChangeRequestNotAnswered, ChangeRequestWithdrawn, ChangeRequestAccepted, ChangeRequestReopenedTooOften,
    and InvalidInput for an item of another request.
    """
    order = _get_order(uow, actor, order_id)
    asked = requests.lock_change_request(uow, actor.company, order.id, change_request_id)
    stage = take_step(asked, Move.REOPEN)
    if asked.round >= MAX_ROUNDS:
        raise ChangeRequestReopenedTooOften
    named = _check_items(uow, asked, item_ids)
    due_at = uow.now() + TURNAROUND
    begin_fixing(
        uow, company_id=asked.company_id, order_id=asked.order_id, ranges=asked.products, due_at=due_at, is_new=False
    )
    requests.update_change_request(
        uow,
        asked,
        status=status_at(stage, asked.status),
        round=asked.round + 1,
        due_at=due_at,
        reply=None,
        completed_at=None,
        completed_by=None,
        model_id=None,
        version=None,
        changes=None,
    )
    parts.reopen_items(uow, asked, named)
    note(uow, asked, HistoryEvent.REOPENED, Side.CUSTOMER, name_of(uow, actor), reason)
    uow.emit(ChangeRequestOpened(asked.company_id, asked.order_id, asked.id, reason, due_at))
    return _read(uow, asked)


def _get_order(uow: UnitOfWork, actor: Actor, order_id: UUID) -> Order:
    order = get_order(uow, actor, order_id)
    actor.require(Permission.REQUEST_CHANGES)
    return order


def _read(uow: UnitOfWork, asked: ChangeRequest) -> FullChangeRequest:
    stored = requests.get_change_request(uow, asked.company_id, asked.order_id, asked.id)
    return parts.with_parts(uow, asked.company_id, [stored])[0]


def _lock_with_its_delivery(uow: UnitOfWork, order: Order, change_request_id: UUID) -> ChangeRequest:
    """Lock a change request and the delivery that is being drawn for it, the delivery first, as the drawing job does.

    When the desk answers between the look and the lock, both are let go and looked at anew.
    """
    for _ in range(LOCK_TRIES):
        try:
            with uow.connection.begin_nested():
                return _lock_both(uow, order, change_request_id)
        except _AnsweredMeanwhile:
            continue
    raise ChangeRequestBusy


def _lock_both(uow: UnitOfWork, order: Order, change_request_id: UUID) -> ChangeRequest:
    seen = requests.get_change_request(uow, order.company_id, order.id, change_request_id)
    if seen.closing_delivery_id is not None:
        hold_delivery(uow, company_id=order.company_id, delivery_id=seen.closing_delivery_id)
    asked = requests.lock_change_request(uow, order.company_id, order.id, change_request_id)
    if asked.closing_delivery_id not in {None, seen.closing_delivery_id}:
        raise _AnsweredMeanwhile
    return asked


def _check_items(uow: UnitOfWork, asked: ChangeRequest, item_ids: Sequence[UUID | None]) -> list[UUID]:
    own = {item.id for item in parts.with_parts(uow, asked.company_id, [asked])[0].items}
    faults = [
        FieldFault(("items", position), "the change request has no such item", "value_error.item")
        for position, item_id in enumerate(item_ids)
        if item_id not in own
    ]
    if faults:
        raise InvalidInput(faults)
    return [item_id for item_id in item_ids if item_id is not None]
