"""Tables of invitations and of the secret that their links are signed with, and the records read from them."""

from datetime import datetime
from typing import NamedTuple
from uuid import UUID

import sqlalchemy as sa

from planroom.features.invitations.rules import InvitationStatus
from planroom.infra.database.base import metadata
from planroom.infra.database.types import UtcTime, text_enum

invitations = sa.Table(
    "invitations",
    metadata,
    sa.Column("id", sa.Uuid(), primary_key=True),
    sa.Column("company_id", sa.Uuid(), sa.ForeignKey("companies.id"), nullable=False),
    # A deleted draft takes its link with it.
    sa.Column("order_id", sa.Uuid(), sa.ForeignKey("orders.id", ondelete="CASCADE"), nullable=False, unique=True),
    sa.Column("status", text_enum(InvitationStatus, "invitation_status"), nullable=False),
    sa.Column("client_name", sa.Text()),
    sa.Column("client_email", sa.Text()),
    sa.Column("client_phone", sa.Text()),
    sa.Column("language", sa.String(35), nullable=False),
    sa.Column("created_at", UtcTime(), nullable=False),
    sa.Column("expires_at", UtcTime(), nullable=False),
    sa.Column("reminded_at", UtcTime()),
)

# One row, made when the first link is.
signing_secrets = sa.Table(
    "signing_secrets",
    metadata,
    sa.Column("name", sa.String(40), primary_key=True),
    sa.Column("secret", sa.LargeBinary(), nullable=False),
    sa.Column("created_at", UtcTime(), nullable=False),
)


class Client(NamedTuple):
    """Who is invited: at least one of ``email`` and ``phone`` is given."""

    name: str | None
    email: str | None
    phone: str | None
    language: str


class Invitation(NamedTuple):
    """A link that a client was given for an order."""

    id: UUID
    company_id: UUID
    order_id: UUID
    status: InvitationStatus
    client_name: str | None
    client_email: str | None
    client_phone: str | None
    language: str
    created_at: datetime
    expires_at: datetime
    reminded_at: datetime | None
