"""Statements on the wire: as JSON, and as a file for spreadsheets."""

import csv
import io
from collections.abc import Iterable
from datetime import UTC
from enum import StrEnum
from typing import Annotated

import msgspec

from planroom.features.orders.rules import full_address
from planroom.features.statements.models import Line, Month
from planroom.features.statements.rules import ChargeKind
from planroom.infra.http.lists import ListRead, list_read
from planroom.infra.http.paging import PageQuery
from planroom.kit.paging import Page

# What a spreadsheet would take for a formula (CWE-1236).
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


class StatementFormat(StrEnum):
    """How a statement is answered."""

    JSON = "json"
    CSV = "csv"


class StatementQuery(PageQuery, frozen=True, kw_only=True):
    """Which lines of a statement are wanted, and how; a CSV file has all of them."""

    format: Annotated[
        StatementFormat | None, msgspec.Meta(description="json or csv; without it the Accept header decides.")
    ] = None


class TotalRead(msgspec.Struct, frozen=True, kw_only=True):
    """All lines of one kind."""

    kind: ChargeKind
    count: int
    amount_cents: int


class MonthRead(msgspec.Struct, frozen=True, kw_only=True):
    """A month, from midnight to midnight UTC; ``is_final`` once it is over.

    ``volume`` is the number of orders delivered for the first time. Amounts are in cents of ``currency``, before tax.
    """

    month: str
    begins_at: float
    ends_at: float
    is_final: bool
    currency: str
    volume: int
    total_cents: int
    totals: list[TotalRead]


class LineRead(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that became due: ``quantity`` times ``unit_cents``, at the price of that moment.

    What tells of the order is null once the order is erased.
    """

    id: str
    charged_at: float
    kind: ChargeKind
    item: str
    description: str
    quantity: int
    unit_cents: int
    amount_cents: int
    order_id: str
    change_request_id: str | None
    external_id: str | None
    address: str | None
    created_by: str | None
    office: str | None


class StatementRead(MonthRead, frozen=True, kw_only=True):
    """A month with a page of its lines, newest first."""

    lines: ListRead[LineRead]


def month_read(month: Month) -> MonthRead:
    """Show a month."""
    return MonthRead(
        month=month.month,
        begins_at=month.begins_at.timestamp(),
        ends_at=month.ends_at.timestamp(),
        is_final=month.is_final,
        currency=month.currency,
        volume=month.volume,
        total_cents=month.total_cents,
        totals=[TotalRead(kind=one.kind, count=one.number, amount_cents=one.amount_cents) for one in month.totals],
    )


def statement_read(month: Month, lines: Page[Line]) -> StatementRead:
    """Show a month with a page of its lines."""
    return StatementRead(**msgspec.structs.asdict(month_read(month)), lines=list_read(lines, line_read))


def line_read(line: Line) -> LineRead:
    """Show a line."""
    return LineRead(
        id=str(line.id),
        charged_at=line.created_at.timestamp(),
        kind=line.kind,
        item=line.item,
        description=line.description,
        quantity=line.quantity,
        unit_cents=line.unit_cents,
        amount_cents=line.amount_cents,
        order_id=str(line.order_id),
        change_request_id=str(line.change_request_id) if line.change_request_id else None,
        external_id=line.external_id,
        address=_address(line),
        created_by=line.owner_email,
        office=line.office,
    )


def statement_csv(month: Month, lines: Iterable[Line]) -> bytes:
    """Write the lines of a month as CSV (RFC 4180, UTF-8): a head, then one row for each, oldest first.

    Times are ISO 8601 in UTC, amounts in the whole unit with two decimals.
    """
    written = io.StringIO()
    writer = csv.writer(written)
    writer.writerow(CSV_HEAD)
    writer.writerows(_csv_row(line, month.currency) for line in lines)
    return written.getvalue().encode()


CSV_HEAD = (
    "charged_at",
    "kind",
    "item",
    "description",
    "quantity",
    "unit_price",
    "amount",
    "currency",
    "order_id",
    "external_id",
    "address",
    "created_by",
    "office",
    "change_request_id",
)


def _csv_row(line: Line, currency: str) -> list[str]:
    return [
        f"{line.created_at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
        line.kind,
        line.item,
        line.description,
        str(line.quantity),
        _whole_units(line.unit_cents),
        _whole_units(line.amount_cents),
        currency,
        str(line.order_id),
        _harmless(line.external_id),
        _harmless(_address(line)),
        _harmless(line.owner_email),
        _harmless(line.office),
        str(line.change_request_id) if line.change_request_id else "",
    ]


def _whole_units(cents: int) -> str:
    return f"{cents // 100}.{cents % 100:02}"


def _harmless(text: str | None) -> str:
    return f"'{text}" if text and text.startswith(_FORMULA_STARTS) else text or ""


def _address(line: Line) -> str | None:
    if line.street is None or line.city is None or line.country is None:
        return None
    return full_address(
        street=line.street,
        city=line.city,
        country=line.country,
        number=line.number,
        suite=line.suite,
        state=line.state,
        postal_code=line.postal_code,
    )
