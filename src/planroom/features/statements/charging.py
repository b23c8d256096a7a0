"""Charging: what becomes due is written down in the transaction in which it does, with the price as it is then."""

from collections.abc import Sequence
from uuid import UUID

import sqlalchemy as sa

from planroom.features.change_requests.rules import ChangeRequestStatus
from planroom.features.change_requests.service import looking as change_requests
from planroom.features.orders.service.looking import get_for_operator as get_order
from planroom.features.products.service.pricing import get_rates, get_terms
from planroom.features.statements import repository
from planroom.features.statements.models import Charge, Statement
from planroom.features.statements.rules import (
    EXTRA_CHANGE_REQUEST,
    ChargeKind,
    Due,
    describe,
    find_due,
    month_of,
    unit_cents,
)
from planroom.infra.database.engine import is_unique_violation
from planroom.infra.database.unit_of_work import UnitOfWork
from planroom.kit.ids import new_id


def charge_delivery(uow: UnitOfWork, *, company_id: UUID, order_id: UUID) -> None:
    """Charge an order that has just been delivered for what it was not charged for yet.

    That is all at its first delivery, the difference at the one after an upgrade, and nothing at the others. The
    order's row is locked by who delivers it, so two deliveries never charge for the same thing.
    """
    order = get_order(uow, order_id)
    charged = repository.list_charged(uow, order_id)
    due = find_due(order.package_type, order.add_ons, order.total_scanned_area_m2 or 0.0, charged)
    _charge(uow, company_id, order_id, due)


def charge_change_request(
    uow: UnitOfWork, *, company_id: UUID, order_id: UUID, change_request_id: UUID, status: ChangeRequestStatus
) -> None:
    """Charge a change request that is done and not one of the free ones, once however often it is reopened.

    One that was declined or withdrawn costs nothing.
    """
    if status is not ChangeRequestStatus.DONE:
        return
    if not change_requests.get_for_operator(uow, change_request_id).billable:
        return
    if repository.is_charged(uow, change_request_id):
        return
    due = Due(ChargeKind.CHANGE_REQUEST, EXTRA_CHANGE_REQUEST)
    _charge(uow, company_id, order_id, [due], change_request_id=change_request_id)


def _charge(
    uow: UnitOfWork, company_id: UUID, order_id: UUID, due: Sequence[Due], *, change_request_id: UUID | None = None
) -> None:
    if not due:
        return
    statement = _statement(uow, company_id)
    prices = get_rates(uow, company_id, statement.currency).prices
    priced = [(thing, unit_cents(thing, prices)) for thing in due]
    repository.insert_charges(
        uow,
        [
            Charge(
                id=new_id(),
                statement_id=statement.id,
                company_id=company_id,
                order_id=order_id,
                change_request_id=change_request_id,
                kind=thing.kind,
                item=thing.item,
                description=describe(thing),
                quantity=thing.quantity,
                unit_cents=cents,
                amount_cents=thing.quantity * cents,
                created_at=uow.now(),
            )
            for thing, cents in priced
        ],
    )


def _statement(uow: UnitOfWork, company_id: UUID) -> Statement:
    """Give the company's statement of this month; the first charge of the month makes it, in the company's currency."""
    month = month_of(uow.now())
    found = repository.find_statement(uow, company_id, month)
    if found is not None:
        return found
    statement = Statement(new_id(), company_id, month, get_terms(uow, company_id).currency, uow.now())
    try:
        with uow.connection.begin_nested():
            repository.insert_statement(uow, statement)
    except sa.exc.IntegrityError as error:
        if not is_unique_violation(error):
            raise
        # Another charge of the same moment made it.
        return repository.find_statement(uow, company_id, month) or statement
    return statement
