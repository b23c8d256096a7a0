"""Rows whose address is unique in the installation."""

from typing import Any

import sqlalchemy as sa

from planroom.features.users.errors import OperatorExists, UserExists
from planroom.infra.database.engine import is_unique_violation
from planroom.infra.database.unit_of_work import UnitOfWork


def insert_unique(
    uow: UnitOfWork, table: sa.Table, values: dict[str, Any], taken: type[UserExists] | type[OperatorExists]
) -> None:
    """Store a row; raises ``taken`` when its address, or another key of it, is there already."""
    try:
        uow.connection.execute(sa.insert(table).values(values))
    except sa.exc.IntegrityError as error:
        if is_unique_violation(error):
            raise taken from error
        raise
