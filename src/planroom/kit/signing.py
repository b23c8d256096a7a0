"""Tokens that carry what they say and cannot be made by anybody else (HMAC-SHA-256).

A token is for one purpose: what was signed for another opens nothing.
"""

import binascii
import hashlib
import hmac
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode

_MAC_BYTES = 16
_SECRET_BYTES = 32


def new_signing_secret() -> bytes:
    """Make a secret to sign with: 256 random bits."""
    return secrets.token_bytes(_SECRET_BYTES)


def sign(secret: bytes, purpose: str, payload: bytes) -> str:
    """Give a token, plain in a URL, that carries ``payload`` (readable by anybody) and proves who made it."""
    return urlsafe_b64encode(payload + _mac(secret, purpose, payload)).rstrip(b"=").decode()


def read_signed(secret: bytes, purpose: str, token: str) -> bytes | None:
    """Give the payload of a token; None unless it was made with this secret for this purpose."""
    try:
        content = urlsafe_b64decode(token.encode("ascii") + b"=" * (-len(token) % 4))
    except (binascii.Error, UnicodeEncodeError):
        return None
    payload, mac = content[:-_MAC_BYTES], content[-_MAC_BYTES:]
    # Written anew, so that of the many spellings of one token only its own counts.
    if not hmac.compare_digest(mac, _mac(secret, purpose, payload)) or sign(secret, purpose, payload) != token:
        return None
    return payload


def _mac(secret: bytes, purpose: str, payload: bytes) -> bytes:
    return hmac.new(secret, purpose.encode() + b"\0" + payload, hashlib.sha256).digest()[:_MAC_BYTES]
