"""People of a company for tests: a user of each role, signed in.

collaborator = make_person(database, customer, Role.COLLABORATOR)
client.with_token(collaborator.token).get("/orders")
"""

from datetime import timedelta
from typing import NamedTuple
from uuid import UUID

from tests.support.customers import Customer

from planroom.features.users.rules import Role
from planroom.features.users.service.authenticating import authenticate
from planroom.features.users.service.people import create_user, find_user
from planroom.features.users.service.signing_in import issue_token
from planroom.infra.database.unit_of_work import Database, UnitOfWork
from planroom.kit.actor import Actor

A_DAY = timedelta(days=1)


class Person(NamedTuple):
    """A user with a token that works for a day of the test's clock."""

    user_id: UUID
    office_id: UUID
    email: str
    role: Role
    token: str

    def actor(self, uow: UnitOfWork) -> Actor:
        """The caller behind the token."""
        return authenticate(uow, None, self.token)


def make_person(
    database: Database,
    customer: Customer,
    role: Role,
    *,
    email: str | None = None,
    office_id: UUID | None = None,
) -> Person:
    """Make a user of the company, in its first Manager's office unless told otherwise, and sign in."""
    with database.write() as uow:
        manager = find_user(uow, customer.company_id, customer.manager_id)
        assert manager is not None
        user = create_user(
            uow,
            company_id=customer.company_id,
            office_id=office_id or manager.office_id,
            email=email or f"{role.lower()}.of.{customer.email}",
            role=role,
            email_confirmed=True,
        )
        token = issue_token(uow, user, lifetime=A_DAY)
    return Person(user.id, user.office_id, user.email, user.role, token.secret)


def sign_in_manager(database: Database, customer: Customer) -> Person:
    """Sign in as the company's first Manager."""
    with database.write() as uow:
        user = find_user(uow, customer.company_id, customer.manager_id)
        assert user is not None
        token = issue_token(uow, user, lifetime=A_DAY)
    return Person(user.id, user.office_id, user.email, user.role, token.secret)
