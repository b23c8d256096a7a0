"""One step of a change request's life-cycle: taken or refused, noted in its history, and its end told to the order."""

from uuid import UUID

from planroom.features.change_requests.errors import (
    ChangeRequestAccepted,
    ChangeRequestAlreadyClosed,
    ChangeRequestClosing,
    ChangeRequestNotAnswered,
    ChangeRequestWithdrawn,
)
from planroom.features.change_requests.events import ChangeRequestClosed
from planroom.features.change_requests.models import ChangeRequest, HistoryEntry
from planroom.features.change_requests.repository import parts, requests
from planroom.features.change_requests.rules import (
    STATE_OF_OPEN_ITEMS,
    HistoryEvent,
    Move,
    Side,
    Stage,
    find_stage,
    stage_of,
    status_at,
)
from planroom.features.orders.service.moving import end_fixing
from planroom.features.users.service.people import find_user
from planroom.infra.database.unit_of_work import UnitOfWork
from planroom.kit.actor import Actor
from planroom.kit.errors import AppError
from planroom.kit.ids import new_id

_OF_ANSWERED = frozenset({Move.ACCEPT, Move.REOPEN})
_REFUSALS_OF_ANSWERED: dict[Stage, type[AppError]] = {
    Stage.ACCEPTED: ChangeRequestAccepted,
    Stage.WITHDRAWN: ChangeRequestWithdrawn,
}


def stage_of_request(asked: ChangeRequest) -> Stage:
    """Give the stage at which a change request stands."""
    return stage_of(
        asked.status,
        is_being_drawn=asked.closing_delivery_id is not None,
        is_accepted=asked.accepted_at is not None,
    )


def take_step(asked: ChangeRequest, move: Move) -> Stage:
    """Give where ``move`` leads, or raise the conflict that says why it is not allowed now."""
    before = stage_of_request(asked)
    stage = find_stage(before, move)
    if stage is not None:
        return stage
    if move in _OF_ANSWERED:
        raise _REFUSALS_OF_ANSWERED.get(before, ChangeRequestNotAnswered)
    raise ChangeRequestClosing if before is Stage.BEING_DRAWN else ChangeRequestAlreadyClosed


def start(uow: UnitOfWork, asked: ChangeRequest, move: Move, by: str) -> None:
    """Note that the desk works on a change request whose row is locked: the first time, or again after a reopening."""
    before, stage = stage_of_request(asked), take_step(asked, move)
    if stage is not before:
        requests.update_change_request(
            uow, asked, status=status_at(stage, asked.status), started_at=asked.started_at or uow.now()
        )
        note(uow, asked, HistoryEvent.STARTED, Side.PRODUCTION, by)


def finish(uow: UnitOfWork, asked: ChangeRequest, move: Move, side: Side, by: str, reply: str | None) -> None:
    """Close a change request whose row is locked, and its open items with it; the last one makes the order Ready."""
    stage = take_step(asked, move)
    status = status_at(stage, asked.status)
    began_at = asked.started_at if stage is Stage.WITHDRAWN else asked.started_at or uow.now()
    requests.update_change_request(
        uow,
        asked,
        status=status,
        started_at=began_at,
        reply=reply,
        completed_at=uow.now(),
        completed_by=by,
        closing_delivery_id=None,
        closing_is_shared=False,
    )
    if stage in STATE_OF_OPEN_ITEMS:
        parts.settle_open_items(uow, asked, STATE_OF_OPEN_ITEMS[stage])
    next_due_at = requests.find_next_due_at(uow, asked.company_id, asked.order_id)
    order = end_fixing(uow, company_id=asked.company_id, order_id=asked.order_id, next_due_at=next_due_at)
    version = order.version if stage is Stage.DONE else None
    if stage is Stage.DONE:
        requests.update_change_request(uow, asked, model_id=order.model_id, version=version)
    elif asked.changes is not None:
        requests.update_change_request(uow, asked, changes=None)
    note(uow, asked, HistoryEvent(stage), side, by, reply, version)
    uow.emit(ChangeRequestClosed(asked.company_id, asked.order_id, asked.id, status))


def note(  # noqa: PLR0917 — a row of the history, column by column
    uow: UnitOfWork,
    asked: ChangeRequest,
    what: HistoryEvent,
    side: Side,
    by: str,
    text: str | None = None,
    version: int | None = None,
) -> None:
    """Write down what happened to a change request."""
    entry = HistoryEntry(
        id=new_id(),
        company_id=asked.company_id,
        change_request_id=asked.id,
        made_at=uow.now(),
        side=side,
        made_by=by,
        what=what,
        text=text,
        version=version,
    )
    parts.insert_history(uow, entry)


def name_of(uow: UnitOfWork, actor: Actor) -> str:
    """Give what records show of a customer: the person's e-mail address, else the key's name."""
    user_id: UUID | None = actor.user_id
    user = find_user(uow, actor.company, user_id) if user_id else None
    return user.email if user else actor.name
