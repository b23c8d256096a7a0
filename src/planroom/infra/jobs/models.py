"""The table of living workers."""

import sqlalchemy as sa

from planroom.infra.database.base import metadata
from planroom.infra.database.types import UtcTime

worker_slots = sa.Table(
    "worker_slots",
    metadata,
    sa.Column("id", sa.String(64), primary_key=True),
    sa.Column("host", sa.Text(), nullable=False),
    sa.Column("process_id", sa.Integer(), nullable=False),
    # By the database's clock, so that machines whose clocks differ agree on who is alive.
    sa.Column("taken_at", UtcTime(), nullable=False),
    sa.Column("expires_at", UtcTime(), nullable=False),
)
