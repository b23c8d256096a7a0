"""The people of a company: made, looked up, changed, removed (contract 3.3)."""

from collections.abc import Mapping
from uuid import UUID

from planroom.features.audit.rules import Subject
from planroom.features.audit.service import record
from planroom.features.companies.rules import Permission
from planroom.features.offices.service import find_first_office, find_office
from planroom.features.users.errors import LastManager, UserNotFound
from planroom.features.users.models import User, UserFilter
from planroom.features.users.repository import people
from planroom.features.users.rules import Role, is_last_manager
from planroom.features.users.service.addresses import checked_email
from planroom.infra.database.unit_of_work import UnitOfWork
from planroom.kit.actor import Actor
from planroom.kit.errors import FieldFault, InvalidInput
from planroom.kit.ids import new_id, parse_id
from planroom.kit.paging import Page, PageRequest, make_page


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
    people.insert_user(uow, user)
    return user


def create_manager(uow: UnitOfWork, *, company_id: UUID, office_id: UUID, email: str) -> User:
    """Make a Manager whose address counts as confirmed; UserExists when anybody has it, BadEmail when it is none."""
    return create_user(
        uow, company_id=company_id, office_id=office_id, email=email, role=Role.MANAGER, email_confirmed=True
    )


def find_user(uow: UnitOfWork, company_id: UUID, user_id: UUID) -> User | None:
    """Find a user of the company by id."""
    return people.find_user(uow, company_id, user_id)


def find_user_by_email(uow: UnitOfWork, company_id: UUID, email: str) -> User | None:
    """Find a user of the company by e-mail address; upper and lower case are one."""
    return people.find_user_by_email(uow, company_id, email)


def list_users(uow: UnitOfWork, actor: Actor, wanted: UserFilter, page: PageRequest) -> Page[User]:
    """List the users of the actor's company, newest first."""
    actor.require(Permission.READ_PEOPLE)
    return make_page(page, people.list_users(uow, actor.company, wanted, page))


def get_user(uow: UnitOfWork, actor: Actor, name: str) -> User:
    """Give a user of the actor's company by id or e-mail address; UserNotFound for anybody else's."""
    actor.require(Permission.READ_PEOPLE)
    user_id = parse_id(name)
    found = (
        people.find_user_by_email(uow, actor.company, name)
        if user_id is None
        else people.find_user(uow, actor.company, user_id)
    )
    if found is None:
        raise UserNotFound
    return found


def change_user(uow: UnitOfWork, actor: Actor, name: str, changes: Mapping[str, object]) -> User:
    """Change what is given of a user: ``name``, ``surname``, ``role``, ``office_id``.

    Raises LastManager when nobody could manage the company afterwards, InvalidInput for an office of somebody else.
    """
    actor.require(Permission.EDIT_PEOPLE)
    user = get_user(uow, actor, name)
    office_id = changes.get("office_id")
    if isinstance(office_id, UUID) and find_office(uow, company_id=actor.company, office_id=office_id) is None:
        raise InvalidInput([office_fault()])
    changed = {field: value for field, value in changes.items() if getattr(user, field) != value}
    if "role" in changed and user.role is Role.MANAGER:
        _keep_a_manager(uow, user)
    people.update_user(uow, user, changed)
    if "role" in changed:
        details = {"email": user.email, "from": user.role, "to": changed.pop("role")}
        record(uow, actor, "user.role_changed", Subject.USER, user.id, details=details)
    if changed:
        details = {"email": user.email, "changed": sorted(changed)}
        record(uow, actor, "user.changed", Subject.USER, user.id, details=details)
    return get_user(uow, actor, str(user.id))


def remove_user(uow: UnitOfWork, actor: Actor, name: str) -> None:
    """Remove a user and end what they are signed in with; their orders stay, assigned to nobody (contract 3.3).

    Raises LastManager when nobody could manage the company afterwards.
    """
    actor.require(Permission.EDIT_PEOPLE)
    user = get_user(uow, actor, name)
    if user.role is Role.MANAGER:
        _keep_a_manager(uow, user)
    people.delete_user(uow, user)
    record(uow, actor, "user.deleted", Subject.USER, user.id, details={"email": user.email, "role": user.role})


def find_office_of_new_user(uow: UnitOfWork, company_id: UUID, office_id: UUID | None) -> UUID | None:
    """Find the office that a new user joins: the one named, else the company's first; None when it is not theirs."""
    if office_id is None:
        first = find_first_office(uow, company_id=company_id)
        return first.id if first else None
    found = find_office(uow, company_id=company_id, office_id=office_id)
    return found.id if found else None


def office_fault() -> FieldFault:
    """Say that an office is none of the company's."""
    return FieldFault(("office_id",), "no office of your company has this id", "value_error.unknown_office")


def _keep_a_manager(uow: UnitOfWork, user: User) -> None:
    if is_last_manager(user.id, people.list_managers(uow, user.company_id)):
        raise LastManager
