"""Rows of users."""

from typing import Any
from uuid import UUID

import sqlalchemy as sa

from planroom.features.users.errors import UserExists
from planroom.features.users.models import Account, User, UserFilter, users
from planroom.features.users.repository.unique import insert_unique
from planroom.features.users.rules import Role, email_key
from planroom.infra.database.paging import newest_first
from planroom.infra.database.unit_of_work import UnitOfWork
from planroom.kit.paging import PageRequest

USER = tuple(users.c[name] for name in User._fields)


def insert_user(uow: UnitOfWork, user: User) -> None:
    """Store a new user; UserExists when the address is taken, by whichever company."""
    insert_unique(uow, users, {**user._asdict(), "email_key": email_key(user.email)}, UserExists)


def find_user(uow: UnitOfWork, company_id: UUID, user_id: UUID) -> User | None:
    """Find a user of the company by id."""
    row = uow.connection.execute(
        sa.select(*USER).where(users.c.company_id == company_id, users.c.id == user_id)
    ).one_or_none()
    return User(*row) if row is not None else None


def find_user_by_email(uow: UnitOfWork, company_id: UUID, email: str) -> User | None:
    """Find a user of the company by e-mail address, in any case."""
    row = uow.connection.execute(
        sa.select(*USER).where(users.c.company_id == company_id, users.c.email_key == email_key(email))
    ).one_or_none()
    return User(*row) if row is not None else None


def list_users(uow: UnitOfWork, company_id: UUID, wanted: UserFilter, page: PageRequest) -> list[User]:
    """List the users of the company, newest first."""
    query = sa.select(*USER).where(users.c.company_id == company_id)
    if wanted.email is not None:
        query = query.where(users.c.email_key == email_key(wanted.email))
    if wanted.role is not None:
        query = query.where(users.c.role == wanted.role)
    if wanted.office_id is not None:
        query = query.where(users.c.office_id == wanted.office_id)
    return [User(*row) for row in newest_first(query, users.c.id).rows(uow.connection, page)]


def find_account_for_sign_in(uow: UnitOfWork, email: str, *, lock: bool = False) -> Account | None:
    """Find the user of an address, in whichever company, with the hash of the password.

    Locked, the user is neither changed nor deleted by others until the unit, which writes, has ended.
    """
    query = sa.select(users.c.password_hash, *USER).where(users.c.email_key == email_key(email))
    row = uow.connection.execute(query.with_for_update() if lock else query).one_or_none()
    return Account(User(*row[1:]), row[0]) if row is not None else None


def list_managers(uow: UnitOfWork, company_id: UUID) -> dict[UUID, bool]:
    """Say of each Manager of the company whether the address is confirmed; they are locked until the unit ends."""
    rows = uow.connection.execute(
        sa.select(users.c.id, users.c.email_confirmed)
        .where(users.c.company_id == company_id, users.c.role == Role.MANAGER)
        .order_by(users.c.id)
        .with_for_update()
    )
    return {user_id: confirmed for user_id, confirmed in rows}  # noqa: C416 — dict() does not take rows, for mypy


def update_user(uow: UnitOfWork, user: User, values: dict[str, Any]) -> None:
    """Write some columns of a user."""
    if values:
        uow.connection.execute(
            sa.update(users).where(users.c.company_id == user.company_id, users.c.id == user.id).values(values)
        )


def delete_user(uow: UnitOfWork, user: User) -> None:
    """Remove a user with tokens and links; the database leaves the orders, assigned to nobody."""
    uow.connection.execute(sa.delete(users).where(users.c.company_id == user.company_id, users.c.id == user.id))
