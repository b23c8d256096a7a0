"""The id of a request: the caller's own when it is sane, else a new one. It is in every reply and every log line."""

import re
from collections.abc import Iterable
from typing import Any, cast

from litestar.types import Scope

from planroom.kit.ids import new_id

_SCOPE_KEY = "planroom.request_id"
_SANE = re.compile(rb"[A-Za-z0-9._:-]{1,128}")


def choose_request_id(headers: Iterable[tuple[bytes, bytes]]) -> str:
    """Take the ``x-request-id`` header when it is 1 to 128 harmless characters, else make an id."""
    for name, value in headers:
        if name == b"x-request-id" and _SANE.fullmatch(value):
            return value.decode("ascii")
    return str(new_id())


def keep_request_id(scope: Scope, request_id: str) -> None:
    """Remember the id for whoever answers this request."""
    _open(scope)[_SCOPE_KEY] = request_id


def request_id_of(scope: Scope) -> str:
    """Give the id of the request that ``scope`` is about."""
    return str(_open(scope).get(_SCOPE_KEY, ""))


def _open(scope: Scope) -> dict[str, Any]:
    """ASGI lets servers and applications add keys to a scope; its type does not say so."""
    return cast("dict[str, Any]", scope)
