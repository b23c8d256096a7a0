"""Rows of companies."""

from collections.abc import Sequence
from uuid import UUID

import sqlalchemy as sa

from planroom.features.companies.errors import CompanyNotFound
from planroom.features.companies.models import Company, companies
from planroom.features.companies.rules import AddOn, PackageType
from planroom.infra.database.unit_of_work import UnitOfWork


def insert_company(uow: UnitOfWork, company: Company) -> None:
    """Store a new company."""
    uow.connection.execute(sa.insert(companies).values(company._asdict()))


def get_company(uow: UnitOfWork, company_id: UUID, *, lock: bool = False) -> Company:
    """Give a company; CompanyNotFound when there is none. With ``lock`` nobody else changes its row meanwhile."""
    query = sa.select(companies).where(companies.c.id == company_id)
    row = uow.connection.execute(query.with_for_update(key_share=True) if lock else query).one_or_none()
    if row is None:
        raise CompanyNotFound
    return Company(*row)


def lock_open_companies(uow: UnitOfWork, *company_ids: UUID) -> list[Company]:
    """List those of the companies that are not closed, locked in the order of their ids, so that two never wait."""
    rows = uow.connection.execute(
        sa.select(companies)
        .where(companies.c.id.in_(company_ids), companies.c.closed_at.is_(None))
        .order_by(companies.c.id)
        .with_for_update(key_share=True)
    )
    return [Company(*row) for row in rows]


def close_company(uow: UnitOfWork, company_id: UUID, into: UUID | None) -> None:
    """Close a company that became part of ``into``, or of none, and drop its webhooks."""
    uow.connection.execute(
        sa.update(companies)
        .where(companies.c.id == company_id)
        .values(closed_at=uow.now(), merged_into_id=into, webhook_urls=[], webhook_triggers=[])
    )


def update_defaults(uow: UnitOfWork, company_id: UUID, *, package_type: PackageType, add_ons: Sequence[AddOn]) -> None:
    """Replace what a company's orders get when they name nothing."""
    uow.connection.execute(
        sa.update(companies)
        .where(companies.c.id == company_id)
        .values(package_type=package_type, add_ons=list(add_ons))
    )


def update_webhooks(
    uow: UnitOfWork, company_id: UUID, *, urls: Sequence[str] | None, triggers: Sequence[str] | None
) -> None:
    """Replace what is given of a company's webhook settings; None leaves a list as it is."""
    given = {"webhook_urls": urls, "webhook_triggers": triggers}
    values = {name: list(value) for name, value in given.items() if value is not None}
    if values:
        uow.connection.execute(sa.update(companies).where(companies.c.id == company_id).values(values))
