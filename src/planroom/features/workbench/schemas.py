"""The production desk on the wire."""

from typing import Annotated, Any

import msgspec

from planroom.features.deliverables.models import Delivery
from planroom.features.orders.models import Order
from planroom.features.orders.rules import full_address
from planroom.features.plans.models import Revision, RevisionNote
from planroom.features.workbench.corrections import ChangeRequestOfWork, change_request_of_work
from planroom.features.workbench.models import Claim
from planroom.features.workbench.rules import WorkReason
from planroom.features.workbench.service import QueueEntry
from planroom.floorplan.model.edits.apply import Edit
from planroom.floorplan.model.finding import Finding, Severity
from planroom.floorplan.model.limits import MAX_EDITS
from planroom.floorplan.model.plan import Plan
from planroom.infra.http.paging import PageQuery


class QueueQuery(PageQuery, frozen=True, kw_only=True):
    """Which part of the queue is wanted; ``reason`` may be given several times."""

    reason: list[WorkReason] = msgspec.field(default_factory=list)


class OrderOfWork(msgspec.Struct, frozen=True, kw_only=True):
    """What production needs to know of an order; not who ordered it."""

    status: str
    address: str
    add_info: str
    package_type: str
    add_ons: list[str]
    version: int | None
    due_at: float | None


class WorkItemRead(msgspec.Struct, frozen=True, kw_only=True):
    """A piece of open work. ``claimed_by`` is who has taken the order on; null when the work is free."""

    id: str
    order_id: str
    reason: WorkReason
    message: str
    opened_at: float
    due_at: float
    claimed_by: str | None
    claimed_at: float | None
    source_urls: list[str]
    order: OrderOfWork
    change_request: ChangeRequestOfWork | None


class ClaimRead(msgspec.Struct, frozen=True, kw_only=True):
    """Who has taken an order on, and since when."""

    order_id: str
    claimed_by: str
    claimed_at: float


class ClaimReleased(msgspec.Struct, frozen=True, kw_only=True):
    """Nobody has taken the order on any more."""

    order_id: str
    message: str = "The order is free for others."


class ModelRead(msgspec.Struct, frozen=True, kw_only=True):
    """The current model of an order. Send it back changed, with the ``version`` as it is, to make the next one."""

    order_id: str
    model_id: str
    version: int
    plan: Plan
    findings: tuple[Finding, ...]
    created_by: str
    created_at: float


class ModelReplace(msgspec.Struct, frozen=True, kw_only=True):
    """A model to take the place of version ``version``; 0 when there is none yet.

    The version may be left out where the If-Match header names it.
    """

    plan: Plan
    version: Annotated[int, msgspec.Meta(ge=0)] | None = None


class EditsApply(msgspec.Struct, frozen=True, kw_only=True):
    """Named operations on version ``version``, carried out in order, all or none."""

    version: Annotated[int, msgspec.Meta(ge=1)]
    edits: Annotated[list[Edit], msgspec.Meta(min_length=1, max_length=MAX_EDITS)]


class RevisionRead(msgspec.Struct, frozen=True, kw_only=True):
    """One version of a model: who made it, when and how. ``edits`` is null unless it was edited."""

    model_id: str
    version: int
    origin: str
    worst_severity: Severity | None
    edits: list[dict[str, Any]] | None
    created_by: str
    created_at: float


class DeliveryRequested(msgspec.Struct, frozen=True, kw_only=True):
    """The files are being drawn; the order shows them when they are all there."""

    order_id: str
    delivery_id: str
    model_id: str
    version: int
    message: str = "The files are being drawn."


def work_item_read(entry: QueueEntry, public_url: str) -> WorkItemRead:
    """Show a piece of open work."""
    item = entry.item
    return WorkItemRead(
        id=str(item.id),
        order_id=str(item.order_id),
        reason=item.reason,
        message=item.message,
        opened_at=item.opened_at.timestamp(),
        due_at=item.due_at.timestamp(),
        claimed_by=item.claimed_by,
        claimed_at=item.claimed_at.timestamp() if item.claimed_at else None,
        source_urls=list(entry.source_urls),
        order=_order(entry.order),
        change_request=change_request_of_work(entry.change_request, public_url) if entry.change_request else None,
    )


def _order(order: Order) -> OrderOfWork:
    return OrderOfWork(
        status=order.status,
        address=full_address(
            street=order.street,
            city=order.city,
            country=order.country,
            number=order.number,
            suite=order.suite,
            state=order.state,
            postal_code=order.postal_code,
        ),
        add_info=order.add_info,
        package_type=order.package_type,
        add_ons=list(order.add_ons),
        version=order.version,
        due_at=order.due_at.timestamp() if order.due_at else None,
    )


def claim_read(claim: Claim) -> ClaimRead:
    """Show a claim."""
    return ClaimRead(order_id=str(claim.order_id), claimed_by=claim.operator, claimed_at=claim.claimed_at.timestamp())


def model_read(revision: Revision) -> ModelRead:
    """Show a model."""
    return ModelRead(
        order_id=str(revision.order_id),
        model_id=str(revision.id),
        version=revision.number,
        plan=revision.plan,
        findings=revision.findings,
        created_by=revision.created_by,
        created_at=revision.created_at.timestamp(),
    )


def revision_read(note: RevisionNote) -> RevisionRead:
    """Show a line of the history."""
    return RevisionRead(
        model_id=str(note.id),
        version=note.number,
        origin=note.origin,
        worst_severity=note.worst_severity,
        edits=list(note.edits) if note.edits is not None else None,
        created_by=note.created_by,
        created_at=note.created_at.timestamp(),
    )


def delivery_requested(delivery: Delivery) -> DeliveryRequested:
    """Show a delivery that was asked for."""
    return DeliveryRequested(
        order_id=str(delivery.order_id),
        delivery_id=str(delivery.id),
        model_id=str(delivery.revision_id),
        version=delivery.version,
    )
