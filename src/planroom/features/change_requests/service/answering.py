"""The desk's side: begin, answer single items, answer the whole; and what becomes of the files of an answer."""

from uuid import UUID

from planroom.features.change_requests.models import ChangeRequest, ChangeRequestItem
from planroom.features.change_requests.repository import parts, requests
from planroom.features.change_requests.rules import Closing, HistoryEvent, ItemState, Move, Side, status_at
from planroom.features.change_requests.service.comparing import Comparison, Models, compare
from planroom.features.change_requests.service.steps import finish, note, start, take_step
from planroom.features.deliverables.service import find_waiting_delivery, request_delivery
from planroom.features.orders.service.looking import get_for_operator as get_order_for_operator
from planroom.features.plans.service import find_current_revision, get_revision
from planroom.infra.database.unit_of_work import UnitOfWork

NOBODY = "planroom"
"""Who is named where nobody is known."""


def start_for_operator(uow: UnitOfWork, *, company_id: UUID, order_id: UUID, started_by: str) -> None:
    """Show the customer that somebody works on the open change requests of an order."""
    for asked in requests.list_unfinished(uow, company_id, order_id):
        start(uow, asked, Move.START, started_by)


def answer_item_for_operator(
    uow: UnitOfWork, *, change_request_id: UUID, item_id: UUID, state: ItemState, reply: str | None, answered_by: str
) -> ChangeRequestItem:
    """Say of one item of an open change request that it is done, declined or open again.

    Raises ChangeRequestItemNotFound, and what ``close_for_operator`` says of a request that is answered already.
    """
    asked = requests.lock_change_request_for_operator(uow, change_request_id)
    item = parts.lock_item(uow, asked, item_id)
    start(uow, asked, Move.ANSWER_ITEM, answered_by)
    parts.update_item(uow, item, state=state, reply=reply)
    return item._replace(state=state, reply=reply)


def find_models_to_compare(uow: UnitOfWork, change_request_id: UUID) -> Models | None:
    """Give the models whose comparison ``close_for_operator`` wants; None when the delivered one is the newest."""
    return _find_models(uow, requests.get_change_request_for_operator(uow, change_request_id))


def close_for_operator(
    uow: UnitOfWork,
    *,
    change_request_id: UUID,
    closing: Closing,
    reply: str | None,
    closed_by: str,
    compared: Comparison | None = None,
) -> ChangeRequest:
    """Answer a change request.

    ``done`` with a model newer than the delivered one has it drawn; the request closes when the order shows the files.
    ``declined``, or ``done`` with the delivered model, closes at once. Items that are still open go with the answer.
    The last one closed makes the order Ready. ``compared`` is what was found to have changed, worked out here when it
    is of other models than those of this moment. Raises ChangeRequestAlreadyClosed and ChangeRequestClosing when it was
    answered before.
    """
    asked = requests.lock_change_request_for_operator(uow, change_request_id)
    if closing is Closing.DECLINED:
        finish(uow, asked, Move.DECLINE, Side.PRODUCTION, closed_by, reply)
    elif (models := _find_models(uow, asked)) is not None:
        comparison = compared if compared is not None and compared.is_of(models) else compare(models)
        _have_drawn(uow, asked, comparison, reply=reply, closed_by=closed_by)
    else:
        finish(uow, asked, Move.ANSWER, Side.PRODUCTION, closed_by, reply)
    return requests.get_change_request_for_operator(uow, change_request_id)


# --- For the listeners ------------------------------------------------------------------------------------------------


def close_answered(uow: UnitOfWork, *, delivery_id: UUID) -> None:
    """Close the change requests whose answer a delivery is; the order shows its files already."""
    for asked in requests.list_closing(uow, delivery_id):
        finish(uow, asked, Move.SHOW_FILES, Side.PRODUCTION, asked.completed_by or NOBODY, asked.reply)


def reopen_unanswered(uow: UnitOfWork, *, delivery_id: UUID) -> None:
    """Give the change requests back to the production desk whose answer could not be drawn."""
    for asked in requests.list_closing(uow, delivery_id):
        requests.update_change_request(
            uow,
            asked,
            status=status_at(take_step(asked, Move.FAIL_DRAWING), asked.status),
            closing_delivery_id=None,
            closing_is_shared=False,
            reply=None,
            completed_by=None,
            changes=None,
        )
        note(uow, asked, HistoryEvent.DRAWING_FAILED, Side.PRODUCTION, NOBODY)


def _find_models(uow: UnitOfWork, asked: ChangeRequest) -> Models | None:
    """Find the delivered model and the one that is newer; None when there is no newer one."""
    delivered_id = get_order_for_operator(uow, asked.order_id).model_id
    newest = find_current_revision(uow, company_id=asked.company_id, order_id=asked.order_id)
    if newest is None or delivered_id is None or newest.id == delivered_id:
        return None
    return Models(get_revision(uow, company_id=asked.company_id, revision_id=delivered_id), newest)


def _have_drawn(
    uow: UnitOfWork, asked: ChangeRequest, comparison: Comparison, *, reply: str | None, closed_by: str
) -> None:
    """Have the answer drawn from the newer model, and note what changed in it."""
    stage = take_step(asked, Move.ANSWER_WITH_FILES)
    company_id = asked.company_id
    waiting = find_waiting_delivery(uow, company_id=company_id, order_id=asked.order_id)
    delivery = request_delivery(uow, company_id=company_id, order_id=asked.order_id, revision_id=comparison.newest_id)
    sharing = requests.find_sharing(uow, company_id, delivery.id)
    was_waiting = waiting is not None and waiting.id == delivery.id
    requests.update_change_request(
        uow,
        asked,
        status=status_at(stage, asked.status),
        started_at=asked.started_at or uow.now(),
        closing_delivery_id=delivery.id,
        closing_is_shared=was_waiting if sharing is None else sharing,
        reply=reply,
        completed_by=closed_by,
        changes=comparison.changes,
    )
    note(uow, asked, HistoryEvent.BEING_DRAWN, Side.PRODUCTION, closed_by)
