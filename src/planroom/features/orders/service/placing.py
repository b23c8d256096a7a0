"""Placing an order, and handing in another source for one that could not be read."""

from collections.abc import Sequence
from uuid import UUID

from planroom.features.companies.rules import Permission
from planroom.features.orders import repository
from planroom.features.orders.errors import OrderSourceNotFailed
from planroom.features.orders.events import OrderSourceReplaced
from planroom.features.orders.models import IssueAbout, NewOrder, Order
from planroom.features.orders.rules import Move
from planroom.features.orders.service.looking import lock_order
from planroom.features.orders.service.sources import find_source_faults, take_sources
from planroom.features.orders.service.starting import REDRAW, begin_production, write_order
from planroom.features.orders.service.steps import lasting_issues, take_step_of
from planroom.features.orders.service.wanting import wanted_values
from planroom.features.plans.service import request_reading
from planroom.features.products.rules import turnaround
from planroom.infra.database.unit_of_work import UnitOfWork
from planroom.kit.actor import Actor
from planroom.kit.errors import InvalidInput


def create_order(uow: UnitOfWork, actor: Actor, new: NewOrder) -> Order:
    """Place an order from drawings: it is Pending at once, and its sources are fetched and read afterwards.

    What it lacks comes from the company; see ``wanted_values``, which raises for what cannot be had.
    """
    actor.require(Permission.CREATE_ORDERS)
    values = wanted_values(uow, actor, new)
    due_at = uow.now() + turnaround(values["add_ons"])
    order = write_order(uow, actor.company, {**values, "due_at": due_at}, Move.PLACE, REDRAW)
    begin_production(uow, order, take_sources(uow, order.company_id, new.source_urls, new.uploads_at))
    return order


def replace_source(
    uow: UnitOfWork, actor: Actor, order_id: UUID, source_urls: Sequence[str], uploads_at: str = ""
) -> Order:
    """Take another source for an order whose source could not be read (contract 3.8)."""
    order = lock_order(uow, actor, order_id, Permission.CREATE_ORDERS)
    step = take_step_of(order, Move.REPLACE_SOURCE)
    if not any(issue["about"] == IssueAbout.SOURCE for issue in order.issues):
        raise OrderSourceNotFailed
    faults = find_source_faults(uow, actor.company, source_urls, uploads_at)
    if faults:
        raise InvalidInput(faults)
    repository.update_order(uow, order, status=step.to, issues=lasting_issues(order.issues))
    sources = take_sources(uow, order.company_id, source_urls, uploads_at)
    request_reading(uow, company_id=order.company_id, order_id=order.id, sources=sources, info=order.add_info)
    uow.emit(OrderSourceReplaced(order.company_id, order.id))
    return repository.get_order(uow, actor.company, order_id)
