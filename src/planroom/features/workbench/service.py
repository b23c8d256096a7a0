"""Use cases of the production desk: look at the queue, claim, look at a model, change it, deliver it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from planroom.features.audit.rules import Subject
from planroom.features.audit.service import record
from planroom.features.change_requests.errors import ChangeRequestNotFound
from planroom.features.change_requests.models import ChangeRequest, ChangeRequestItem, Comment
from planroom.features.change_requests.rules import Closing, ItemState
from planroom.features.change_requests.service import answering, commenting
from planroom.features.change_requests.service import looking as change_requests
from planroom.features.change_requests.service.comparing import Comparison, Models
from planroom.features.change_requests.service.looking import ChangeRequestForDesk
from planroom.features.companies.rules import Permission
from planroom.features.deliverables.models import Delivery
from planroom.features.orders.errors import OrderNotFound
from planroom.features.orders.models import Order
from planroom.features.orders.rules import OrderStatus
from planroom.features.orders.service.looking import get_for_operator, list_for_operator
from planroom.features.orders.service.moving import deliver_for_operator
from planroom.features.plans import service as plans
from planroom.features.plans.errors import ModelChanged, ModelNotFound
from planroom.features.plans.models import Revision, RevisionNote
from planroom.features.workbench import repository
from planroom.features.workbench.errors import ClaimedByAnother
from planroom.features.workbench.models import Claim, WorkItem
from planroom.features.workbench.rules import WorkReason, lapsed_before
from planroom.floorplan.model.finding import Finding
from planroom.floorplan.model.plan import Plan
from planroom.infra.database.unit_of_work import UnitOfWork
from planroom.kit.actor import Actor
from planroom.kit.paging import Page, PageRequest, make_page

IN_PRODUCTION = frozenset({OrderStatus.PENDING, OrderStatus.READY, OrderStatus.FIXING})
"""Where an order stands that the desk may see; before that it is nobody's work."""


@dataclass(frozen=True, slots=True)
class QueueEntry:
    """A piece of open work with what a person needs to begin: the order and the sources it was drafted from."""

    item: WorkItem
    order: Order
    source_urls: Sequence[str]
    change_request: ChangeRequestForDesk | None

    @property
    def id(self) -> UUID:
        """The id of the piece of work."""
        return self.item.id


def list_queue(uow: UnitOfWork, actor: Actor, reasons: Collection[WorkReason], page: PageRequest) -> Page[QueueEntry]:
    """List what waits for a person, of all companies, most urgent first, in eight statements at most."""
    actor.require(Permission.PRODUCE)
    items = repository.list_open_items_for_operator(uow, reasons, page)
    order_ids = list({item.order_id for item in items})
    orders = list_for_operator(uow, order_ids)
    sources = plans.list_source_urls_for_operator(uow, order_ids)
    asked = change_requests.list_for_operator(uow, [item.subject_id for item in items if item.subject_id])
    entries = [
        QueueEntry(
            item,
            orders[item.order_id],
            sources.get(item.order_id, ()),
            asked.get(item.subject_id) if item.subject_id else None,
        )
        for item in items
    ]
    return make_page(page, entries)


def claim_order(uow: UnitOfWork, actor: Actor, order_id: UUID) -> Claim:
    """Take an order on: until the claim lapses or the work is done nobody else can change it.

    Claiming twice is fine. Raises ClaimedByAnother, which says who.
    """
    order = _get_order(uow, actor, order_id)
    claim = _claim(uow, actor, order_id)
    if order.status is OrderStatus.FIXING:
        answering.start_for_operator(uow, company_id=order.company_id, order_id=order.id, started_by=actor.name)
    return claim


def release_order(uow: UnitOfWork, actor: Actor, order_id: UUID) -> None:
    """Give an order back to the queue; nothing happens when nobody has it. Raises ClaimedByAnother."""
    _get_order(uow, actor, order_id)
    _require_unclaimed_by_others(actor, repository.lock_claim(uow, order_id), uow)
    repository.delete_claim(uow, order_id)


def _claim(uow: UnitOfWork, actor: Actor, order_id: UUID) -> Claim:
    now = uow.now()
    new = Claim(order_id, actor.name, claimed_at=now, worked_at=now)
    claim = repository.lock_claim(uow, order_id)
    if claim is None:
        if repository.insert_claim(uow, new):
            return new
        claim = repository.lock_claim(uow, order_id) or new
    if claim.operator == actor.name:
        new = claim._replace(worked_at=now)
    elif claim.worked_at >= lapsed_before(now):
        raise ClaimedByAnother(claim.operator)
    repository.update_claim(uow, new)
    return new


def get_model(uow: UnitOfWork, actor: Actor, order_id: UUID) -> Revision:
    """Give the current model of an order; ModelNotFound while there is none."""
    order = _get_order(uow, actor, order_id)
    return plans.current_revision(uow, company_id=order.company_id, order_id=order.id)


def find_model_to_change(uow: UnitOfWork, actor: Actor, order_id: UUID, version: int | None) -> Revision | None:
    """Give the model that a change builds on, None for version 0, which is no model yet.

    ``version`` is None when the caller has another way to say which model it knows.

    Raises ModelChanged when ``version`` is not the current one, ModelNotFound when there is none, ClaimedByAnother.
    """
    order = _get_order(uow, actor, order_id)
    _require_unclaimed_by_others(actor, repository.find_claim(uow, order_id), uow)
    revision = plans.find_current_revision(uow, company_id=order.company_id, order_id=order.id)
    if version is None:
        return revision
    if revision is None and version > 0:
        raise ModelNotFound
    if revision is not None and revision.number != version:
        raise ModelChanged
    return revision


def get_model_to_change(uow: UnitOfWork, actor: Actor, order_id: UUID, version: int) -> Revision:
    """Give the model that edits build on; raises as find_model_to_change, and ModelNotFound when there is none."""
    revision = find_model_to_change(uow, actor, order_id, version)
    if revision is None:
        raise ModelNotFound
    return revision


def list_history(uow: UnitOfWork, actor: Actor, order_id: UUID, page: PageRequest) -> Page[RevisionNote]:
    """List the revisions of an order's model, newest first: who made them when, and by which edits."""
    order = _get_order(uow, actor, order_id)
    return plans.list_revisions(uow, company_id=order.company_id, order_id=order.id, page=page)


def store_model(
    uow: UnitOfWork,
    actor: Actor,
    order_id: UUID,
    *,
    version: int,
    plan: Plan,
    findings: Sequence[Finding],
    edits: Sequence[dict[str, Any]] | None = None,
) -> Revision:
    """Store a changed model as the revision after ``version``; 0 makes the first.

    Raises ModelChanged when ``version`` is not the current one, ClaimedByAnother while somebody else has the order.
    """
    order = _get_order(uow, actor, order_id)
    _hold(uow, actor, order_id)
    revision = plans.add_revision(
        uow,
        company_id=order.company_id,
        order_id=order.id,
        expected_number=version,
        plan=plan,
        findings=findings,
        created_by=actor.name,
        edits=edits,
    )
    _record(uow, actor, revision)
    return revision


def deliver_order(uow: UnitOfWork, actor: Actor, order_id: UUID) -> Delivery:
    """Have the current model drawn and delivered.

    Raises ModelNotFound without one, OrderInFixing while change requests are open: closing them delivers.
    """
    order = _get_order(uow, actor, order_id)
    _hold(uow, actor, order_id)
    revision = plans.current_revision(uow, company_id=order.company_id, order_id=order.id)
    return deliver_for_operator(uow, order.id, revision.id)


def find_models_to_compare(uow: UnitOfWork, actor: Actor, change_request_id: UUID, closing: Closing) -> Models | None:
    """Give the models whose comparison belongs to an answer; None for an answer that changes nothing."""
    actor.require(Permission.PRODUCE)
    if closing is Closing.DECLINED:
        return None
    return answering.find_models_to_compare(uow, change_request_id)


def close_change_request(
    uow: UnitOfWork,
    actor: Actor,
    change_request_id: UUID,
    closing: Closing,
    reply: str | None,
    compared: Comparison | None = None,
) -> ChangeRequest:
    """Answer a change request: with the current model as its correction, or by declining it.

    Raises ClaimedByAnother, and what ``change_requests`` says of one that is closed already.
    """
    actor.require(Permission.PRODUCE)
    _hold(uow, actor, change_requests.get_for_operator(uow, change_request_id).order_id)
    return answering.close_for_operator(
        uow,
        change_request_id=change_request_id,
        closing=closing,
        reply=reply,
        closed_by=actor.name,
        compared=compared,
    )


def answer_item(
    uow: UnitOfWork, actor: Actor, change_request_id: UUID, item_id: UUID, state: ItemState, reply: str | None
) -> ChangeRequestItem:
    """Answer one item of a change request that is open; the request is in progress from then on.

    Raises ClaimedByAnother, and what ``change_requests`` says of an unknown item or a request that is closed already.
    """
    actor.require(Permission.PRODUCE)
    _hold(uow, actor, change_requests.get_for_operator(uow, change_request_id).order_id)
    return answering.answer_item_for_operator(
        uow,
        change_request_id=change_request_id,
        item_id=item_id,
        state=state,
        reply=reply,
        answered_by=actor.name,
    )


def get_change_request(uow: UnitOfWork, actor: Actor, change_request_id: UUID) -> ChangeRequestForDesk:
    """Give a change request with its items, images, newest comments and history."""
    actor.require(Permission.PRODUCE)
    found = change_requests.list_for_operator(uow, [change_request_id])
    if change_request_id not in found:
        raise ChangeRequestNotFound
    return found[change_request_id]


def list_comments(uow: UnitOfWork, actor: Actor, change_request_id: UUID, page: PageRequest) -> Page[Comment]:
    """List what customer and desk said about a change request, newest first."""
    actor.require(Permission.PRODUCE)
    return commenting.list_comments_for_operator(uow, change_request_id, page)


def add_comment(uow: UnitOfWork, actor: Actor, change_request_id: UUID, text: str) -> Comment:
    """Say something to the customer. Anybody at the desk may, whoever has the order."""
    actor.require(Permission.PRODUCE)
    return commenting.add_comment_for_operator(uow, change_request_id, text, written_by=actor.name)


def _record(uow: UnitOfWork, actor: Actor, revision: Revision) -> None:
    """Put a changed model into the company's audit log."""
    details = {"order_id": str(revision.order_id), "version": revision.number, "edits": len(revision.edits or ())}
    record(
        uow,
        actor,
        f"model.{revision.origin}",
        Subject.MODEL,
        revision.id,
        company_id=revision.company_id,
        details=details,
    )


def _get_order(uow: UnitOfWork, actor: Actor, order_id: UUID) -> Order:
    actor.require(Permission.PRODUCE)
    order = get_for_operator(uow, order_id)
    if order.status not in IN_PRODUCTION:
        raise OrderNotFound
    return order


def _hold(uow: UnitOfWork, actor: Actor, order_id: UUID) -> None:
    """Refuse work on what somebody else has claimed; work on one's own claim keeps it."""
    claim = repository.lock_claim(uow, order_id)
    _require_unclaimed_by_others(actor, claim, uow)
    if claim is not None and claim.operator == actor.name:
        repository.update_claim(uow, claim._replace(worked_at=uow.now()))


def _require_unclaimed_by_others(actor: Actor, claim: Claim | None, uow: UnitOfWork) -> None:
    if claim is not None and claim.operator != actor.name and claim.worked_at >= lapsed_before(uow.now()):
        raise ClaimedByAnother(claim.operator)
