"""The page of orders as somebody would write it who knows nothing but the driver: the floor of the measurement."""

import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, NamedTuple
from uuid import UUID

import msgspec

from planroom.features.orders.models import Order

_OF_OTHERS = {"owner_email": "u.email", "assets": "d.assets", "total_scanned_area_m2": "d.total_scanned_area_m2"}
COLUMNS = ", ".join(_OF_OTHERS.get(name, f"o.{name}") for name in Order._fields)
FROM = "FROM orders o LEFT JOIN users u ON u.id = o.owner_id LEFT JOIN deliveries d ON d.id = o.delivery_id"
PAGE = f"SELECT {COLUMNS} {FROM} WHERE o.company_id = ? ORDER BY o.id DESC LIMIT ? OFFSET ?"
ONE = f"SELECT {COLUMNS} {FROM} WHERE o.company_id = ? AND o.id = ?"
KEY = """
    SELECT k.company_id, k.name, k.expires_at, k.revoked_at,
        (SELECT u.id FROM users u WHERE u.company_id = k.company_id AND u.role = 'Manager' ORDER BY u.id LIMIT 1)
    FROM api_keys k WHERE k.key_hash = ?
"""
_JSON = msgspec.json.Decoder()


class Dialect(NamedTuple):
    """What differs between the two drivers."""

    placeholder: str
    write_id: Callable[[UUID], object]
    read_id: Callable[[Any], UUID]
    read_order: Callable[[tuple[Any, ...]], Order]

    def sql(self, text: str) -> str:
        """Write a statement in the driver's way."""
        return text.replace("?", self.placeholder)


def dialect_of(connection: object) -> Dialect:
    """Find out which driver a raw connection belongs to."""
    return SQLITE if isinstance(connection, sqlite3.Connection) else POSTGRESQL


def fetch_page(connection: Any, company_id: UUID, fetch: int, skip: int) -> list[Order]:  # noqa: ANN401 — of two drivers
    """Run the page query on a raw connection."""
    dialect = dialect_of(connection)
    rows = connection.execute(dialect.sql(PAGE), (dialect.write_id(company_id), fetch, skip)).fetchall()
    return [dialect.read_order(row) for row in rows]


def fetch_order(connection: Any, company_id: UUID, order_id: UUID) -> Order | None:  # noqa: ANN401 — of two drivers
    """Run the query of one order on a raw connection."""
    dialect = dialect_of(connection)
    values = (dialect.write_id(company_id), dialect.write_id(order_id))
    row = connection.execute(dialect.sql(ONE), values).fetchone()
    return None if row is None else dialect.read_order(row)


def fetch_company_of_key(connection: Any, key_hash: str) -> UUID | None:  # noqa: ANN401 — of two drivers
    """Look up whose key this is on a raw connection."""
    dialect = dialect_of(connection)
    row = connection.execute(dialect.sql(KEY), (key_hash,)).fetchone()
    return dialect.read_id(row[0]) if row is not None and row[2] is None and row[3] is None else None


def _places(*names: str) -> tuple[int, ...]:
    return tuple(Order._fields.index(name) for name in names)


_IDS = _places("id", "company_id", "model_id")
_DOCUMENTS = _places("add_ons", "issues", "fixing_ranges", "style_template", "go2scan", "assets")
_FLAGS = _places("is_scan_order")
_TIMES = _places("created_at", "due_at", "first_delivered_at", "cancelled_at")


def _sqlite_order(row: tuple[Any, ...]) -> Order:
    values = list(row)
    for places, read in ((_IDS, _uuid), (_DOCUMENTS, _JSON.decode), (_FLAGS, bool), (_TIMES, _utc)):
        for place in places:
            if values[place] is not None:
                values[place] = read(values[place])
    return Order._make(values)


def _uuid(text: str) -> UUID:
    return UUID(hex=text)


def _utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


SQLITE = Dialect("?", lambda value: value.hex, lambda text: UUID(hex=text), _sqlite_order)
POSTGRESQL = Dialect("%s", lambda value: value, lambda value: value, Order._make)
