"""Drafts: orders that are made before there is anything to make a plan of (contract 3.6).

A draft is changed as a whole, deleted, or becomes Pending when a drawing or a scan is handed in.
"""

from collections.abc import Sequence
from typing import NamedTuple
from uuid import UUID

from planroom.features.audit.rules import Subject
from planroom.features.audit.service import record
from planroom.features.companies.rules import Permission
from planroom.features.orders import repository
from planroom.features.orders.events import DraftSubmitted
from planroom.features.orders.models import Go2Scan, NewOrder, Order
from planroom.features.orders.rules import Move, OrderStatus
from planroom.features.orders.service.looking import lock_order
from planroom.features.orders.service.sources import find_scan_faults, find_source_faults, take_sources
from planroom.features.orders.service.starting import GOTOSCAN, REDRAW, SCAN, begin_production, write_order
from planroom.features.orders.service.steps import take_step, tell
from planroom.features.orders.service.wanting import wanted_values
from planroom.features.plans.models import GivenSource, SourceKind
from planroom.features.products.rules import turnaround
from planroom.infra.database.unit_of_work import UnitOfWork
from planroom.kit.actor import Actor
from planroom.kit.errors import InvalidInput


class Material(NamedTuple):
    """What is handed in for a draft: drawings, a scan, or both, as URLs; ``uploads_at`` as in NewOrder."""

    source_urls: Sequence[str]
    scan_url: str | None
    uploads_at: str


def create_draft(uow: UnitOfWork, actor: Actor, new: NewOrder, *, order_type: str = SCAN) -> Order:
    """Make a draft. What it lacks comes from the company; ``wanted_values`` raises for what cannot be had."""
    actor.require(Permission.CREATE_ORDERS)
    return write_order(uow, actor.company, wanted_values(uow, actor, new), Move.DRAFT, order_type)


def change_draft(uow: UnitOfWork, actor: Actor, order_id: UUID, new: NewOrder) -> Order:
    """Put what is given in the place of everything that the draft said; OrderNotDraft for any other order."""
    order = lock_order(uow, actor, order_id, Permission.CREATE_ORDERS)
    step = take_step(order.status, Move.CHANGE_DRAFT)
    repository.update_order(uow, order, status=step.to, **wanted_values(uow, actor, new))
    return repository.get_order(uow, actor.company, order_id)


def delete_draft(uow: UnitOfWork, actor: Actor, order_id: UUID) -> None:
    """Forget a draft; OrderNotDraft for any other order."""
    order = lock_order(uow, actor, order_id, Permission.CREATE_ORDERS)
    take_step(order.status, Move.CHANGE_DRAFT)
    repository.delete_order(uow, order)
    record(uow, actor, "draft.deleted", Subject.ORDER, order.id, details={"external_id": order.external_id})


def submit_draft(uow: UnitOfWork, actor: Actor, order_id: UUID, material: Material) -> Order:
    """Hand in the drawings or the scan that a draft waited for: it is Pending from then on.

    Raises OrderNotDraft for any other order, and InvalidInput for uploads that the company does not have.
    """
    order = lock_order(uow, actor, order_id, Permission.CREATE_ORDERS)
    take_step(order.status, Move.SUBMIT)
    scans = [material.scan_url] if material.scan_url is not None else []
    faults = [
        *find_source_faults(uow, actor.company, material.source_urls, material.uploads_at),
        *find_scan_faults(uow, actor.company, scans, material.uploads_at),
    ]
    if faults:
        raise InvalidInput(faults)
    drawings = take_sources(uow, actor.company, material.source_urls, material.uploads_at)
    return _submit(
        uow, order, [*drawings, *take_sources(uow, actor.company, scans, material.uploads_at, SourceKind.SCAN)]
    )


def submit_draft_for_client(
    uow: UnitOfWork, *, company_id: UUID, order_id: UUID, sources: Sequence[GivenSource]
) -> Order:
    """Hand in what a client brought by a link; the caller has made sure of the link. OrderNotDraft as above."""
    return _submit(uow, repository.lock_order(uow, company_id, order_id), sources)


def find_draft_for_client(uow: UnitOfWork, *, company_id: UUID, order_id: UUID) -> Order:
    """Give the order behind a link; the caller has made sure of the link."""
    return repository.get_order(uow, company_id, order_id)


def lock_draft_for_client(uow: UnitOfWork, *, company_id: UUID, order_id: UUID) -> Order:
    """Do the same, and let nobody else change the order until the transaction ends."""
    return repository.lock_order(uow, company_id, order_id)


def set_go2scan(uow: UnitOfWork, *, company_id: UUID, order_id: UUID, go2scan: Go2Scan) -> Order:
    """Say on an order what has become of the link that its client was sent."""
    repository.update_order(uow, repository.lock_order(uow, company_id, order_id), go2scan=go2scan)
    return repository.get_order(uow, company_id, order_id)


def _submit(uow: UnitOfWork, order: Order, sources: Sequence[GivenSource]) -> Order:
    step = take_step(order.status, Move.SUBMIT)
    has_scan = any(source.kind is SourceKind.SCAN for source in sources)
    repository.update_order(
        uow,
        order,
        status=step.to,
        order_type=_type_of_submitted(order, has_scan=has_scan),
        is_scan_order=has_scan,
        due_at=uow.now() + turnaround(order.add_ons),
    )
    submitted = repository.get_order(uow, order.company_id, order.id)
    tell(uow, submitted, step, previous=OrderStatus.DRAFT)
    begin_production(uow, submitted, sources)
    uow.emit(DraftSubmitted(order.company_id, order.id))
    return repository.get_order(uow, order.company_id, order.id)


def _type_of_submitted(order: Order, *, has_scan: bool) -> str:
    if order.order_type == GOTOSCAN:
        return GOTOSCAN
    return SCAN if has_scan else REDRAW
