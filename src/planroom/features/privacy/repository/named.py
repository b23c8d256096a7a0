"""Tables of other features by their names, with the columns that erasing and keeping times look at."""

from typing import Any

import sqlalchemy as sa

from planroom.infra.database.types import Json, UtcTime

_TYPES: dict[str, sa.types.TypeEngine[Any]] = {
    "storage_key": sa.Text(),
    "client_email": sa.Text(),
    "email_key": sa.Text(),
    "recipient": sa.Text(),
    "state": sa.Text(),
    "sha256": sa.Text(),
    "password_hash": sa.Text(),
    "details": Json,
    "issues": Json,
    "sequence": sa.Integer(),
    "created_at": UtcTime(),
    "finished_at": UtcTime(),
    "expires_at": UtcTime(),
}


def named(name: str, *columns: str) -> Any:  # noqa: ANN401 — SQLAlchemy's table, whose columns no type knows
    """Give a table by name: ``columns`` beside the ids that rows have."""
    ids = [column for column in columns if column not in _TYPES]
    return sa.table(
        name,
        sa.column("id", sa.Uuid()),
        sa.column("company_id", sa.Uuid()),
        sa.column("order_id", sa.Uuid()),
        *(sa.column(column, sa.Uuid()) for column in ids),
        *(sa.column(column, _TYPES[column]) for column in columns if column in _TYPES),
    )
