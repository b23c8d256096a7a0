"""The companies table. Webhook settings stand on the company's row: there is one set of them (contract 3.1)."""

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
)
