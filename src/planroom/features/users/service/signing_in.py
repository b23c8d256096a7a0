"""Signing in: an e-mail address and a password become a token (contract 3.8).

The password is checked between two units of work, because that takes long. The try is counted before, so that many at
once guess no more than one after the other.
"""

from datetime import timedelta

from planroom.features.users.errors import SignInLocked, SignInRefused
from planroom.features.users.models import Account, NewUserToken, SignInTry, User
from planroom.features.users.repository import people, sign_ins
from planroom.features.users.rules import (
    FAILURES_FORGOTTEN_AFTER,
    MAX_TOKENS_OF_USER,
    USER_TOKEN_PREFIX,
    email_key,
    wait_after,
)
from planroom.infra.database.unit_of_work import UnitOfWork
from planroom.infra.passwords import Verdict
from planroom.kit.secrets import hash_key, new_key


def count_try(uow: UnitOfWork, email: str) -> None:
    """Count a try of a password as wrong until it proves right; SignInLocked while the address has to wait.

    Addresses that nobody has are counted alike.
    """
    account_hash = _account_hash(email)
    sign_ins.delete_failures_before(uow, uow.now() - FAILURES_FORGOTTEN_AFTER)
    failures, last_failed_at = sign_ins.lock_failures(uow, account_hash)
    left = last_failed_at + wait_after(failures) - uow.now()
    if left > timedelta():
        raise SignInLocked(retry_after_seconds=max(1, round(left.total_seconds())))
    sign_ins.update_failures(uow, account_hash, failures + 1)


def forget_failures(uow: UnitOfWork, email: str) -> None:
    """Begin to count anew after a password proved right."""
    sign_ins.delete_failures(uow, _account_hash(email))


def begin_sign_in(uow: UnitOfWork, email: str) -> SignInTry:
    """Count the try and give what is known of the address; SignInLocked while it has to wait."""
    count_try(uow, email)
    return SignInTry(email, people.find_account_for_sign_in(uow, email))


def finish_sign_in(uow: UnitOfWork, tried: SignInTry, verdict: Verdict, *, lifetime: timedelta) -> NewUserToken:
    """Give a token when the password proved right, and is still the user's; SignInRefused otherwise."""
    account = tried.account
    if account is None or not verdict.is_right or not _is_unchanged(uow, account):
        raise SignInRefused
    forget_failures(uow, tried.email)
    if verdict.new_hash is not None:
        people.update_user(uow, account.user, {"password_hash": verdict.new_hash})
    return issue_token(uow, account.user, lifetime=lifetime)


def issue_token(uow: UnitOfWork, user: User, *, lifetime: timedelta) -> NewUserToken:
    """Make a token with which the user acts by role. Only its hash is stored; the 20 newest of a user are kept."""
    secret = new_key(USER_TOKEN_PREFIX)
    expires_at = uow.now() + lifetime
    sign_ins.insert_token(uow, user, hash_key(secret), expires_at)
    sign_ins.delete_old_tokens(uow, user, keep=MAX_TOKENS_OF_USER)
    return NewUserToken(user, secret, expires_at)


def _is_unchanged(uow: UnitOfWork, account: Account) -> bool:
    now = people.find_account_for_sign_in(uow, account.user.email, lock=True)
    return now is not None and (now.user.id, now.password_hash) == (account.user.id, account.password_hash)


def _account_hash(email: str) -> str:
    return hash_key(email_key(email))
