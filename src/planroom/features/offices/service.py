"""Use cases of offices."""

from uuid import UUID

from planroom.features.audit.rules import Subject
from planroom.features.audit.service import record
from planroom.features.companies.rules import Permission
from planroom.features.offices import repository
from planroom.features.offices.models import Office, OfficeEntry
from planroom.infra.database.unit_of_work import UnitOfWork
from planroom.kit.actor import Actor
from planroom.kit.ids import new_id
from planroom.kit.paging import Page, PageRequest, make_page

FIRST_OFFICE_NAME = "Main office"


def create_office(uow: UnitOfWork, *, company_id: UUID, name: str = FIRST_OFFICE_NAME) -> Office:
    """Make an office; OfficeExists when the company has one of this name."""
    office = Office(id=new_id(), company_id=company_id, name=name, created_at=uow.now())
    repository.insert_office(uow, office)
    return office


def open_office(uow: UnitOfWork, actor: Actor, name: str) -> OfficeEntry:
    """Make an office of the actor's company, without users; OfficeExists when it has one of this name."""
    actor.require(Permission.EDIT_COMPANY)
    office = create_office(uow, company_id=actor.company, name=name.strip())
    record(uow, actor, "office.created", Subject.OFFICE, office.id, details={"name": office.name})
    return OfficeEntry(*office, user_count=0)


def list_offices(uow: UnitOfWork, actor: Actor, page: PageRequest) -> Page[OfficeEntry]:
    """List the offices of the actor's company with the number of their users, newest first."""
    actor.require(Permission.READ_COMPANY)
    return make_page(page, repository.list_offices(uow, actor.company, page))


def find_office(uow: UnitOfWork, *, company_id: UUID, office_id: UUID) -> Office | None:
    """Find an office of the company for another feature."""
    return repository.find_office(uow, company_id, office_id)


def find_first_office(uow: UnitOfWork, *, company_id: UUID) -> Office | None:
    """Find the office that the company was made with, where users belong who name none (contract 3)."""
    return repository.find_first_office(uow, company_id)
