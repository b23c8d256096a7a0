"""Companies, keys and operators for tests, made with the real use cases."""

from typing import NamedTuple
from uuid import UUID

from planroom.features.companies.rules import PackageType
from planroom.features.companies.service import create_company
from planroom.features.offices.service import create_office
from planroom.features.users.service.authenticating import authenticate, command_line_actor
from planroom.features.users.service.keys import create_api_key
from planroom.features.users.service.operators import create_operator
from planroom.features.users.service.people import create_manager
from planroom.infra.database.unit_of_work import Database, UnitOfWork
from planroom.kit.actor import Actor


class Customer(NamedTuple):
    """A company with its first Manager and an API key."""

    company_id: UUID
    manager_id: UUID
    email: str
    api_key: str

    def actor(self, uow: UnitOfWork) -> Actor:
        """The caller behind the API key."""
        return authenticate(uow, self.api_key, None)


def make_customer(
    database: Database, email: str = "manager@example.com", package_type: PackageType = PackageType.BASE
) -> Customer:
    """Make a company as the command line does: with an office, a Manager and a key."""
    with database.write() as uow:
        company = create_company(uow, name="Example Homes", email=email, package_type=package_type)
        office = create_office(uow, company_id=company.id)
        manager = create_manager(uow, company_id=company.id, office_id=office.id, email=email)
        key = create_api_key(uow, command_line_actor(company.id), name="API key")
    return Customer(company.id, manager.id, email, key.secret)


def make_operator(database: Database, email: str = "operator@example.com") -> str:
    """Make an operator and give their key."""
    with database.write() as uow:
        return create_operator(uow, email=email).secret
