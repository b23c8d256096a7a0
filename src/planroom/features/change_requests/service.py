"""Use cases of change requests: ask for one, look at them, answer one.

Answering with a newer model takes two steps: the request waits while its files are drawn, and closes in the transaction
that shows them on the order. Every other answer closes at once. Rows are locked in one order everywhere: deliveries,
orders, change requests; an answer that waits for a delivery never locks its order.
"""

from collections.abc import Collection
from typing import Any
from uuid import UUID

import msgspec

from planroom.features.change_requests import repository
from planroom.features.change_requests.errors import (
    ChangeRequestAlreadyClosed,
    ChangeRequestClosing,
    ChangeRequestNotFound,
)
from planroom.features.change_requests.events import ChangeRequestClosed, ChangeRequestOpened
from planroom.features.change_requests.models import ChangeRequest, NewChangeRequest
from planroom.features.change_requests.rules import (
    TURNAROUND,
    UNFINISHED,
    ChangeRequestStatus,
    Closing,
    is_billable,
)
from planroom.features.companies.rules import Permission
from planroom.features.deliverables.service import request_delivery
from planroom.features.orders.models import Order
from planroom.features.orders.service.looking import get_for_operator as get_order_for_operator
from planroom.features.orders.service.looking import get_order
from planroom.features.orders.service.moving import begin_fixing, end_fixing
from planroom.features.plans.service import find_current_revision, get_revision
from planroom.features.products.rules import delivered_ranges
from planroom.features.users.service.people import find_user
from planroom.floorplan.model.change_texts import describe_changes
from planroom.floorplan.model.changes import summarise_changes
from planroom.floorplan.model.plan import Plan
from planroom.infra.database.unit_of_work import UnitOfWork
from planroom.kit.actor import Actor
from planroom.kit.errors import FieldFault, InvalidInput
from planroom.kit.ids import new_id, parse_id
from planroom.kit.paging import Page, PageRequest, make_page

# --- For the company --------------------------------------------------------------------------------------------------


def request_changes(uow: UnitOfWork, actor: Actor, order_id: UUID, new: NewChangeRequest) -> ChangeRequest:
    """Ask for a correction of a delivered order, which moves to Fixing; several may be open at once.

    Raises OrderNotDelivered, and InvalidInput for a product range that the order does not have.
    """
    actor.require(Permission.REQUEST_CHANGES)
    now = uow.now()
    ranges = list(dict.fromkeys(new.products))
    due_at = now + TURNAROUND
    order = begin_fixing(uow, company_id=actor.company, order_id=order_id, ranges=ranges, due_at=due_at)
    _check_ranges(order, new)
    change_request = ChangeRequest(
        id=new_id(),
        company_id=order.company_id,
        order_id=order.id,
        status=ChangeRequestStatus.OPEN,
        products=ranges,
        text=new.text,
        img_urls=new.img_urls,
        billable=is_billable(order.change_requests_made),
        created_by=_name_of(uow, actor),
        created_at=now,
        due_at=due_at,
        closing_delivery_id=None,
        reply=None,
        completed_at=None,
        completed_by=None,
        model_id=None,
        version=None,
        changes=None,
    )
    repository.insert_change_request(uow, change_request)
    uow.emit(ChangeRequestOpened(order.company_id, order.id, change_request.id, new.text, due_at))
    return change_request


def list_change_requests(uow: UnitOfWork, actor: Actor, order_id: UUID, page: PageRequest) -> Page[ChangeRequest]:
    """List the change requests of an order, newest first; OrderNotFound for anybody else's order."""
    order = get_order(uow, actor, order_id)
    return make_page(page, repository.list_change_requests(uow, actor.company, order.id, page))


def get_change_request(uow: UnitOfWork, actor: Actor, order_id: UUID, change_request_id: UUID) -> ChangeRequest:
    """Give one change request of an order; OrderNotFound or ChangeRequestNotFound when there is none."""
    order = get_order(uow, actor, order_id)
    return repository.get_change_request(uow, actor.company, order.id, change_request_id)


def read_change_request_id(text: str) -> UUID:
    """Read a change request's id; ChangeRequestNotFound for a text that is none (contract 1.1)."""
    change_request_id = parse_id(text)
    if change_request_id is None:
        raise ChangeRequestNotFound
    return change_request_id


# --- For the production desk ------------------------------------------------------------------------------------------


def get_for_operator(uow: UnitOfWork, change_request_id: UUID) -> ChangeRequest:
    """Give a change request of any company to the production desk."""
    return repository.get_change_request_for_operator(uow, change_request_id)


def list_for_operator(uow: UnitOfWork, change_request_ids: Collection[UUID]) -> dict[UUID, ChangeRequest]:
    """Give change requests of any company to the production desk, by id, in one statement."""
    found = repository.list_change_requests_for_operator(uow, change_request_ids)
    return {change_request.id: change_request for change_request in found}


def start_for_operator(uow: UnitOfWork, *, company_id: UUID, order_id: UUID) -> None:
    """Show the customer that somebody works on the open change requests of an order."""
    for change_request in repository.list_unfinished(uow, company_id, order_id):
        repository.update_change_request(uow, change_request, status=ChangeRequestStatus.IN_PROGRESS)


def close_for_operator(
    uow: UnitOfWork, *, change_request_id: UUID, closing: Closing, reply: str | None, closed_by: str
) -> ChangeRequest:
    """Answer a change request.

    ``done`` with a model newer than the delivered one has it drawn; the request closes when the order shows the files.
    ``declined``, or ``done`` with the delivered model, closes at once. The last one closed makes the order Ready.
    Raises ChangeRequestAlreadyClosed and ChangeRequestClosing when it was answered before.
    """
    change_request = repository.lock_change_request_for_operator(uow, change_request_id)
    if change_request.status not in UNFINISHED:
        raise ChangeRequestAlreadyClosed
    if change_request.closing_delivery_id is not None:
        raise ChangeRequestClosing
    repository.update_change_request(uow, change_request, reply=reply, completed_by=closed_by)
    if closing is Closing.DECLINED:
        _close(uow, change_request, ChangeRequestStatus.DECLINED)
    elif not _drawn_from_newer_model(uow, change_request):
        _close(uow, change_request, ChangeRequestStatus.DONE)
    return repository.get_change_request_for_operator(uow, change_request_id)


# --- For the listeners ------------------------------------------------------------------------------------------------


def close_answered(uow: UnitOfWork, *, delivery_id: UUID) -> None:
    """Close the change requests whose answer a delivery is; the order shows its files already."""
    for change_request in repository.list_closing(uow, delivery_id):
        _close(uow, change_request, ChangeRequestStatus.DONE)


def reopen_unanswered(uow: UnitOfWork, *, delivery_id: UUID) -> None:
    """Give the change requests back to the production desk whose answer could not be drawn."""
    for change_request in repository.list_closing(uow, delivery_id):
        repository.update_change_request(
            uow, change_request, closing_delivery_id=None, reply=None, completed_by=None, changes=None
        )


def _close(uow: UnitOfWork, change_request: ChangeRequest, status: ChangeRequestStatus) -> None:
    company_id, order_id = change_request.company_id, change_request.order_id
    repository.update_change_request(
        uow, change_request, status=status, completed_at=uow.now(), closing_delivery_id=None
    )
    next_due_at = repository.find_next_due_at(uow, company_id, order_id)
    order = end_fixing(uow, company_id=company_id, order_id=order_id, next_due_at=next_due_at)
    if status is ChangeRequestStatus.DONE:
        repository.update_change_request(uow, change_request, model_id=order.model_id, version=order.version)
    uow.emit(ChangeRequestClosed(company_id, order_id, change_request.id, status))


def _drawn_from_newer_model(uow: UnitOfWork, change_request: ChangeRequest) -> bool:
    """Have the answer drawn if there is a model newer than the delivered one, and note what changed in it."""
    company_id, order_id = change_request.company_id, change_request.order_id
    delivered_id = get_order_for_operator(uow, order_id).model_id
    newest = find_current_revision(uow, company_id=company_id, order_id=order_id)
    if newest is None or delivered_id is None or newest.id == delivered_id:
        return False
    delivered = get_revision(uow, company_id=company_id, revision_id=delivered_id)
    delivery = request_delivery(uow, company_id=company_id, order_id=order_id, revision_id=newest.id)
    repository.update_change_request(
        uow,
        change_request,
        status=ChangeRequestStatus.IN_PROGRESS,
        closing_delivery_id=delivery.id,
        changes=_changes(delivered.plan, newest.plan),
    )
    return True


def _changes(before: Plan, after: Plan) -> dict[str, Any]:
    changes = summarise_changes(before, after)
    found: dict[str, Any] = msgspec.to_builtins(changes)
    return {"summary": list(describe_changes(changes)), **found}


def _check_ranges(order: Order, new: NewChangeRequest) -> None:
    had = delivered_ranges(order.package_type, order.add_ons)
    faults = [
        FieldFault(("products", position), f"the order has no {name}", "value_error.product_range")
        for position, name in enumerate(new.products)
        if name not in had
    ]
    if faults:
        raise InvalidInput(faults)


def _name_of(uow: UnitOfWork, actor: Actor) -> str:
    user = find_user(uow, actor.company, actor.user_id) if actor.user_id else None
    return user.email if user else actor.name
