"""Entity tags: the names of versions of a representation (RFC 9110 sections 8.8.3 and 13).

Routes made with ``get`` and ``patch`` tag what they give by themselves, and ``get`` answers 304 to an If-None-Match
that names it. A route that changes or removes an object heeds If-Match with one line inside its unit:

    with request_scope.write(request) as (uow, actor):
        etags.require_match(request, uow, lambda: user_read(service.get_user(uow, actor, user_id)))
        return user_read(service.change_user(uow, actor, user_id, data.to_changes()))
"""

import hashlib
import re
from collections.abc import Callable
from typing import Any

from litestar import Request
from litestar.serialization import encode_json

from planroom.infra.database.engine import lock
from planroom.infra.database.unit_of_work import UnitOfWork
from planroom.kit.errors import AppError, ErrorKind

IF_MATCH = "if-match"
IF_NONE_MATCH = "if-none-match"

_TAG = re.compile(r'(?P<weak>W/)?(?P<tag>"[^"]*")')
_DIGITS = 32
_LOCK_DIGITS = 15  # 60 bits: fits the 64-bit signed number of a lock


class PreconditionFailed(AppError):
    """The If-Match header names another version than the current one."""

    code = "precondition_failed"
    kind = ErrorKind.PRECONDITION
    message = "This is not the version that If-Match names any more; get it again."


def quote_etag(version: str | int) -> str:
    """Make the strong tag of a version."""
    return f'"{version}"'


def tag_of(body: bytes) -> str:
    """Make the strong tag of a representation: of its bytes, so that what reads alike has one tag."""
    return quote_etag(hashlib.sha256(body).hexdigest()[:_DIGITS])


def names_etag(header: str, etag: str) -> bool:
    """Tell whether a list of tags, as in If-None-Match, names ``etag`` or is ``*``; weak tags count."""
    return header.strip() == "*" or any(found["tag"] == etag for found in _TAG.finditer(header))


def matches_etag(header: str, etag: str) -> bool:
    """Tell whether a list of tags, as in If-Match, names ``etag`` or is ``*``; weak tags never match."""
    return header.strip() == "*" or any(
        found["tag"] == etag and found["weak"] is None for found in _TAG.finditer(header)
    )


def require_match(request: Request[Any, Any, Any], uow: UnitOfWork, current: Callable[[], object]) -> None:
    """Raise PreconditionFailed when the request has an If-Match that does not name what ``current`` gives.

    ``current`` gives what a GET of the object gives; it is asked only when the header is there. Two requests with
    If-Match on one address wait for each other, so that of two equal tags the second is refused.
    """
    wanted = request.headers.get(IF_MATCH)
    if wanted is None:
        return
    place = hashlib.sha256(request.scope["path"].encode()).hexdigest()
    lock(uow.connection, int(place[:_LOCK_DIGITS], 16))
    if not matches_etag(wanted, tag_of(encode_json(current()))):
        raise PreconditionFailed
