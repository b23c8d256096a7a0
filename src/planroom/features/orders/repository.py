"""Rows of orders. What company callers reach takes the company's id; the rest says that it is for operators."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from planroom.features.deliverables.models import deliveries
from planroom.features.orders.errors import OrderNotFound
from planroom.features.orders.models import Order, OrderFilter, orders
from planroom.features.orders.rules import SEARCHED_FIELDS, search_form, search_text
from planroom.features.users.models import users
from planroom.features.users.rules import email_key
from planroom.infra.database.paging import PagedSelect, newest_first, newest_first_by_ids
from planroom.infra.database.unit_of_work import UnitOfWork
from planroom.kit.paging import PageRequest

SEARCHED_ORDERS = 50_000
"""How many of a company's newest orders a search by text looks through: it reads each of them."""

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

_owners = users.alias("owners")
_newer = orders.alias("newer")
# The id behind which a search by text does not look, null where there are fewer orders.
_END_OF_SEARCH = (
    sa.select(_newer.c.id)
    .where(_newer.c.company_id == sa.bindparam("company_id"))
    .order_by(_newer.c.id.desc())
    .limit(1)
    .offset(SEARCHED_ORDERS - 1)
    .scalar_subquery()
)
# One condition for each field of OrderFilter, with a place for its value.
_CONDITIONS: Mapping[str, sa.ColumnElement[bool]] = {
    "statuses": orders.c.status.in_(sa.bindparam("statuses", expanding=True)),
    "external_id": orders.c.external_id == sa.bindparam("external_id"),
    "updated_since": orders.c.updated_at >= sa.bindparam("updated_since"),
    "created_from": orders.c.created_at >= sa.bindparam("created_from"),
    "created_to": orders.c.created_at < sa.bindparam("created_to"),
    "owner_email": orders.c.owner_id
    == sa.select(_owners.c.id)
    .where(_owners.c.company_id == sa.bindparam("company_id"), _owners.c.email_key == sa.bindparam("owner_email"))
    .scalar_subquery(),
    "office_id": orders.c.office_id == sa.bindparam("office_id"),
    "text": sa.and_(
        orders.c.search_text.like(sa.bindparam("text"), escape="/"),
        orders.c.id >= sa.func.coalesce(_END_OF_SEARCH, sa.bindparam("least_id", UUID(int=0), orders.c.id.type)),
    ),
    "seen_by_owner": orders.c.owner_id == sa.bindparam("seen_by_owner"),
    "seen_in_office": orders.c.office_id == sa.bindparam("seen_in_office"),
}


@cache
def _one_where(given: frozenset[str]) -> sa.Select[Any]:
    return _ONE.where(*(_CONDITIONS[name] for name in sorted(given)))


@cache
def _page_where(given: frozenset[str]) -> PagedSelect:
    ids = sa.select(orders.c.id).where(
        orders.c.company_id == sa.bindparam("company_id"), *(_CONDITIONS[name] for name in sorted(given))
    )
    by_ids = newest_first_by_ids(_order, ids, orders.c.id)
    if given:
        return by_ids
    # Without filters a page lies in one piece in the index; only a page by offset has rows to skip.
    return replace(newest_first(_of_company, orders.c.id), by_offset=by_ids.by_offset)


def insert_order(uow: UnitOfWork, values: dict[str, Any]) -> None:
    """Store a new order."""
    uow.connection.execute(sa.insert(orders).values({**values, "search_text": search_text(values)}))


def get_order(uow: UnitOfWork, company_id: UUID, order_id: UUID, seen: OrderFilter | None = None) -> Order:
    """Give an order of the company; OrderNotFound when it has none of this id, or none among those ``seen``."""
    values = _values(seen or OrderFilter())
    one = _one_where(frozenset(values))
    row = uow.connection.execute(one, {**values, "company_id": company_id, "order_id": order_id}).one_or_none()
    if row is None:
        raise OrderNotFound
    return Order(*row)


def lock_order(uow: UnitOfWork, company_id: UUID, order_id: UUID, seen: OrderFilter | None = None) -> Order:
    """Give an order of the company whose row nobody else changes until the transaction ends; raises as get_order.

    The lock leaves alone who only points at the order (``key_share``): rows that do are written before it is taken,
    and two such writers would wait for each other.
    """
    lock = sa.select(orders.c.id).where(orders.c.company_id == company_id, orders.c.id == order_id)
    uow.connection.execute(lock.with_for_update(key_share=True))
    return get_order(uow, company_id, order_id, seen)


def list_orders(uow: UnitOfWork, company_id: UUID, wanted: OrderFilter, page: PageRequest) -> list[Order]:
    """List the company's orders, newest first, in one statement, which is made once for each set of filters.

    A search by text looks through the newest ``SEARCHED_ORDERS`` orders.
    """
    values = _values(wanted)
    rows = _page_where(frozenset(values)).rows(uow.connection, page, {**values, "company_id": company_id})
    return [Order(*row) for row in rows]


def _values(wanted: OrderFilter) -> dict[str, object]:
    """Give the parameters of the filters that are given, by the names of their conditions."""
    given = {name: value for name, value in wanted._asdict().items() if value not in (None, [])}
    if wanted.statuses:
        given["statuses"] = sorted(wanted.statuses)
    if wanted.owner_email is not None:
        given["owner_email"] = email_key(wanted.owner_email)
    if wanted.text is not None:
        given["text"] = "%" + re.sub("([%_/])", r"/\1", search_form(wanted.text)) + "%"
    return given


def get_preferences(uow: UnitOfWork, company_id: UUID, order_id: UUID) -> dict[str, Any] | None:
    """Give the ``order_preferences`` of the company's order; None for an order without."""
    preferences: dict[str, Any] | None = uow.connection.scalar(
        sa.select(orders.c.order_preferences).where(orders.c.company_id == company_id, orders.c.id == order_id)
    )
    return preferences


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
    if not values.keys().isdisjoint(SEARCHED_FIELDS):
        values["search_text"] = search_text({**order._asdict(), **values})
    uow.connection.execute(
        sa.update(orders)
        .where(orders.c.company_id == order.company_id, orders.c.id == order.id)
        .values(updated_at=uow.now(), **values)
    )


def delete_order(uow: UnitOfWork, order: Order) -> None:
    """Forget an order whose row is locked, and that nothing was made for yet."""
    uow.connection.execute(sa.delete(orders).where(orders.c.company_id == order.company_id, orders.c.id == order.id))
