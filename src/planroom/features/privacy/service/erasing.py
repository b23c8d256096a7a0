"""Erasing: an order, a person, a company. Rows go in the transaction, files after it, and the log keeps that it was."""

from uuid import UUID

from planroom.features.audit.rules import Subject
from planroom.features.audit.service import record
from planroom.features.companies.rules import Permission
from planroom.features.companies.service import close_company, lock_company
from planroom.features.mergers.service import stop_working
from planroom.features.orders.service.looking import get_order
from planroom.features.privacy.repository import erasing
from planroom.features.privacy.rules import ERASED, ORDERS_AT_ONCE
from planroom.features.stored_files.service import doom_files
from planroom.features.users.errors import UserNotFound
from planroom.features.users.rules import is_email
from planroom.features.users.service.people import get_user, remove_user
from planroom.infra.database.unit_of_work import UnitOfWork
from planroom.infra.jobs.queue import enqueue
from planroom.kit.actor import Actor
from planroom.kit.errors import FieldFault, InvalidInput
from planroom.kit.ids import new_id

ERASE_JOB = "privacy.erase_company"


def erase_order(uow: UnitOfWork, actor: Actor, order_id: UUID) -> None:
    """Erase an order with its models, files, sources, change requests and webhook log; raises OrderNotFound."""
    # Not locked here: that happens further down, in the order in which jobs take their locks.
    get_order(uow, actor, order_id)
    actor.require(Permission.ERASE)
    doom_files(uow, erasing.delete_orders(uow, actor.company, [order_id]))
    record(uow, actor, "order.erased", Subject.ORDER, order_id)


def erase_person(uow: UnitOfWork, actor: Actor, name: str) -> None:
    """Erase a person by id or e-mail address: the user, mails to them, and their address wherever it stands.

    Somebody who was deleted before is erased by address. Raises UserNotFound, LastManager.
    """
    actor.require(Permission.ERASE)
    try:
        user = get_user(uow, actor, name)
    except UserNotFound:
        email, subject_id = name, new_id()
    else:
        email, subject_id = user.email, user.id
        remove_user(uow, actor, name)
    if not is_email(email.strip()) or not erasing.replace_person(uow, actor.company, email):
        raise UserNotFound
    eraser = actor if actor.name.casefold() != email.strip().casefold() else _nameless(actor)
    record(uow, eraser, "user.erased", Subject.USER, subject_id)


def request_company_erasure(uow: UnitOfWork, actor: Actor, confirm: str) -> None:
    """Close the actor's company at once and have everything that it has erased.

    ``confirm`` must be the company's name, so that nobody does it by mistake; InvalidInput otherwise.
    """
    actor.require(Permission.ERASE)
    company = lock_company(uow, actor.company)
    if confirm.strip() != company.name.strip():
        raise InvalidInput([FieldFault(("confirm",), "give the name of your company", "value_error.confirm")])
    stop_working(uow, company.id)
    erasing.end_sign_ins(uow, company.id)
    close_company(uow, company_id=company.id, into=None)
    enqueue(uow, ERASE_JOB, str(company.id), key=str(company.id))


def erase_some_orders(uow: UnitOfWork, company_id: UUID) -> int:
    """Erase as many orders of a closed company as go in one transaction, and count them."""
    order_ids = erasing.list_order_ids(uow, company_id, ORDERS_AT_ONCE)
    doom_files(uow, erasing.delete_orders(uow, company_id, order_ids))
    return len(order_ids)


def list_companies_within(uow: UnitOfWork, company_id: UUID) -> list[UUID]:
    """List the companies that are erased with one: itself, and before it those that became part of it."""
    return erasing.list_companies_within(uow, company_id)


def erase_company(uow: UnitOfWork, company_id: UUID) -> None:
    """Erase a closed company that has no orders any more; its log keeps that it was, and nothing else."""
    keys = erasing.delete_company(uow, company_id)
    if keys is None:
        return
    doom_files(uow, keys)
    nobody = Actor(company_id, None, ERASED, frozenset())
    record(uow, nobody, "company.erased", Subject.COMPANY, company_id)


def _nameless(actor: Actor) -> Actor:
    return Actor(actor.company_id, None, ERASED, actor.permissions, actor.sight, actor.office_id)
