"""Tables of what companies have switched off, of prices and of terms, and the records read from them."""

from datetime import datetime
from typing import NamedTuple
from uuid import UUID

import sqlalchemy as sa

from planroom.features.companies.rules import AddOn, PackageType
from planroom.features.products.prices import OwnPrices
from planroom.infra.database.base import metadata
from planroom.infra.database.types import Json, UtcTime

# A company without a row has everything switched on; what later releases bring is on as well.
company_offers = sa.Table(
    "company_offers",
    metadata,
    sa.Column("company_id", sa.Uuid(), sa.ForeignKey("companies.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("packages_off", Json, nullable=False),
    sa.Column("add_ons_off", Json, nullable=False),
)

# Prices of the installation as a whole. The newest row holds; the others say what held before.
price_tables = sa.Table(
    "price_tables",
    metadata,
    sa.Column("id", sa.Uuid(), primary_key=True),
    sa.Column("content", Json, nullable=False),
    sa.Column("created_at", UtcTime(), nullable=False),
)

# A company's currency and own prices. The newest row holds; a company without one has those of the installation.
company_terms = sa.Table(
    "company_terms",
    metadata,
    sa.Column("id", sa.Uuid(), primary_key=True),
    sa.Column("company_id", sa.Uuid(), sa.ForeignKey("companies.id", ondelete="CASCADE"), nullable=False),
    sa.Column("currency", sa.String(3), nullable=False),
    sa.Column("own_prices", Json, nullable=False),
    sa.Column("created_at", UtcTime(), nullable=False),
    sa.Index("ix_company_terms_company_id_id", "company_id", "id"),
)


class SwitchedOff(NamedTuple):
    """What a company has switched off."""

    packages: frozenset[PackageType] = frozenset()
    add_ons: frozenset[AddOn] = frozenset()


class CompanyPackage(NamedTuple):
    """What a company's people can order, and what an order gets that names nothing."""

    package_type: PackageType
    add_ons: list[AddOn]
    switched_off: SwitchedOff


class PackageChange(NamedTuple):
    """What is to change of a company's package; None leaves it. Switches say on or off, in the order given."""

    package_type: PackageType | None = None
    add_ons: list[AddOn] | None = None
    packages: list[tuple[PackageType, bool]] | None = None
    add_ons_available: list[tuple[AddOn, bool]] | None = None


class CompanyTerms(NamedTuple):
    """In which currency a company is billed from ``created_at`` on, and where its prices differ from the list."""

    id: UUID
    company_id: UUID
    currency: str
    own_prices: OwnPrices
    created_at: datetime
