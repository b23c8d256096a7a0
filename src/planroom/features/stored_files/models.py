"""The table of stored files that are to be deleted unless something refers to them."""

from typing import NamedTuple
from uuid import UUID

import sqlalchemy as sa

from planroom.infra.database.base import metadata
from planroom.infra.database.types import UtcTime

doomed_files = sa.Table(
    "doomed_files",
    metadata,
    sa.Column("id", sa.Uuid(), primary_key=True),
    # The key of a file in the storage. It has another name than in the rows that use a file: this one does not.
    sa.Column("key", sa.Text(), nullable=False),
    sa.Column("created_at", UtcTime(), nullable=False),
)


class DoomedFile(NamedTuple):
    """A file that somebody gave up."""

    id: UUID
    key: str
