"""Rows of offices."""

import sqlalchemy as sa

from planroom.features.offices.errors import OfficeExists
from planroom.features.offices.models import Office, offices
from planroom.infra.database.engine import is_unique_violation
from planroom.infra.database.unit_of_work import UnitOfWork


def insert_office(uow: UnitOfWork, office: Office) -> None:
    """Store a new office; OfficeExists when the company has one of this name."""
    try:
        uow.connection.execute(sa.insert(offices).values(office._asdict()))
    except sa.exc.IntegrityError as error:
        if is_unique_violation(error):
            raise OfficeExists from error
        raise
