"""Use cases of offices."""

from uuid import UUID

from planroom.features.offices import repository
from planroom.features.offices.models import Office
from planroom.infra.database.unit_of_work import UnitOfWork
from planroom.kit.ids import new_id

FIRST_OFFICE_NAME = "Main office"


def create_office(uow: UnitOfWork, *, company_id: UUID, name: str = FIRST_OFFICE_NAME) -> Office:
    """Make an office; OfficeExists when the company has one of this name."""
    office = Office(id=new_id(), company_id=company_id, name=name, created_at=uow.now())
    repository.insert_office(uow, office)
    return office
