"""New people: invited by mail, or made with a password (contract 3.3)."""

from uuid import UUID

from planroom.features.audit.rules import Subject
from planroom.features.audit.service import record
from planroom.features.companies.rules import Permission
from planroom.features.companies.service import get_company
from planroom.features.mails.service import send_mail
from planroom.features.users.errors import UserExists
from planroom.features.users.mail_texts import invitation_mail
from planroom.features.users.models import NewUser, User
from planroom.features.users.repository import people
from planroom.features.users.rules import LinkKind, is_email
from planroom.features.users.service.passwords import make_link
from planroom.features.users.service.people import change_user, create_user, find_office_of_new_user, office_fault
from planroom.infra.database.unit_of_work import UnitOfWork
from planroom.kit.actor import Actor
from planroom.kit.errors import FieldFault, InvalidInput


def find_faults(uow: UnitOfWork, actor: Actor, *, email: str | None, office_id: UUID | None) -> list[FieldFault]:
    """List what only a closer look tells is wrong with a new user; None is not looked at."""
    actor.require(Permission.EDIT_PEOPLE)
    faults = []
    if email is not None and not is_email(email.strip()):
        faults.append(FieldFault(("email",), "value is not a valid email address", "value_error.email"))
    if office_id is not None and find_office_of_new_user(uow, actor.company, office_id) is None:
        faults.append(office_fault())
    return faults


def invite_user(uow: UnitOfWork, actor: Actor, new: NewUser, *, page_url: str) -> User:
    """Make a user, who gets a mail with a link to set a password; until then the address is not confirmed.

    An unconfirmed user of the company is invited again, with what is now said of them. Raises UserExists when
    anybody else has the address, InvalidInput for an address that is none and for an office of somebody else.
    """
    user = _make_or_renew(uow, actor, new)
    company = get_company(uow, actor.company)
    mail = invitation_mail(company.name, make_link(uow, user, LinkKind.INVITATION, page_url=page_url))
    send_mail(
        uow,
        company_id=user.company_id,
        to=user.email,
        kind="user.invitation",
        subject=mail.subject,
        text=mail.text,
        html=mail.html,
    )
    _record(uow, actor, "user.invited", user)
    return user


def create_user_with_password(uow: UnitOfWork, actor: Actor, new: NewUser, password_hash: str) -> User:
    """Make a user who can sign in at once, because the password is handed over otherwise; raises as ``invite_user``."""
    user = _make_or_renew(uow, actor, new)
    people.update_user(uow, user, {"password_hash": password_hash, "email_confirmed": True})
    _record(uow, actor, "user.created", user)
    return user


def _make_or_renew(uow: UnitOfWork, actor: Actor, new: NewUser) -> User:
    if faults := find_faults(uow, actor, email=new.email, office_id=new.office_id):
        raise InvalidInput(faults)
    known = _find_unconfirmed(uow, actor, new.email)
    office_id = find_office_of_new_user(uow, actor.company, new.office_id)
    if office_id is None:
        raise InvalidInput([office_fault()])
    if known is None:
        return create_user(
            uow,
            company_id=actor.company,
            office_id=office_id,
            email=new.email,
            role=new.role,
            name=new.name,
            surname=new.surname,
        )
    said = {"name": new.name, "surname": new.surname, "office_id": new.office_id}
    changes = {"role": new.role, **{field: value for field, value in said.items() if value is not None}}
    return change_user(uow, actor, str(known.id), changes)


def _find_unconfirmed(uow: UnitOfWork, actor: Actor, email: str) -> User | None:
    """Find whom the company has invited already; UserExists when somebody else has the address."""
    account = people.find_account_for_sign_in(uow, email)
    if account is None:
        return None
    user = account.user
    if user.company_id != actor.company or user.email_confirmed:
        raise UserExists
    return user


def _record(uow: UnitOfWork, actor: Actor, action: str, user: User) -> None:
    details = {"email": user.email, "role": user.role, "office_id": str(user.office_id)}
    record(uow, actor, action, Subject.USER, user.id, details=details)
