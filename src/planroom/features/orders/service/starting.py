"""The two beginnings that all orders share: being written down, and going into production."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from planroom.features.deliverables.service import set_presentation
from planroom.features.orders import repository
from planroom.features.orders.models import Order
from planroom.features.orders.rules import Move, OrderStatus
from planroom.features.orders.service.steps import take_step, tell
from planroom.features.orders.service.styling import find_style_of, presentation_in
from planroom.features.plans.models import GivenSource
from planroom.features.plans.service import request_reading
from planroom.infra.database.unit_of_work import UnitOfWork
from planroom.kit.ids import new_id, new_token

REDRAW, SCAN, GOTOSCAN = "redraw", "scan", "gotoscan"
"""The types of orders: from drawings, from a scan, from what a client hands in by a link (contract 2.1)."""


def write_order(uow: UnitOfWork, company_id: UUID, values: Mapping[str, Any], move: Move, order_type: str) -> Order:
    """Store a new order, which makes ``move`` from New, and tell its company."""
    step = take_step(OrderStatus.NEW, move)
    order_id, now = new_id(), uow.now()
    repository.insert_order(
        uow,
        {
            **values,
            "id": order_id,
            "company_id": company_id,
            "status": step.to,
            "order_type": order_type,
            "open_change_requests": 0,
            "change_requests_made": 0,
            "fixing_ranges": [],
            "view_token": new_token(),
            "created_at": now,
            "updated_at": now,
        },
    )
    order = repository.get_order(uow, company_id, order_id)
    tell(uow, order, step, previous=OrderStatus.NEW)
    return order


def begin_production(uow: UnitOfWork, order: Order, sources: Sequence[GivenSource]) -> None:
    """Say how the plans of an order will look, and have its sources read."""
    style = find_style_of(uow, order)
    if style.of_order != order.style_template:
        issues = [*order.issues, style.issue] if style.issue else order.issues
        repository.update_order(uow, order, style_template=style.of_order, issues=issues)
    set_presentation(
        uow, company_id=order.company_id, order_id=order.id, presentation=presentation_in(order, style.template)
    )
    request_reading(uow, company_id=order.company_id, order_id=order.id, sources=sources, info=order.add_info)
