"""The page of orders as somebody would write it who knows nothing but the driver: the floor of the measurement."""

import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, NamedTuple
from uuid import UUID

import msgspec

from planroom.features.orders.models import Order

COLUMNS = """
    o.id, o.company_id, o.status, o.order_type, o.external_id, o.add_info, o.package_type, o.add_ons,
    o.street, o.number, o.suite, o.city, o.state, o.postal_code, o.country, o.latitude, o.longitude,
    o.model_id, o.version, o.issues, o.open_change_requests, o.change_requests_made, o.fixing_ranges, o.view_token,
    o.created_at, o.due_at, o.first_delivered_at,
    u.email AS owner_email, d.assets, d.total_scanned_area_m2
"""
PAGE = f"""
    SELECT {COLUMNS}
    FROM orders o
    LEFT JOIN users u ON u.id = o.owner_id
    LEFT JOIN deliveries d ON d.id = o.delivery_id
    WHERE o.company_id = ?
    ORDER BY o.id DESC LIMIT ? OFFSET ?
"""  # noqa: S608 — made of constants
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


def fetch_company_of_key(connection: Any, key_hash: str) -> UUID | None:  # noqa: ANN401 — of two drivers
    """Look up whose key this is on a raw connection."""
    dialect = dialect_of(connection)
    row = connection.execute(dialect.sql(KEY), (key_hash,)).fetchone()
    return dialect.read_id(row[0]) if row is not None and row[2] is None and row[3] is None else None


def _sqlite_order(row: tuple[Any, ...]) -> Order:
    values = list(row)
    values[0] = UUID(hex=row[0])
    values[17] = UUID(hex=row[17]) if row[17] else None
    for position in (7, 19, 22, 28):
        values[position] = _JSON.decode(row[position]) if row[position] else None
    for position in (24, 25, 26):
        values[position] = _utc(row[position]) if row[position] else None
    return Order._make(values)


def _utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


SQLITE = Dialect("?", lambda value: value.hex, lambda text: UUID(hex=text), _sqlite_order)
POSTGRESQL = Dialect("%s", lambda value: value, lambda value: value, Order._make)
