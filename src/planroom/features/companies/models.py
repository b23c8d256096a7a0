"""The companies table and the record read from it.

Webhook settings stand on the company's row: there is one set of them (contract 3.1).
"""

from datetime import datetime
from typing import NamedTuple
from uuid import UUID

import sqlalchemy as sa

from planroom.features.companies.rules import PackageType
from planroom.infra.database.base import metadata
from planroom.infra.database.types import Json, UtcTime, text_enum

companies = sa.Table(
    "companies",
    metadata,
    sa.Column("id", sa.Uuid(), primary_key=True),
    sa.Column("name", sa.Text(), nullable=False),
    sa.Column("email", sa.Text(), nullable=False),
    sa.Column("country", sa.Text()),
    sa.Column("customer_type", sa.Text()),
    sa.Column("package_type", text_enum(PackageType, "package_type"), nullable=False),
    sa.Column("add_ons", Json, nullable=False),
    sa.Column("webhook_urls", Json, nullable=False),
    sa.Column("webhook_triggers", Json, nullable=False),
    sa.Column("created_at", UtcTime(), nullable=False),
    # A company that became part of another one, or was erased: nobody works in it any more.
    sa.Column("closed_at", UtcTime()),
    sa.Column("merged_into_id", sa.Uuid()),
)


class Company(NamedTuple):
    """A customer. ``package_type`` and ``add_ons`` are what its orders get when they name none.

    ``closed_at`` is None while people work in it; ``merged_into_id`` is the company that it became part of.
    """

    id: UUID
    name: str
    email: str
    country: str | None
    customer_type: str | None
    package_type: PackageType
    add_ons: list[str]
    webhook_urls: list[str]
    webhook_triggers: list[str]
    created_at: datetime
    closed_at: datetime | None = None
    merged_into_id: UUID | None = None
