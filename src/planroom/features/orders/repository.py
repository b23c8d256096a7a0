"""Rows of orders. What company callers reach takes the company's id; the rest says that it is for operators."""

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from planroom.features.deliverables.models import deliveries
from planroom.features.orders.errors import OrderNotFound
from planroom.features.orders.models import Order, orders
from planroom.features.orders.rules import OrderStatus
from planroom.features.users.models import users
from planroom.infra.database.paging import newest_first
from planroom.infra.database.unit_of_work import UnitOfWork
from planroom.kit.paging import PageRequest

_OF_OTHERS: dict[str, sa.ColumnElement[Any]] = {
    "owner_email": users.c.email,
    "assets": deliveries.c.assets,
    "total_scanned_area_m2": deliveries.c.total_scanned_area_m2,
}
_order = sa.select(*(_OF_OTHERS[name] if name in _OF_OTHERS else orders.c[name] for name in Order._fields)).select_from(
    orders.outerjoin(users, users.c.id == orders.c.owner_id).outerjoin(
        deliveries, deliveries.c.id == orders.c.delivery_id
    )
)

# Built once, with places for the values: a page is the call that clients make most.
_of_company = _order.where(orders.c.company_id == sa.bindparam("company_id"))
_ONE = _of_company.where(orders.c.id == sa.bindparam("order_id"))
_PAGE = newest_first(_of_company, orders.c.id)
_PAGE_OF_STATUSES = newest_first(
    _of_company.where(orders.c.status.in_(sa.bindparam("statuses", expanding=True))), orders.c.id
)


def insert_order(uow: UnitOfWork, values: dict[str, Any]) -> None:
    """Store a new order."""
    uow.connection.execute(sa.insert(orders).values(values))


def get_order(uow: UnitOfWork, company_id: UUID, order_id: UUID) -> Order:
    """Give an order of the company; OrderNotFound when it has none of this id."""
    row = uow.connection.execute(_ONE, {"company_id": company_id, "order_id": order_id}).one_or_none()
    if row is None:
        raise OrderNotFound
    return Order(*row)


def lock_order(uow: UnitOfWork, company_id: UUID, order_id: UUID) -> Order:
    """Give an order of the company whose row nobody else changes until the transaction ends.

    The lock leaves alone who only points at the order (``key_share``): rows that do are written before it is taken,
    and two such writers would wait for each other.
    """
    lock = sa.select(orders.c.id).where(orders.c.company_id == company_id, orders.c.id == order_id)
    uow.connection.execute(lock.with_for_update(key_share=True))
    return get_order(uow, company_id, order_id)


def list_orders(uow: UnitOfWork, company_id: UUID, statuses: Collection[OrderStatus], page: PageRequest) -> list[Order]:
    """List the company's orders, newest first, in one statement; no ``statuses`` means any."""
    values: dict[str, object] = {"company_id": company_id}
    if statuses:
        rows = _PAGE_OF_STATUSES.rows(uow.connection, page, {**values, "statuses": sorted(statuses)})
    else:
        rows = _PAGE.rows(uow.connection, page, values)
    return [Order(*row) for row in rows]


def get_order_for_operator(uow: UnitOfWork, order_id: UUID) -> Order:
    """Give an order of any company; OrderNotFound when there is none of this id."""
    row = uow.connection.execute(_order.where(orders.c.id == order_id)).one_or_none()
    if row is None:
        raise OrderNotFound
    return Order(*row)


def list_orders_for_operator(uow: UnitOfWork, order_ids: Sequence[UUID]) -> list[Order]:
    """List orders of any company by their ids, in no order."""
    return [Order(*row) for row in uow.connection.execute(_order.where(orders.c.id.in_(order_ids)))]


def find_order_by_view_token(uow: UnitOfWork, view_token: str) -> Order | None:
    """Find the order whose page has this unguessable address."""
    row = uow.connection.execute(_order.where(orders.c.view_token == view_token)).one_or_none()
    return Order(*row) if row is not None else None


def update_order(uow: UnitOfWork, order: Order, **values: Any) -> None:  # noqa: ANN401 — column values
    """Change columns of an order whose row is locked."""
    uow.connection.execute(
        sa.update(orders)
        .where(orders.c.company_id == order.company_id, orders.c.id == order.id)
        .values(updated_at=uow.now(), **values)
    )
