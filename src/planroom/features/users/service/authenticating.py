"""Who is calling: a credential turned into the actor it stands for."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from planroom.features.users.repository import callers
from planroom.features.users.rules import (
    OPERATOR_KEY_PREFIX,
    PERMISSIONS_OF_OPERATOR,
    PERMISSIONS_OF_ROLE,
    PERMISSIONS_OF_SCOPE,
    SIGHT_OF_ROLE,
    USER_TOKEN_PREFIX,
    Role,
    is_usable,
)
from planroom.infra.database.unit_of_work import UnitOfWork
from planroom.kit.actor import Actor
from planroom.kit.errors import ApiKeyInvalid, ApiKeyMissing
from planroom.kit.secrets import hash_key

COMMAND_LINE = "command line"
NoteUse = Callable[[UUID, UUID, datetime], None]
"""Is told the company and the id of an API key that was just used, and when."""


def authenticate(uow: UnitOfWork, api_key: str | None, bearer: str | None, note_use: NoteUse | None = None) -> Actor:
    """Give the actor behind a credential, in one statement; ApiKeyMissing or ApiKeyInvalid when there is none.

    An API key acts as a Manager of its company (contract 3) within its scope; what it makes belongs to the company's
    first Manager. A bearer token is what a user signed in for, who acts by role; an API key sent as one is 401
    (contract 1).
    """
    if api_key is not None:
        return _operator(uow, api_key) if api_key.startswith(OPERATOR_KEY_PREFIX) else _company(uow, api_key, note_use)
    if bearer is None:
        raise ApiKeyMissing
    return _user(uow, bearer)


def _company(uow: UnitOfWork, key: str, note_use: NoteUse | None) -> Actor:
    caller = callers.find_caller_of_api_key(uow, hash_key(key))
    if caller is None or not is_usable(caller.expires_at, caller.revoked_at, uow.now()):
        raise ApiKeyInvalid
    if note_use is not None:
        note_use(caller.company_id, caller.key_id, uow.now())
    return Actor(caller.company_id, caller.first_manager_id, caller.name, PERMISSIONS_OF_SCOPE[caller.scope])


def _user(uow: UnitOfWork, token: str) -> Actor:
    caller = callers.find_user_by_token(uow, hash_key(token)) if token.startswith(USER_TOKEN_PREFIX) else None
    if caller is None or not is_usable(caller.token_expires_at, None, uow.now()):
        message = "The bearer token is not valid, or has ended; get another with POST /auth/token."
        raise ApiKeyInvalid(message)
    user = caller.user
    return Actor(
        company_id=user.company_id,
        user_id=user.id,
        name=user.email,
        permissions=PERMISSIONS_OF_ROLE[user.role],
        sight=SIGHT_OF_ROLE[user.role],
        office_id=user.office_id,
    )


def _operator(uow: UnitOfWork, key: str) -> Actor:
    caller = callers.find_caller_of_operator_key(uow, hash_key(key))
    if caller is None or not is_usable(None, caller.revoked_at, uow.now()):
        raise ApiKeyInvalid
    return Actor(None, None, caller.email, PERMISSIONS_OF_OPERATOR)


def command_line_actor(company_id: UUID) -> Actor:
    """Give who acts for a company at the command line of the installation: nobody of it, with a Manager's rights."""
    return Actor(company_id, None, COMMAND_LINE, PERMISSIONS_OF_ROLE[Role.MANAGER])
