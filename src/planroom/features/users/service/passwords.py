"""Passwords of people: changed, reset, set from the link in a mail (contract 3.3).

Hashing lies between two units of work, because it takes long.
"""

from collections.abc import Sequence

from planroom.features.audit.rules import Subject
from planroom.features.audit.service import record
from planroom.features.companies.rules import Permission
from planroom.features.mails.service import send_mail
from planroom.features.users.errors import LinkNotValid
from planroom.features.users.mail_texts import reset_mail
from planroom.features.users.models import Account, User
from planroom.features.users.repository import people, sign_ins
from planroom.features.users.rules import LIFETIME_OF_LINK, MAX_OPEN_RESETS, LinkKind
from planroom.features.users.service.signing_in import forget_failures
from planroom.infra.database.unit_of_work import UnitOfWork
from planroom.infra.passwords import is_easy_to_guess
from planroom.kit.actor import Actor
from planroom.kit.errors import FieldFault, InvalidInput
from planroom.kit.ids import new_token
from planroom.kit.secrets import hash_key


def find_password_faults(field: str, password: str, about: Sequence[str | None]) -> list[FieldFault]:
    """Say that a new password is easy to guess, also from the words ``about`` its owner; its length was checked."""
    if not is_easy_to_guess(password, [text for text in about if text]):
        return []
    message = "this password is too easy to guess; use several words, or more characters"
    return [FieldFault((field,), message, "value_error.password_too_common")]


def words_about(user: User) -> list[str | None]:
    """Give the words about a person that make a password easy to guess."""
    return [user.email, user.email.partition("@")[0], user.name, user.surname]


def find_account(uow: UnitOfWork, actor: Actor, email: str, *, lock: bool = False) -> Account:
    """Give whose password is to be changed: the actor's own account, or for who may edit people anybody's of theirs.

    InvalidInput for anybody else's, as for an address that nobody has.
    """
    actor.require(Permission.USE_ACCOUNT)
    account = people.find_account_for_sign_in(uow, email, lock=lock)
    if account is None or account.user.company_id != actor.company:
        raise InvalidInput([_unknown_user_fault()])
    if account.user.id != actor.user_id and Permission.EDIT_PEOPLE not in actor.permissions:
        raise InvalidInput([_unknown_user_fault()])
    return account


def change_password(uow: UnitOfWork, actor: Actor, account: Account, password_hash: str) -> None:
    """Store another password, whose predecessor proved right, and end what the user is signed in with.

    InvalidInput when the predecessor was replaced in the meantime: what proved right is wrong by now.
    """
    if find_account(uow, actor, account.user.email, lock=True).password_hash != account.password_hash:
        raise InvalidInput([wrong_password_fault()])
    _store(uow, account.user, password_hash)
    record(uow, actor, "user.password_changed", Subject.USER, account.user.id, details={"email": account.user.email})


def wrong_password_fault() -> FieldFault:
    """Say that the old password is another one (contract 3.3)."""
    return FieldFault(("old_password",), "the old password is wrong", "value_error.wrong_password")


def request_reset(uow: UnitOfWork, email: str, *, page_url: str) -> None:
    """Mail a link to the page where a password is set, if anybody has the address; at most 3 that are open."""
    account = people.find_account_for_sign_in(uow, email, lock=True)
    if account is None or sign_ins.count_open_links(uow, account.user, LinkKind.RESET) >= MAX_OPEN_RESETS:
        return
    mail = reset_mail(make_link(uow, account.user, LinkKind.RESET, page_url=page_url))
    send_mail(
        uow,
        company_id=account.user.company_id,
        to=account.user.email,
        kind="user.password_reset",
        subject=mail.subject,
        text=mail.text,
        html=mail.html,
    )


def make_link(uow: UnitOfWork, user: User, kind: LinkKind, *, page_url: str) -> str:
    """Make a link that can be used once; only the hash of its token is stored. An invitation ends earlier ones."""
    sign_ins.delete_replaced_links(uow, user, kind)
    token = new_token(32)
    sign_ins.insert_link(uow, user, kind, hash_key(token), uow.now() + LIFETIME_OF_LINK[kind])
    return f"{page_url}?token={token}"


def get_account_of_link(uow: UnitOfWork, token: str) -> Account:
    """Give whose password a link sets; LinkNotValid when it was used or has ended."""
    account = sign_ins.find_account_by_link_token(uow, hash_key(token))
    if account is None:
        raise LinkNotValid
    return account


def set_password(uow: UnitOfWork, token: str, password_hash: str) -> User:
    """Store the password that a link was used for: the address is confirmed, and the link is used up.

    Everything the user is signed in with ends, and so do other links. LinkNotValid when the link was used or has ended.
    """
    user = get_account_of_link(uow, token).user
    if not sign_ins.delete_link_by_token(uow, hash_key(token)):
        raise LinkNotValid
    _store(uow, user, password_hash)
    themself = Actor(user.company_id, user.id, user.email, frozenset())
    record(uow, themself, "user.password_set", Subject.USER, user.id, details={"email": user.email})
    return user


def _unknown_user_fault() -> FieldFault:
    return FieldFault(("email",), "no user of your company has this e-mail address", "value_error.unknown_user")


def _store(uow: UnitOfWork, user: User, password_hash: str) -> None:
    people.update_user(uow, user, {"password_hash": password_hash, "email_confirmed": True})
    sign_ins.delete_tokens(uow, user)
    sign_ins.delete_links(uow, user)
    forget_failures(uow, user.email)
