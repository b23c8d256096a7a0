"""The kept replies in the database."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from planroom.infra.database.engine import try_lock
from planroom.infra.database.unit_of_work import UnitOfWork
from planroom.infra.http.idempotency.errors import IdempotencyKeyReused, RequestStillRunning
from planroom.infra.http.idempotency.keys import KeyedRequest
from planroom.infra.http.idempotency.sealing import Reply, is_for, seal, unseal
from planroom.infra.http.models import kept_replies

KEPT_FOR = timedelta(hours=24)
CLAIMED_FOR = timedelta(minutes=5)
"""How long a request in steps may run before another may take its place; longer than any of our own deadlines."""

_SWEPT_BESIDE = 20
_SWEPT_AT_ONCE = 1000
SWEEP_EVERY_SECONDS = 600.0
_LOCKED_SECONDS = 1
_ASK_AGAIN_SECONDS = 5
_OF_ANOTHER_CALLER = (
    "This Idempotency-Key came before from a caller who may do or see more; use a new key for a new request."
)
_HASH_DIGITS = 15  # 60 bits: fits the 64-bit signed number of a lock


def lock(uow: UnitOfWork, request: KeyedRequest) -> None:
    """Hold the request's place until the transaction ends; RequestStillRunning when another holds it."""
    if not try_lock(uow.connection, int(request.id[:_HASH_DIGITS], 16)):
        raise RequestStillRunning(retry_after_seconds=_LOCKED_SECONDS)


def exists(uow: UnitOfWork, request: KeyedRequest) -> bool:
    """Tell whether there is a reply, whatever the body was; raises RequestStillRunning."""
    row = _row(uow, request)
    if row is not None and row.sealed_reply is None:
        raise _still_running(uow, row)
    return row is not None


def find(uow: UnitOfWork, request: KeyedRequest, *, me: UUID | None = None) -> Reply | None:
    """Give the kept reply; None when there is none, or when the request ``me`` itself holds the row.

    Raises IdempotencyKeyReused for another body and for a caller who may less than the first one or sees less, and
    RequestStillRunning while the first request runs.
    """
    row = _row(uow, request)
    if row is None or (me is not None and row.claimed_by == me):
        return None
    if row.sealed_reply is None:
        raise _still_running(uow, row)
    if row.body_digest != request.body_digest:
        raise IdempotencyKeyReused
    kept = unseal(row.sealed_reply, request.secret, request.id)
    if not is_for(kept, request.caller):
        raise IdempotencyKeyReused(_OF_ANOTHER_CALLER)
    return kept.reply


def claim(uow: UnitOfWork, request: KeyedRequest, me: UUID) -> None:
    """Hold the row for the request ``me``, whose work is done in several transactions."""
    _insert(uow, request, claimed_by=me, sealed_reply=None, expires_at=uow.now() + CLAIMED_FOR)


def keep(uow: UnitOfWork, request: KeyedRequest, reply: Reply, *, me: UUID | None = None) -> None:
    """Store the reply, in the transaction of what it tells of. With ``me``, the row must still be held by it."""
    sealed = seal(reply, request.caller, request.secret, request.id)
    expires_at = uow.now() + KEPT_FOR
    if me is None:
        _insert(uow, request, claimed_by=None, sealed_reply=sealed, expires_at=expires_at)
        return
    held = sa.update(kept_replies).where(kept_replies.c.id == request.id, kept_replies.c.claimed_by == me)
    if (
        uow.connection.execute(
            held.values(body_digest=request.body_digest, sealed_reply=sealed, expires_at=expires_at)
        ).rowcount
        == 0
    ):
        raise RequestStillRunning(retry_after_seconds=_LOCKED_SECONDS)


def release(uow: UnitOfWork, request: KeyedRequest, me: UUID) -> None:
    """Let go of a row that got no reply."""
    uow.connection.execute(
        sa.delete(kept_replies).where(
            kept_replies.c.id == request.id, kept_replies.c.claimed_by == me, kept_replies.c.sealed_reply.is_(None)
        )
    )


def remove_expired(uow: UnitOfWork) -> int:
    """Remove replies that have been kept long enough, 1,000 at most, and say how many."""
    gone = uow.connection.execute(sa.delete(kept_replies).where(kept_replies.c.id.in_(_expired(uow, _SWEPT_AT_ONCE))))
    return gone.rowcount


def _insert(uow: UnitOfWork, request: KeyedRequest, **values: object) -> None:
    """Write the row in place of one that has expired, and clear away a few others that have."""
    uow.connection.execute(
        sa.delete(kept_replies).where(
            sa.or_(kept_replies.c.id == request.id, kept_replies.c.id.in_(_expired(uow, _SWEPT_BESIDE)))
        )
    )
    uow.connection.execute(
        sa.insert(kept_replies).values(
            id=request.id, company_id=request.caller.company_id, body_digest=request.body_digest, **values
        )
    )


def _expired(uow: UnitOfWork, most: int) -> sa.Select[Any]:
    return (
        sa.select(kept_replies.c.id)
        .where(kept_replies.c.expires_at <= uow.now())
        .order_by(kept_replies.c.expires_at)
        .limit(most)
        .with_for_update(skip_locked=True)
    )


def _row(uow: UnitOfWork, request: KeyedRequest) -> sa.Row[Any] | None:
    return uow.connection.execute(
        sa.select(kept_replies).where(kept_replies.c.id == request.id, kept_replies.c.expires_at > uow.now())
    ).one_or_none()


def _still_running(uow: UnitOfWork, row: sa.Row[Any]) -> RequestStillRunning:
    seconds_left = (row.expires_at - uow.now()).total_seconds()
    return RequestStillRunning(retry_after_seconds=max(round(min(seconds_left, _ASK_AGAIN_SECONDS)), 1))
