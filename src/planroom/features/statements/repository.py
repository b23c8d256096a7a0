"""Rows of statements and charges. They are added and read, never changed."""

from collections.abc import Collection, Sequence
from uuid import UUID

import sqlalchemy as sa

from planroom.features.offices.models import offices
from planroom.features.orders.models import orders
from planroom.features.statements.models import Charge, Line, Statement, Total, charges, statements
from planroom.features.statements.rules import Charged
from planroom.features.users.models import users
from planroom.infra.database.paging import newest_first
from planroom.infra.database.unit_of_work import UnitOfWork
from planroom.kit.paging import PageRequest

_statement_columns = tuple(statements.c[name] for name in Statement._fields)
_OF_OTHERS = {"owner_email": users.c.email, "office": offices.c.name}
_line_columns = tuple(
    _OF_OTHERS[name] if name in _OF_OTHERS else (charges.c[name] if name in charges.c else orders.c[name])
    for name in Line._fields
)
_lines = (
    sa.select(*_line_columns)
    .select_from(
        charges.outerjoin(orders, orders.c.id == charges.c.order_id)
        .outerjoin(users, users.c.id == orders.c.owner_id)
        .outerjoin(offices, offices.c.id == orders.c.office_id)
    )
    .where(charges.c.company_id == sa.bindparam("company_id"), charges.c.statement_id == sa.bindparam("statement_id"))
)
_LINES = newest_first(_lines, charges.c.id)
_STATEMENTS = newest_first(
    sa.select(*_statement_columns).where(statements.c.company_id == sa.bindparam("company_id")), statements.c.id
)


def find_statement(uow: UnitOfWork, company_id: UUID, month: str) -> Statement | None:
    """Find a month of a company in which something was charged."""
    row = uow.connection.execute(
        sa.select(*_statement_columns).where(statements.c.company_id == company_id, statements.c.month == month)
    ).one_or_none()
    return None if row is None else Statement(*row)


def insert_statement(uow: UnitOfWork, statement: Statement) -> None:
    """Store the statement of a month; an IntegrityError when it has one already."""
    uow.connection.execute(sa.insert(statements).values(statement._asdict()))


def list_statements(uow: UnitOfWork, company_id: UUID, page: PageRequest) -> list[Statement]:
    """List the months of a company in which something was charged, newest first."""
    return [Statement(*row) for row in _STATEMENTS.rows(uow.connection, page, {"company_id": company_id})]


def list_totals(uow: UnitOfWork, company_id: UUID, statement_ids: Collection[UUID]) -> dict[UUID, list[Total]]:
    """Sum up the charges of statements by their kind, in one statement for all."""
    rows = uow.connection.execute(
        sa.select(
            charges.c.statement_id,
            charges.c.kind,
            sa.func.count(),
            sa.func.sum(charges.c.amount_cents),
        )
        .where(charges.c.company_id == company_id, charges.c.statement_id.in_(statement_ids))
        .group_by(charges.c.statement_id, charges.c.kind)
        .order_by(charges.c.kind)
    )
    totals: dict[UUID, list[Total]] = {}
    for statement_id, kind, count, amount_cents in rows:
        totals.setdefault(statement_id, []).append(Total(kind, count, int(amount_cents)))
    return totals


def list_lines(uow: UnitOfWork, company_id: UUID, statement_id: UUID, page: PageRequest) -> list[Line]:
    """List the lines of a statement, newest first, with what they tell of their orders."""
    values = {"company_id": company_id, "statement_id": statement_id}
    return [Line(*row) for row in _LINES.rows(uow.connection, page, values)]


def list_all_lines(uow: UnitOfWork, company_id: UUID, statement_id: UUID, limit: int) -> list[Line]:
    """List the lines of a statement, oldest first, up to ``limit``."""
    values = {"company_id": company_id, "statement_id": statement_id}
    return [Line(*row) for row in uow.connection.execute(_lines.order_by(charges.c.id).limit(limit), values)]


def list_charged(uow: UnitOfWork, order_id: UUID) -> list[Charged]:
    """List what an order was charged for, also while it was another company's."""
    rows = uow.connection.execute(sa.select(charges.c.kind, charges.c.item).where(charges.c.order_id == order_id))
    return [Charged(*row) for row in rows]


def is_charged(uow: UnitOfWork, change_request_id: UUID) -> bool:
    """Say whether a change request was charged for."""
    query = sa.select(charges.c.id).where(charges.c.change_request_id == change_request_id)
    return uow.connection.scalar(query) is not None


def insert_charges(uow: UnitOfWork, new: Sequence[Charge]) -> None:
    """Store charges."""
    uow.connection.execute(sa.insert(charges), [charge._asdict() for charge in new])
