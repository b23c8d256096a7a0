"""The people of a company: made, looked up."""

from uuid import UUID

from planroom.features.users import repository
from planroom.features.users.models import User
from planroom.features.users.rules import Role
from planroom.features.users.service.addresses import checked_email
from planroom.infra.database.unit_of_work import UnitOfWork
from planroom.kit.ids import new_id


def create_user(
    uow: UnitOfWork,
    *,
    company_id: UUID,
    office_id: UUID,
    email: str,
    role: Role,
    name: str | None = None,
    surname: str | None = None,
    email_confirmed: bool = False,
) -> User:
    """Make a user; UserExists when anybody in the installation has the address, BadEmail when it is none."""
    user = User(
        id=new_id(),
        company_id=company_id,
        office_id=office_id,
        email=checked_email(email),
        name=name,
        surname=surname,
        role=role,
        email_confirmed=email_confirmed,
        created_at=uow.now(),
    )
    repository.insert_user(uow, user)
    return user


def create_manager(uow: UnitOfWork, *, company_id: UUID, office_id: UUID, email: str) -> User:
    """Make a Manager whose address counts as confirmed; UserExists when anybody has it, BadEmail when it is none."""
    return create_user(
        uow, company_id=company_id, office_id=office_id, email=email, role=Role.MANAGER, email_confirmed=True
    )


def find_user(uow: UnitOfWork, company_id: UUID, user_id: UUID) -> User | None:
    """Find a user of the company by id."""
    return repository.find_user(uow, company_id, user_id)


def find_user_by_email(uow: UnitOfWork, company_id: UUID, email: str) -> User | None:
    """Find a user of the company by e-mail address; upper and lower case are one."""
    return repository.find_user_by_email(uow, company_id, email)
