"""Rows of prices and of companies' terms. They are added and read, never changed."""

from typing import Any
from uuid import UUID

import msgspec
import sqlalchemy as sa

from planroom.features.products.models import CompanyTerms, company_terms, price_tables
from planroom.features.products.prices import OwnPrices, PriceTable
from planroom.infra.database.unit_of_work import UnitOfWork


def as_json(prices: msgspec.Struct) -> Any:  # noqa: ANN401 — plain JSON
    """Give prices as they are stored."""
    return msgspec.to_builtins(prices, str_keys=True)


def find_newest_table(uow: UnitOfWork) -> PriceTable | None:
    """Find the prices that were set last."""
    content = uow.connection.scalar(sa.select(price_tables.c.content).order_by(price_tables.c.id.desc()).limit(1))
    return None if content is None else msgspec.convert(content, PriceTable)


def insert_table(uow: UnitOfWork, table_id: UUID, table: PriceTable) -> None:
    """Store new prices."""
    uow.connection.execute(sa.insert(price_tables).values(id=table_id, content=as_json(table), created_at=uow.now()))


def find_newest_terms(uow: UnitOfWork, company_id: UUID, currency: str | None = None) -> CompanyTerms | None:
    """Find a company's terms that were set last, or last in ``currency``."""
    query = sa.select(company_terms).where(company_terms.c.company_id == company_id)
    if currency is not None:
        query = query.where(company_terms.c.currency == currency)
    row = uow.connection.execute(query.order_by(company_terms.c.id.desc()).limit(1)).one_or_none()
    if row is None:
        return None
    return CompanyTerms(
        row.id, row.company_id, row.currency, msgspec.convert(row.own_prices, OwnPrices), row.created_at
    )


def insert_terms(uow: UnitOfWork, terms: CompanyTerms) -> None:
    """Store new terms of a company."""
    values = terms._replace(own_prices=as_json(terms.own_prices))
    uow.connection.execute(sa.insert(company_terms).values(values._asdict()))
