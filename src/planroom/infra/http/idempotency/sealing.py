"""Kept replies as they are stored: readable with the idempotency key only.

Some replies show a secret once (a new API key, a webhook's secret). Whoever reads the table must not find it there, and
whoever may less than the caller who got it must not get it again.
"""

import secrets
from uuid import UUID

import msgspec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from planroom.kit.actor import Actor, Sight

_NONCE_BYTES = 12


class Reply(msgspec.Struct, frozen=True):
    """An answer as it goes out: its status, headers and body."""

    status: int
    headers: dict[str, str]
    body: bytes


class Kept(msgspec.Struct, frozen=True):
    """A reply with what its caller could do and see; ``place`` is the office or the person for a narrow sight."""

    reply: Reply
    permissions: frozenset[str]
    sight: Sight
    place: UUID | None


def is_for(kept: Kept, caller: Actor) -> bool:
    """Say whether ``caller`` may do and sees all that the caller of the kept reply could do and saw."""
    sees = caller.sight is Sight.COMPANY or (caller.sight, _place_of(caller)) == (kept.sight, kept.place)
    return sees and kept.permissions <= caller.permissions


def seal(reply: Reply, caller: Actor, secret: bytes, place: str) -> bytes:
    """Encrypt ``reply`` with ``secret`` (32 bytes), so that it opens at ``place`` only."""
    nonce = secrets.token_bytes(_NONCE_BYTES)
    kept = msgspec.msgpack.encode(Kept(reply, caller.permissions, caller.sight, _place_of(caller)))
    return nonce + AESGCM(secret).encrypt(nonce, kept, place.encode())


def unseal(sealed: bytes, secret: bytes, place: str) -> Kept:
    """Give back what ``seal`` was given; raises cryptography's InvalidTag for anything else."""
    opened = AESGCM(secret).decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], place.encode())
    return msgspec.msgpack.decode(opened, type=Kept)


def _place_of(caller: Actor) -> UUID | None:
    """Give where a caller's sight ends: its office, or itself."""
    return {Sight.COMPANY: None, Sight.OFFICE: caller.office_id, Sight.OWN: caller.user_id}[caller.sight]
