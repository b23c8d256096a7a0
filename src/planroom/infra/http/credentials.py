"""Where a caller's credential stands in a request (contract section 1)."""

from collections.abc import Iterable
from typing import Any, NamedTuple, Protocol

from litestar import Request

from planroom.infra.database.unit_of_work import UnitOfWork
from planroom.kit.actor import Actor
from planroom.kit.errors import ApiKeyMissing


class Authenticator(Protocol):
    """Turns a credential into the actor it stands for; features/users provides it."""

    def __call__(self, uow: UnitOfWork, api_key: str | None, bearer: str | None) -> Actor:
        """Give the actor; ApiKeyMissing or ApiKeyInvalid when there is none."""
        ...


class Credentials(NamedTuple):
    """What the request's headers carry; at most one of the two is used, the key first."""

    api_key: str | None
    bearer: str | None


def find_credentials(headers: Iterable[tuple[bytes, bytes]]) -> Credentials:
    """Find the ``api-key`` header and the bearer token; of several of a kind the last counts."""
    api_key = bearer = None
    for name, value in headers:
        if name == b"api-key":
            api_key = value.decode("latin-1").strip()
        elif name == b"authorization" and value[:7].lower() == b"bearer ":
            bearer = value[7:].decode("latin-1").strip()
    return Credentials(api_key or None, bearer or None)


def read_credentials(request: Request[Any, Any, Any]) -> Credentials:
    """Read what the request carries; ApiKeyMissing when that is nothing."""
    found = find_credentials(request.scope["headers"])
    if found.api_key is None and found.bearer is None:
        raise ApiKeyMissing
    return found
