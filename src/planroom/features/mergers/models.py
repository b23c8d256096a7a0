"""The merge_requests table and the records read from it."""

from datetime import datetime
from typing import NamedTuple
from uuid import UUID

import sqlalchemy as sa

from planroom.features.mergers.rules import Direction, MergeState
from planroom.infra.database.base import metadata
from planroom.infra.database.types import UtcTime, text_enum

merge_requests = sa.Table(
    "merge_requests",
    metadata,
    sa.Column("id", sa.Uuid(), primary_key=True),
    # The company that asks, and the name by which it is shown to the other.
    sa.Column("company_id", sa.Uuid(), sa.ForeignKey("companies.id"), nullable=False),
    sa.Column("asked_by", sa.Text(), nullable=False),
    sa.Column("email", sa.Text(), nullable=False),
    sa.Column("message", sa.Text(), nullable=False),
    # Null when nobody has the address: the asking company sees no difference (contract 3.1).
    sa.Column("asked_company_id", sa.Uuid(), sa.ForeignKey("companies.id"), index=True),
    sa.Column("state", text_enum(MergeState, "state"), nullable=False),
    sa.Column("created_at", UtcTime(), nullable=False),
    sa.Column("expires_at", UtcTime(), nullable=False),
    sa.Column("finished_at", UtcTime()),
    sa.Index("ix_merge_requests_company_id_id", "company_id", "id"),
)


class MergeRequest(NamedTuple):
    """``company_id`` asks the company of the Manager with the address ``email`` to become part of it."""

    id: UUID
    company_id: UUID
    asked_by: str
    email: str
    message: str
    asked_company_id: UUID | None
    state: MergeState
    created_at: datetime
    expires_at: datetime
    finished_at: datetime | None


class MergeEntry(NamedTuple):
    """A request as one of the two companies sees it; ``company_name`` is the asking company's."""

    id: UUID
    direction: Direction
    company_name: str
    asked_by: str
    email: str
    message: str
    state: MergeState
    created_at: datetime
    expires_at: datetime
    finished_at: datetime | None
