"""The table of replies that are kept for the next request with the same key."""

import sqlalchemy as sa

from planroom.infra.database.base import metadata
from planroom.infra.database.types import UtcTime

kept_replies = sa.Table(
    "kept_replies",
    metadata,
    # A hash of company, method, path and key: the key itself opens the reply, so it is not stored.
    sa.Column("id", sa.String(64), primary_key=True),
    # Without a foreign key: this table knows no feature, and a row lives for a day.
    sa.Column("company_id", sa.Uuid(), nullable=True, index=True),
    sa.Column("body_digest", sa.String(64), nullable=False),
    # The running request that holds the row before there is a reply.
    sa.Column("claimed_by", sa.Uuid(), nullable=True),
    sa.Column("sealed_reply", sa.LargeBinary(), nullable=True),
    sa.Column("expires_at", UtcTime(), nullable=False, index=True),
)
