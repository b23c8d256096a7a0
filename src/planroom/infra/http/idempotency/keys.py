"""What an idempotency key is, and when two requests are the same."""

import hashlib
import re
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, cast

import msgspec
from litestar.types import Scope

from planroom.kit.actor import Actor
from planroom.kit.errors import FieldFault, InvalidInput

HEADER = "idempotency-key"
MAX_KEY_LENGTH = 255

_KEY = re.compile(rf"[\x20-\x7e]{{1,{MAX_KEY_LENGTH}}}")
_QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)"')
_SCOPE_KEY = "planroom.body"


@dataclass(frozen=True, slots=True)
class KeyedRequest:
    """A request with a key: where its reply is kept, for whom, and the digest of what it asks for.

    ``id`` is a hash of the caller's company, the method, the path and the key; ``secret`` opens the kept reply. The
    digest is empty while a form is still being received.
    """

    id: str
    caller: Actor
    secret: bytes
    body_digest: str


def read_key(header: str) -> str:
    """Read the header: quoted, as the standard has it, and bare are the same key.

    Raises InvalidInput for one that is empty, longer than 255 characters, or not plain ASCII.
    """
    key = header.strip()
    if quoted := _QUOTED.fullmatch(key):
        key = re.sub(r"\\(.)", r"\1", quoted[1])
    if _KEY.fullmatch(key) is None:
        words = f"ensure this key has 1 to {MAX_KEY_LENGTH} printable ASCII characters"
        raise InvalidInput([FieldFault((HEADER,), words, "value_error.idempotency_key")], "header_params")
    return key


def name_request(actor: Actor, method: str, path: str, key: str, body_digest: str) -> KeyedRequest:
    """Say where the reply is kept: keys of different companies, methods and paths never meet."""
    owner = str(actor.company_id) if actor.company_id else f"operator {actor.name}"
    scope = "\n".join((owner, method, path.rstrip("/"), key)).encode()
    return KeyedRequest(
        id=hashlib.sha256(b"id\n" + scope).hexdigest(),
        caller=actor,
        secret=hashlib.sha256(b"secret\n" + scope).digest(),
        body_digest=body_digest,
    )


def keep_body(scope: Scope, body: bytes) -> None:
    """Remember the body of a request with a key, which has been read before its route."""
    _open(scope)[_SCOPE_KEY] = body


def body_of(scope: Scope) -> bytes:
    """Give the body that ``keep_body`` was told."""
    return cast("bytes", _open(scope).get(_SCOPE_KEY, b""))


def digest_body(body: bytes, query: bytes = b"") -> str:
    """Give the digest by which two requests are compared: SHA-256, 64 hexadecimal digits.

    JSON is compared by what it says, not by how it is spaced or escaped.
    """
    with suppress(msgspec.DecodeError, UnicodeDecodeError, RecursionError):  # what is no JSON is compared as it came
        body = msgspec.json.encode(msgspec.json.decode(body), order="deterministic")
    return digest_pieces([body, query])


def digest_pieces(pieces: Iterable[bytes]) -> str:
    """Give one digest of several things, whose borders count."""
    digest = hashlib.sha256()
    for piece in pieces:
        digest.update(len(piece).to_bytes(8, "big"))
        digest.update(piece)
    return digest.hexdigest()


def _open(scope: Scope) -> dict[str, Any]:
    """ASGI lets applications add keys to a scope; its type does not say so."""
    return cast("dict[str, Any]", scope)
