"""Use cases of users: who is calling, people, and the keys of companies and operators."""

from datetime import timedelta
from uuid import UUID

from planroom.features.users import repository
from planroom.features.users.errors import BadEmail
from planroom.features.users.models import ApiKey, NewApiKey, NewOperator, Operator, User
from planroom.features.users.rules import (
    API_KEY_PREFIX,
    OPERATOR_KEY_PREFIX,
    PERMISSIONS_OF_OPERATOR,
    PERMISSIONS_OF_ROLE,
    ROTATION_OVERLAP_DAYS,
    SHOWN_KEY_CHARACTERS,
    Role,
    is_email,
    is_usable,
)
from planroom.infra.database.unit_of_work import UnitOfWork
from planroom.kit.actor import Actor
from planroom.kit.errors import ApiKeyInvalid, ApiKeyMissing
from planroom.kit.ids import new_id
from planroom.kit.secrets import hash_key, new_key


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


def create_manager(
    uow: UnitOfWork,
    *,
    company_id: UUID,
    office_id: UUID,
    email: str,
    name: str | None = None,
    surname: str | None = None,
) -> User:
    """Make a Manager whose address counts as confirmed; UserExists when anybody has it, BadEmail when it is none."""
    user = User(
        id=new_id(),
        company_id=company_id,
        office_id=office_id,
        email=_checked_email(email),
        name=name,
        surname=surname,
        role=Role.MANAGER,
        email_confirmed=True,
        created_at=uow.now(),
    )
    repository.insert_user(uow, user)
    return user


def find_user(uow: UnitOfWork, company_id: UUID, user_id: UUID) -> User | None:
    """Find a user of the company by id."""
    return repository.find_user(uow, company_id, user_id)


def find_user_by_email(uow: UnitOfWork, company_id: UUID, email: str) -> User | None:
    """Find a user of the company by e-mail address; upper and lower case are one."""
    return repository.find_user_by_email(uow, company_id, email)


def create_api_key(uow: UnitOfWork, *, company_id: UUID, name: str) -> NewApiKey:
    """Make an API key. Only its hash is stored: the secret is in the reply and nowhere else."""
    secret = new_key(API_KEY_PREFIX)
    key = ApiKey(
        id=new_id(),
        company_id=company_id,
        name=name,
        prefix=secret[:SHOWN_KEY_CHARACTERS],
        created_at=uow.now(),
        expires_at=None,
        revoked_at=None,
    )
    repository.insert_api_key(uow, key, hash_key(secret))
    return NewApiKey(key, secret)


def list_api_keys(uow: UnitOfWork, *, company_id: UUID) -> list[ApiKey]:
    """List the keys of a company, newest first, revoked ones too."""
    return repository.list_api_keys(uow, company_id)


def rotate_api_key(uow: UnitOfWork, *, company_id: UUID, key_id: UUID) -> NewApiKey:
    """Make a successor of a key; the old one goes on working for 7 days, or shorter if it ends before.

    Raises ApiKeyNotFound when the company has no such key or it is revoked.
    """
    old = repository.get_usable_api_key(uow, company_id, key_id)
    overlap_ends_at = uow.now() + timedelta(days=ROTATION_OVERLAP_DAYS)
    ends_at = min(old.expires_at, overlap_ends_at) if old.expires_at else overlap_ends_at
    repository.update_api_key(uow, old, expires_at=ends_at)
    return create_api_key(uow, company_id=company_id, name=old.name)


def revoke_api_key(uow: UnitOfWork, *, company_id: UUID, key_id: UUID) -> None:
    """End a key at once; ApiKeyNotFound when the company has no such key or it is revoked."""
    key = repository.get_usable_api_key(uow, company_id, key_id)
    repository.update_api_key(uow, key, expires_at=key.expires_at, revoked_at=uow.now())


def create_operator(uow: UnitOfWork, *, email: str) -> NewOperator:
    """Make an operator of the installation with a key; OperatorExists when the address has one."""
    secret = new_key(OPERATOR_KEY_PREFIX)
    operator = Operator(id=new_id(), email=_checked_email(email), created_at=uow.now(), revoked_at=None)
    repository.insert_operator(uow, operator, hash_key(secret))
    return NewOperator(operator, secret)


def _checked_email(email: str) -> str:
    email = email.strip()
    if not is_email(email):
        raise BadEmail
    return email
