"""The offices table and the record read from it."""

from datetime import datetime
from typing import NamedTuple
from uuid import UUID

import sqlalchemy as sa

from planroom.infra.database.base import metadata
from planroom.infra.database.types import UtcTime

offices = sa.Table(
    "offices",
    metadata,
    sa.Column("id", sa.Uuid(), primary_key=True),
    sa.Column("company_id", sa.Uuid(), sa.ForeignKey("companies.id"), nullable=False),
    sa.Column("name", sa.Text(), nullable=False),
    sa.Column("created_at", UtcTime(), nullable=False),
    sa.UniqueConstraint("company_id", "name"),
)


class Office(NamedTuple):
    """A place or a team of a company; users and orders belong to one."""

    id: UUID
    company_id: UUID
    name: str
    created_at: datetime


class OfficeEntry(NamedTuple):
    """An office in a list, with the number of its users."""

    id: UUID
    company_id: UUID
    name: str
    created_at: datetime
    user_count: int
