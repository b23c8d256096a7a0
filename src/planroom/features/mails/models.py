"""The mails table and the records read from it. A body may hold a secret link: it is stored and sent, never logged."""

from datetime import datetime
from typing import NamedTuple
from uuid import UUID

import sqlalchemy as sa

from planroom.features.mails.rules import MailState
from planroom.infra.database.base import metadata
from planroom.infra.database.types import UtcTime, text_enum

mails = sa.Table(
    "mails",
    metadata,
    sa.Column("id", sa.Uuid(), primary_key=True),
    # Null for what no company asked for: a notice to the operator.
    sa.Column("company_id", sa.Uuid(), sa.ForeignKey("companies.id")),
    sa.Column("recipient", sa.Text(), nullable=False),
    # What sort of mail it is, such as ``user.invitation``: for lists, never shown to the recipient.
    sa.Column("kind", sa.String(60), nullable=False),
    sa.Column("subject", sa.Text(), nullable=False),
    sa.Column("text", sa.Text(), nullable=False),
    sa.Column("html", sa.Text()),
    sa.Column("state", text_enum(MailState, "state"), nullable=False),
    sa.Column("error", sa.Text()),
    sa.Column("created_at", UtcTime(), nullable=False),
    sa.Column("finished_at", UtcTime()),
    sa.Index("ix_mails_company_id_id", "company_id", "id"),
)


class MailNote(NamedTuple):
    """One mail in a list, without its body."""

    id: UUID
    company_id: UUID | None
    recipient: str
    kind: str
    subject: str
    state: MailState
    error: str | None
    created_at: datetime
    finished_at: datetime | None


class MailDetail(NamedTuple):
    """A mail with its body, which may hold a secret link."""

    id: UUID
    company_id: UUID | None
    recipient: str
    kind: str
    subject: str
    state: MailState
    error: str | None
    created_at: datetime
    finished_at: datetime | None
    text: str
    html: str | None
