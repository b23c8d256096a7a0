"""What the desk does when plans, deliverables, orders and change requests have news; bootstrap lists these functions.

Work is opened and closed here and nowhere else: an item is open exactly as long as its reason holds.
"""

from collections.abc import Collection
from datetime import datetime
from typing import Protocol
from uuid import UUID

from planroom.features.change_requests.events import ChangeRequestClosed, ChangeRequestOpened
from planroom.features.deliverables.events import DeliverableFailed
from planroom.features.orders.events import OrderCancelled, OrderDelivered, OrderSourceReplaced
from planroom.features.orders.rules import OrderStatus
from planroom.features.orders.service.looking import get_for_operator
from planroom.features.plans.events import PlanLeftToPerson, PlanReadingFailed, PlanRevised
from planroom.features.plans.service import get_revision
from planroom.features.workbench import repository
from planroom.features.workbench.models import WorkItem
from planroom.features.workbench.rules import DUE_AFTER, UNTIL_DELIVERED, UNTIL_READ_AGAIN, WorkReason
from planroom.infra.database.unit_of_work import UnitOfWork
from planroom.kit.ids import new_id


class AboutOrder(Protocol):
    """What every event here has."""

    @property
    def company_id(self) -> UUID:
        """Whose order it is."""

    @property
    def order_id(self) -> UUID:
        """Which order it is."""


NO_ROOMS = "The draft has no rooms."


def on_plan_revised(uow: UnitOfWork, event: PlanRevised) -> None:
    """Queue a draft that needs a person. A new draft answers whatever an older reading left open."""
    if event.automatic:
        _close(uow, event.order_id, UNTIL_READ_AGAIN)
    if event.needs_person:
        _open(uow, event, WorkReason.DRAFT_NEEDS_PERSON, _why_a_person(uow, event))


def on_plan_reading_failed(uow: UnitOfWork, event: PlanReadingFailed) -> None:
    """Queue an order whose source could not be read, unless it has been delivered meanwhile."""
    if get_for_operator(uow, event.order_id).status is OrderStatus.PENDING:
        _open(uow, event, WorkReason.READING_FAILED, event.message)


def on_plan_left_to_person(uow: UnitOfWork, event: PlanLeftToPerson) -> None:
    """Queue an order whose plan a person makes from what was handed in."""
    _open(uow, event, WorkReason.DRAFT_NEEDS_PERSON, event.message)


def on_deliverable_failed(uow: UnitOfWork, event: DeliverableFailed) -> None:
    """Queue an order whose files could not be drawn."""
    _open(uow, event, WorkReason.DRAWING_FAILED, event.message)


def on_order_delivered(uow: UnitOfWork, event: OrderDelivered) -> None:
    """Close what waited for the delivery."""
    _close(uow, event.order_id, UNTIL_DELIVERED)


def on_order_cancelled(uow: UnitOfWork, event: OrderCancelled) -> None:
    """Close all work on an order that was given up."""
    _close(uow, event.order_id, tuple(WorkReason))


def on_order_source_replaced(uow: UnitOfWork, event: OrderSourceReplaced) -> None:
    """Close what was about the old source; the new one is being read."""
    _close(uow, event.order_id, UNTIL_READ_AGAIN)


def on_change_request_opened(uow: UnitOfWork, event: ChangeRequestOpened) -> None:
    """Queue a change request."""
    _open(
        uow,
        event,
        WorkReason.CHANGE_REQUEST,
        event.text,
        subject_id=event.change_request_id,
        due_at=event.due_at,
    )


def on_change_request_closed(uow: UnitOfWork, event: ChangeRequestClosed) -> None:
    """Take an answered change request off the queue."""
    _close(uow, event.order_id, (WorkReason.CHANGE_REQUEST,), event.change_request_id)


def _why_a_person(uow: UnitOfWork, event: PlanRevised) -> str:
    """Give the gravest finding in its words; a draft without any has no rooms."""
    findings = get_revision(uow, company_id=event.company_id, revision_id=event.revision_id).findings
    gravest = max(findings, key=lambda finding: finding.severity.rank, default=None)
    return gravest.message if gravest is not None else NO_ROOMS


def _open(
    uow: UnitOfWork,
    event: AboutOrder,
    reason: WorkReason,
    message: str,
    *,
    subject_id: UUID | None = None,
    due_at: datetime | None = None,
) -> None:
    order = get_for_operator(uow, event.order_id)
    if order.cancelled_at is not None:
        return
    repository.open_item(
        uow,
        WorkItem(
            id=new_id(),
            company_id=event.company_id,
            order_id=event.order_id,
            reason=reason,
            subject_id=subject_id,
            message=message,
            opened_at=uow.now(),
            due_at=due_at or order.due_at or uow.now() + DUE_AFTER,
            claimed_by=None,
            claimed_at=None,
        ),
    )


def _close(uow: UnitOfWork, order_id: UUID, reasons: Collection[WorkReason], subject_id: UUID | None = None) -> None:
    repository.close_items(uow, order_id, reasons, subject_id)
    if not repository.has_open_items(uow, order_id):
        repository.delete_claim(uow, order_id)
