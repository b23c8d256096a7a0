"""Who is calling: a credential turned into the actor it stands for."""

from planroom.features.users import repository
from planroom.features.users.rules import (
    OPERATOR_KEY_PREFIX,
    PERMISSIONS_OF_OPERATOR,
    PERMISSIONS_OF_ROLE,
    Role,
    is_usable,
)
from planroom.infra.database.unit_of_work import UnitOfWork
from planroom.kit.actor import Actor
from planroom.kit.errors import ApiKeyInvalid, ApiKeyMissing
from planroom.kit.secrets import hash_key


def authenticate(uow: UnitOfWork, api_key: str | None, bearer: str | None) -> Actor:
    """Give the actor behind a credential, in one statement; ApiKeyMissing or ApiKeyInvalid when there is none.

    An API key acts as a Manager of its company (contract 3); what it makes belongs to the company's first Manager. A
    bearer token is refused: only users sign in with one, and an API key sent as one is 401 (contract 1).
    """
    if api_key is None:
        raise ApiKeyInvalid if bearer else ApiKeyMissing
    if api_key.startswith(OPERATOR_KEY_PREFIX):
        return _operator(uow, api_key)
    caller = repository.find_caller_of_api_key(uow, hash_key(api_key))
    if caller is None or not is_usable(caller.expires_at, caller.revoked_at, uow.now()):
        raise ApiKeyInvalid
    return Actor(caller.company_id, caller.first_manager_id, caller.name, PERMISSIONS_OF_ROLE[Role.MANAGER])


def _operator(uow: UnitOfWork, key: str) -> Actor:
    caller = repository.find_caller_of_operator_key(uow, hash_key(key))
    if caller is None or not is_usable(None, caller.revoked_at, uow.now()):
        raise ApiKeyInvalid
    return Actor(None, None, caller.email, PERMISSIONS_OF_OPERATOR)
