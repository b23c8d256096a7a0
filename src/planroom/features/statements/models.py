"""Tables of statements and charges, and the records read from them."""

from datetime import datetime
from typing import NamedTuple
from uuid import UUID

import sqlalchemy as sa

from planroom.features.statements.rules import MONTH_LENGTH, ChargeKind
from planroom.infra.database.base import metadata
from planroom.infra.database.types import UtcTime, text_enum

# One row for a company and a month, made with its first charge; it fixes the currency. No foreign keys out of this
# feature: accounts outlive the orders, people and companies that they tell of, and hold nothing personal.
statements = sa.Table(
    "statements",
    metadata,
    sa.Column("id", sa.Uuid(), primary_key=True),
    sa.Column("company_id", sa.Uuid(), nullable=False),
    sa.Column("month", sa.String(MONTH_LENGTH), nullable=False),
    sa.Column("currency", sa.String(3), nullable=False),
    sa.Column("created_at", UtcTime(), nullable=False),
    sa.UniqueConstraint("company_id", "month"),
)

# One row for each thing that became due, with its price as it was then. Rows are added and never changed.
charges = sa.Table(
    "charges",
    metadata,
    sa.Column("id", sa.Uuid(), primary_key=True),
    sa.Column("statement_id", sa.Uuid(), sa.ForeignKey("statements.id"), nullable=False),
    sa.Column("company_id", sa.Uuid(), nullable=False),
    sa.Column("order_id", sa.Uuid(), nullable=False, index=True),
    sa.Column("change_request_id", sa.Uuid(), unique=True),
    sa.Column("kind", text_enum(ChargeKind, "charge_kind"), nullable=False),
    sa.Column("item", sa.String(40), nullable=False),
    sa.Column("description", sa.Text(), nullable=False),
    sa.Column("quantity", sa.Integer(), nullable=False),
    sa.Column("unit_cents", sa.BigInteger(), nullable=False),
    sa.Column("amount_cents", sa.BigInteger(), nullable=False),
    sa.Column("created_at", UtcTime(), nullable=False),
    sa.CheckConstraint("amount_cents = quantity * unit_cents", name="amount"),
    sa.Index("ix_charges_statement_id_id", "statement_id", "id"),
)


class Statement(NamedTuple):
    """One month of a company, with its currency."""

    id: UUID
    company_id: UUID
    month: str
    currency: str
    created_at: datetime


class Charge(NamedTuple):
    """One thing that became due: ``quantity`` times ``unit_cents``, in the currency of its statement."""

    id: UUID
    statement_id: UUID
    company_id: UUID
    order_id: UUID
    change_request_id: UUID | None
    kind: ChargeKind
    item: str
    description: str
    quantity: int
    unit_cents: int
    amount_cents: int
    created_at: datetime


class Line(NamedTuple):
    """A charge as a statement shows it. What told of the order is None once the order is erased."""

    id: UUID
    created_at: datetime
    order_id: UUID
    change_request_id: UUID | None
    kind: ChargeKind
    item: str
    description: str
    quantity: int
    unit_cents: int
    amount_cents: int
    external_id: str | None
    number: str | None
    street: str | None
    suite: str | None
    city: str | None
    state: str | None
    postal_code: str | None
    country: str | None
    owner_email: str | None
    office: str | None


class Total(NamedTuple):
    """All charges of one kind in a month."""

    kind: ChargeKind
    number: int
    amount_cents: int


class Month(NamedTuple):
    """A month of a company. ``id`` is None while nothing has been charged in it.

    ``volume`` is the number of orders delivered for the first time.
    """

    id: UUID | None
    month: str
    begins_at: datetime
    ends_at: datetime
    is_final: bool
    currency: str
    totals: list[Total]

    @property
    def volume(self) -> int:
        """How many orders were delivered for the first time."""
        return sum(total.number for total in self.totals if total.kind is ChargeKind.PACKAGE)

    @property
    def total_cents(self) -> int:
        """The sum of all charges."""
        return sum(total.amount_cents for total in self.totals)
