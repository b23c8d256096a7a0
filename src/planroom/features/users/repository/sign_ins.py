"""Rows of user tokens, of the links in mails, and of wrong passwords."""

from datetime import datetime

import sqlalchemy as sa

from planroom.features.users.models import Account, User, account_links, sign_in_failures, user_tokens, users
from planroom.features.users.repository.people import USER
from planroom.features.users.rules import LinkKind
from planroom.infra.database.engine import is_unique_violation
from planroom.infra.database.unit_of_work import UnitOfWork
from planroom.kit.ids import new_id

_FORGOTTEN_AT_ONCE = 100


def insert_token(uow: UnitOfWork, user: User, token_hash: str, expires_at: datetime) -> None:
    """Store a user token by its hash."""
    uow.connection.execute(
        sa.insert(user_tokens).values(
            id=new_id(), user_id=user.id, token_hash=token_hash, created_at=uow.now(), expires_at=expires_at
        )
    )


def delete_old_tokens(uow: UnitOfWork, user: User, *, keep: int) -> None:
    """Remove the tokens of a user that have ended, and the oldest beyond ``keep``."""
    newest = (
        sa.select(user_tokens.c.id)
        .where(user_tokens.c.user_id == user.id)
        .order_by(user_tokens.c.id.desc())
        .limit(keep)
    )
    uow.connection.execute(
        sa.delete(user_tokens).where(
            user_tokens.c.user_id == user.id,
            sa.or_(user_tokens.c.expires_at <= uow.now(), user_tokens.c.id.not_in(newest)),
        )
    )


def insert_link(uow: UnitOfWork, user: User, kind: LinkKind, token_hash: str, expires_at: datetime) -> None:
    """Store the link of a mail by the hash of its token."""
    uow.connection.execute(
        sa.insert(account_links).values(
            id=new_id(), user_id=user.id, kind=kind, token_hash=token_hash, created_at=uow.now(), expires_at=expires_at
        )
    )


def count_open_links(uow: UnitOfWork, user: User, kind: LinkKind) -> int:
    """Count the links of a kind that a user could still follow."""
    return uow.connection.execute(
        sa.select(sa.func.count())
        .select_from(account_links)
        .where(account_links.c.user_id == user.id, account_links.c.kind == kind, account_links.c.expires_at > uow.now())
    ).scalar_one()


def find_account_by_link_token(uow: UnitOfWork, token_hash: str) -> Account | None:
    """Find the user to whom a link was mailed that has not ended."""
    row = uow.connection.execute(
        sa.select(users.c.password_hash, *USER)
        .join(account_links, account_links.c.user_id == users.c.id)
        .where(account_links.c.token_hash == token_hash, account_links.c.expires_at > uow.now())
    ).one_or_none()
    return Account(User(*row[1:]), row[0]) if row is not None else None


def delete_link_by_token(uow: UnitOfWork, token_hash: str) -> bool:
    """Use up a link that has not ended; false when somebody else was first."""
    done = uow.connection.execute(
        sa.delete(account_links).where(account_links.c.token_hash == token_hash, account_links.c.expires_at > uow.now())
    )
    return done.rowcount == 1


def delete_links(uow: UnitOfWork, user: User) -> None:
    """Remove all links that were mailed to a user."""
    uow.connection.execute(sa.delete(account_links).where(account_links.c.user_id == user.id))


def delete_replaced_links(uow: UnitOfWork, user: User, kind: LinkKind) -> None:
    """Remove what a new link of a kind replaces: the user's links that have ended, and of invitations the others."""
    gone: sa.ColumnElement[bool] = account_links.c.expires_at <= uow.now()
    if kind is LinkKind.INVITATION:
        gone = sa.or_(gone, account_links.c.kind == kind)
    uow.connection.execute(sa.delete(account_links).where(account_links.c.user_id == user.id, gone))


def delete_tokens(uow: UnitOfWork, user: User) -> None:
    """End everything that a user is signed in with."""
    uow.connection.execute(sa.delete(user_tokens).where(user_tokens.c.user_id == user.id))


def lock_failures(uow: UnitOfWork, account_hash: str) -> tuple[int, datetime]:
    """Give how often in a row the password was wrong, and when last; the row is made if need be, and locked."""
    query = (
        sa.select(sign_in_failures.c.failures, sign_in_failures.c.last_failed_at)
        .where(sign_in_failures.c.account_hash == account_hash)
        .with_for_update()
    )
    # Somebody else may make the row, or remove it, between any two of these statements.
    while (row := uow.connection.execute(query).one_or_none()) is None:
        _insert_failures(uow, account_hash)
    return row.failures, row.last_failed_at


def _insert_failures(uow: UnitOfWork, account_hash: str) -> None:
    try:
        with uow.connection.begin_nested():
            values = {"account_hash": account_hash, "failures": 0, "last_failed_at": uow.now()}
            uow.connection.execute(sa.insert(sign_in_failures).values(values))
    except sa.exc.IntegrityError as error:
        if not is_unique_violation(error):
            raise


def update_failures(uow: UnitOfWork, account_hash: str, failures: int) -> None:
    """Write how often in a row the password was wrong, the last time just now."""
    uow.connection.execute(
        sa.update(sign_in_failures)
        .where(sign_in_failures.c.account_hash == account_hash)
        .values(failures=failures, last_failed_at=uow.now())
    )


def delete_failures(uow: UnitOfWork, account_hash: str) -> None:
    """Forget the wrong passwords of an address."""
    uow.connection.execute(sa.delete(sign_in_failures).where(sign_in_failures.c.account_hash == account_hash))


def delete_failures_before(uow: UnitOfWork, time: datetime) -> None:
    """Forget the wrong passwords of addresses whose last one lies before ``time``; of many, some at a time."""
    old = (
        sa.select(sign_in_failures.c.account_hash)
        .where(sign_in_failures.c.last_failed_at < time)
        .limit(_FORGOTTEN_AT_ONCE)
        # Others do the same at the same moment: nobody waits for them.
        .with_for_update(skip_locked=True)
    )
    uow.connection.execute(sa.delete(sign_in_failures).where(sign_in_failures.c.account_hash.in_(old)))
