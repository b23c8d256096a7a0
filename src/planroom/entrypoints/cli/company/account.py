"""A new customer's account: what is made together, in one transaction."""

from dataclasses import dataclass
from uuid import UUID

from planroom.features.companies.service import create_company
from planroom.features.offices.service import create_office
from planroom.features.users.service.authenticating import command_line_actor
from planroom.features.users.service.keys import create_api_key
from planroom.features.users.service.people import create_manager
from planroom.infra.database.unit_of_work import UnitOfWork

FIRST_KEY_NAME = "First key"


@dataclass(frozen=True, slots=True)
class Account:
    """A company, its first Manager and its first key; ``api_key`` is shown once and kept as a hash only."""

    company_id: UUID
    manager_id: UUID
    api_key: str


def open_account(uow: UnitOfWork, *, name: str, email: str) -> Account:
    """Make a company with one office, one Manager and one API key (contract section 3)."""
    company = create_company(uow, name=name, email=email)
    office = create_office(uow, company_id=company.id)
    manager = create_manager(uow, company_id=company.id, office_id=office.id, email=email)
    key = create_api_key(uow, command_line_actor(company.id), name=FIRST_KEY_NAME)
    return Account(company.id, manager.id, key.secret)
