"""A company with very many delivered orders: one order is made by hand and multiplied inside the database.

Inserting a million orders one by one takes an hour; a statement that copies a row takes a minute or two.
"""

from typing import Any, NamedTuple
from uuid import UUID

import sqlalchemy as sa
from tests.load.seeding import seed_orders
from tests.support.customers import Customer

from planroom.features.deliverables.models import deliveries
from planroom.features.orders.models import orders
from planroom.infra.database.engine import Engines
from planroom.infra.database.unit_of_work import Database

_HEX_DIGITS = 12
_SECONDS_APART = 20


class ManyOrders(NamedTuple):
    """The company, and how many orders it has. Order number 1 is the oldest, and its external id is ``MANY1``."""

    customer: Customer
    orders: int

    def order_id(self, number: int) -> UUID:
        """The id of an order by its number."""
        return UUID(hex=f"{_prefix('orders')}{number:0{_HEX_DIGITS}x}")


def seed_many_orders(database: Database, count: int) -> ManyOrders:
    """Make a company with ``count`` delivered orders, each with files for two floors, in two statements."""
    customer = seed_orders(database, 1, email="large@example.com")
    with database.write() as uow:
        template = uow.connection.execute(sa.select(orders).where(orders.c.company_id == customer.company_id)).one()
        numbers = _numbers(count)
        order_ids, delivery_ids = _ids(uow.connection, numbers, "orders"), _ids(uow.connection, numbers, "deliveries")
        text = sa.cast(numbers, sa.Text())
        of_delivery = {"id": delivery_ids, "order_id": order_ids}
        _multiply(uow.connection, deliveries, template.delivery_id, numbers, of_delivery)
        of_order = {
            "id": order_ids,
            "delivery_id": delivery_ids,
            "external_id": sa.literal("MANY") + text,
            "number": text,
            "search_text": text
            + sa.literal(" north washington avenue 4 minneapolis mn 55401 united states many")
            + text,
            "view_token": sa.literal("many-") + text,
            "created_at": _later(uow.connection, orders.c.created_at, numbers),
            "updated_at": _later(uow.connection, orders.c.updated_at, numbers),
        }
        _multiply(uow.connection, orders, template.id, numbers, of_order)
        uow.connection.execute(sa.delete(orders).where(orders.c.id == template.id))
    _settle(database.engines)
    return ManyOrders(customer, count)


def _multiply(
    connection: sa.Connection,
    table: sa.Table,
    template_id: UUID,
    numbers: sa.ColumnElement[int],
    changed: dict[str, sa.ColumnElement[Any]],
) -> None:
    """Insert a copy of a row for every number, with some columns changed."""
    columns = list(table.c)
    copies = sa.select(*(changed.get(column.name, column) for column in columns)).where(table.c.id == template_id)
    copies = copies.join_from(table, numbers.table, sa.true()).order_by(numbers)
    connection.execute(sa.insert(table).from_select(columns, copies))


def _numbers(count: int) -> Any:  # noqa: ANN401 — a column of a CTE, with its table
    numbers = sa.select(sa.literal(1, sa.BigInteger()).label("number")).cte("numbers", recursive=True)
    return numbers.union_all(sa.select(numbers.c.number + 1).where(numbers.c.number < count)).c.number


def _prefix(name: str) -> str:
    """The beginning of the ids of a table: of version 7, older than any that is made today."""
    return "01900000000070008000" if name == "orders" else "01900000000070008001"


def _ids(connection: sa.Connection, numbers: sa.ColumnElement[int], name: str) -> sa.ColumnElement[Any]:
    if connection.dialect.name == "sqlite":
        return sa.literal(_prefix(name)) + sa.func.printf(f"%0{_HEX_DIGITS}x", numbers)
    return sa.cast(sa.literal(_prefix(name)) + sa.func.lpad(sa.func.to_hex(numbers), _HEX_DIGITS, "0"), sa.Uuid())


def _later(
    connection: sa.Connection, moment: sa.ColumnElement[Any], numbers: sa.ColumnElement[int]
) -> sa.ColumnElement[Any]:
    """Let each order have been placed a while after the one before."""
    seconds = numbers * _SECONDS_APART
    if connection.dialect.name == "sqlite":
        return sa.func.strftime("%Y-%m-%d %H:%M:%f000", moment, sa.cast(seconds, sa.Text()) + sa.literal(" seconds"))
    return moment + sa.func.make_interval(0, 0, 0, 0, 0, 0, seconds)


def _settle(engines: Engines) -> None:
    """Do what PostgreSQL does by itself some minutes after so many inserts, so that it is not done while we measure."""
    if engines.writer.dialect.name == "postgresql":
        with engines.writer.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            for table in (orders, deliveries):
                connection.execute(sa.text(f"VACUUM ANALYZE {table.name}"))
