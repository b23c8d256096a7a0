"""Statements that remove an order, a company, or a person's name and address from all rows."""

from collections.abc import Callable, Collection, Sequence
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from planroom.features.audit.models import audit_entries
from planroom.features.companies.models import companies
from planroom.features.privacy.repository.named import named
from planroom.features.privacy.rules import (
    BELOW_ORDER_ROWS,
    COMPANY_ROWS,
    ERASED,
    ORDER_ROWS,
    PERSON_COLUMNS,
    PERSON_TEXTS,
    without_person,
)
from planroom.features.stored_files.rules import FILE_TABLES
from planroom.infra.database.unit_of_work import UnitOfWork

_LOCKED_BY_JOBS = ("plan_readings", "deliveries")
_orders = named("orders")
_claims = named("work_claims")
_uploads = named("uploads", "storage_key")
_mails = named("mails", "recipient")
_users = named("users", "password_hash")

Scope = Callable[[Any], sa.ColumnElement[bool]]


def list_order_ids(uow: UnitOfWork, company_id: UUID, limit: int) -> list[UUID]:
    """List orders of a company."""
    return list(uow.connection.scalars(sa.select(_orders.c.id).where(_orders.c.company_id == company_id).limit(limit)))


def delete_orders(uow: UnitOfWork, company_id: UUID, order_ids: Sequence[UUID]) -> set[str]:
    """Delete orders of the company with everything about them, and give the keys of their files.

    First waits for jobs that are at their end with them, in the order in which these take their locks.
    """
    for name in _LOCKED_BY_JOBS:
        table = named(name)
        uow.connection.execute(sa.select(table.c.id).where(table.c.order_id.in_(order_ids)).with_for_update()).all()
    uow.connection.execute(sa.select(_orders.c.id).where(_orders.c.id.in_(order_ids)).with_for_update()).all()
    keys = _delete_order_rows(uow, company_id, lambda table: table.c.order_id.in_(order_ids))
    uow.connection.execute(sa.delete(_claims).where(_claims.c.order_id.in_(order_ids)))
    uow.connection.execute(sa.delete(_orders).where(_orders.c.company_id == company_id, _orders.c.id.in_(order_ids)))
    uow.connection.execute(
        sa.update(audit_entries)
        .where(audit_entries.c.company_id == company_id, audit_entries.c.subject_id.in_(order_ids))
        .values(details={})
    )
    _delete_uploads(uow, company_id, keys)
    return keys


def delete_company(uow: UnitOfWork, company_id: UUID) -> set[str] | None:
    """Delete a company that has no orders any more with everything that it has, and give the keys of its files.

    None when there is no such company any more; what tells of its end stays.
    """
    found = sa.select(companies.c.id).where(companies.c.id == company_id).with_for_update()
    if uow.connection.scalar(found) is None:
        return None
    keys = _delete_order_rows(uow, company_id, lambda table: table.c.company_id == company_id)
    requests = named("merge_requests", "asked_company_id")
    uow.connection.execute(sa.delete(requests).where(requests.c.asked_company_id == company_id))
    for name in COMPANY_ROWS:
        keys |= _delete_rows(uow, name, lambda table: table.c.company_id == company_id)
    uow.connection.execute(sa.delete(companies).where(companies.c.id == company_id))
    return keys


def list_companies_within(uow: UnitOfWork, company_id: UUID) -> list[UUID]:
    """List the company itself and those that became part of it, the innermost first."""
    found, newest = [company_id], [company_id]
    while newest:
        query = sa.select(companies.c.id).where(companies.c.merged_into_id.in_(newest))
        newest = list(uow.connection.scalars(query))
        found += newest
    return found[::-1]


def end_sign_ins(uow: UnitOfWork, company_id: UUID) -> None:
    """End what the company's people are signed in with, and their passwords."""
    people = sa.select(_users.c.id).where(_users.c.company_id == company_id)
    for name in ("user_tokens", "account_links"):
        table = named(name, "user_id")
        uow.connection.execute(sa.delete(table).where(table.c.user_id.in_(people)))
    uow.connection.execute(sa.update(_users).where(_users.c.company_id == company_id).values(password_hash=None))


def replace_person(uow: UnitOfWork, company_id: UUID, email: str) -> int:
    """Put ERASED wherever a row of the company names a person by this address, delete mails to it, and count."""
    key = email.strip().casefold()
    deleted = uow.connection.execute(
        sa.delete(_mails).where(_mails.c.company_id == company_id, sa.func.lower(_mails.c.recipient) == key)
    )
    count = int(deleted.rowcount)
    for name, column in PERSON_COLUMNS:
        table = sa.table(name, sa.column("company_id", sa.Uuid()), sa.column(column, sa.Text()))
        named_there = sa.func.lower(table.c[column]) == key
        replaced = uow.connection.execute(
            sa.update(table).where(table.c.company_id == company_id, named_there).values({column: ERASED})
        )
        count += int(replaced.rowcount)
    return count + sum(_replace_in_texts(uow, company_id, key, *place) for place in PERSON_TEXTS)


def _replace_in_texts(uow: UnitOfWork, company_id: UUID, key: str, name: str, column: str) -> int:
    """Put ERASED into the JSON of a column in which the address stands somewhere."""
    table = named(name, column)
    text = sa.func.lower(sa.cast(table.c[column], sa.Text))
    query = (
        sa.select(table.c.id, table.c[column])
        .where(table.c.company_id == company_id, text.contains(key, autoescape=True))
        .order_by(table.c.id)
        .with_for_update()
    )
    count = 0
    for row_id, value in uow.connection.execute(query).all():
        erased = without_person(value, key)
        if erased != value:
            change = sa.update(table).where(table.c.company_id == company_id, table.c.id == row_id)
            uow.connection.execute(change.values({column: erased}))
            count += 1
    return count


def _delete_order_rows(uow: UnitOfWork, company_id: UUID, scope: Scope) -> set[str]:
    keys: set[str] = set()
    for name, pointer, parent_name in BELOW_ORDER_ROWS:
        parent = named(parent_name)
        parents = sa.select(parent.c.id).where(parent.c.company_id == company_id, scope(parent))
        keys |= _delete_rows(uow, name, _below(pointer, parents), pointer)
    _delete_invitations(uow, company_id, scope)
    for name in ORDER_ROWS:
        _delete_rows(uow, name, lambda table: sa.and_(table.c.company_id == company_id, scope(table)))
    return keys


def _below(pointer: str, parents: sa.Select[Any]) -> Scope:
    return lambda table: table.c[pointer].in_(parents)


def _delete_invitations(uow: UnitOfWork, company_id: UUID, scope: Scope) -> None:
    """Delete the invitations of clients, and the mails that they got."""
    table = named("invitations", "client_email")
    emails = uow.connection.scalars(
        sa.delete(table).where(table.c.company_id == company_id, scope(table)).returning(table.c.client_email)
    ).all()
    _delete_mails(uow, company_id, {email.lower() for email in emails if email})


def _delete_mails(uow: UnitOfWork, company_id: UUID, recipients: Collection[str]) -> None:
    if recipients:
        uow.connection.execute(
            sa.delete(_mails).where(
                _mails.c.company_id == company_id, sa.func.lower(_mails.c.recipient).in_(recipients)
            )
        )


def _delete_uploads(uow: UnitOfWork, company_id: UUID, keys: Collection[str]) -> None:
    """Forget the uploads behind files that are given up, those left out that something else uses."""
    others = [named(name, "storage_key") for name in FILE_TABLES if name not in {"uploads", "company_exports"}]
    used = sa.or_(*(sa.exists().where(other.c.storage_key == _uploads.c.storage_key) for other in others))
    uow.connection.execute(
        sa.delete(_uploads).where(_uploads.c.company_id == company_id, _uploads.c.storage_key.in_(keys), sa.not_(used))
    )


def _delete_rows(uow: UnitOfWork, name: str, scope: Scope, *columns: str) -> set[str]:
    """Delete rows and give the keys of the files that they referred to."""
    table = named(name, "storage_key", *columns)
    statement = sa.delete(table).where(scope(table))
    if name not in FILE_TABLES:
        uow.connection.execute(statement)
        return set()
    return {key for key in uow.connection.scalars(statement.returning(table.c.storage_key)) if key is not None}
