"""Rows of what companies have switched off."""

from uuid import UUID

import sqlalchemy as sa

from planroom.features.companies.rules import AddOn, PackageType
from planroom.features.products.models import SwitchedOff, company_offers
from planroom.infra.database.unit_of_work import UnitOfWork


def get_switched_off(uow: UnitOfWork, company_id: UUID) -> SwitchedOff:
    """Give what a company has switched off; nothing when it never said."""
    row = uow.connection.execute(
        sa.select(company_offers.c.packages_off, company_offers.c.add_ons_off).where(
            company_offers.c.company_id == company_id
        )
    ).one_or_none()
    if row is None:
        return SwitchedOff()
    return SwitchedOff(frozenset(map(PackageType, row.packages_off)), frozenset(map(AddOn, row.add_ons_off)))


def set_switched_off(uow: UnitOfWork, company_id: UUID, switched_off: SwitchedOff) -> None:
    """Store what a company has switched off; its row is locked."""
    uow.connection.execute(sa.delete(company_offers).where(company_offers.c.company_id == company_id))
    uow.connection.execute(
        sa.insert(company_offers).values(
            company_id=company_id,
            packages_off=sorted(switched_off.packages),
            add_ons_off=sorted(switched_off.add_ons),
        )
    )
