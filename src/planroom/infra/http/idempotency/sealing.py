"""Kept replies as they are stored: readable with the idempotency key only.

Some replies show a secret once (a new API key, a webhook's secret). Whoever reads the table must not find it there.
"""

import secrets

import msgspec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

_NONCE_BYTES = 12


class Reply(msgspec.Struct, frozen=True):
    """An answer as it goes out: its status, headers and body."""

    status: int
    headers: dict[str, str]
    body: bytes


def seal(reply: Reply, secret: bytes, place: str) -> bytes:
    """Encrypt ``reply`` with ``secret`` (32 bytes), so that it opens at ``place`` only."""
    nonce = secrets.token_bytes(_NONCE_BYTES)
    return nonce + AESGCM(secret).encrypt(nonce, msgspec.msgpack.encode(reply), place.encode())


def unseal(sealed: bytes, secret: bytes, place: str) -> Reply:
    """Give back what ``seal`` was given; raises cryptography's InvalidTag for anything else."""
    opened = AESGCM(secret).decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], place.encode())
    return msgspec.msgpack.decode(opened, type=Reply)
