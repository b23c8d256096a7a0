"""The calls about API keys, users and signing in (contract 3.3 and 3.8)."""

from collections.abc import Mapping
from datetime import timedelta
from functools import partial
from typing import Any

from litestar import Request
from litestar.params import FromPath, JSONBody

from planroom.features.users.models import Account, SignInTry
from planroom.features.users.rules import MAX_PASSWORD_LENGTH, MIN_PASSWORD_LENGTH, SET_PASSWORD_PATH
from planroom.features.users.schemas.keys import (
    ApiKeyCreate,
    ApiKeyCreated,
    ApiKeyRead,
    ApiKeyRevoked,
    api_key_created,
    api_key_read,
)
from planroom.features.users.schemas.people import (
    CREATED,
    DELETED,
    INVITED,
    PASSWORD_CHANGED,
    RESET_SENT,
    Message,
    PasswordChange,
    PasswordReset,
    UserCreate,
    UserCreated,
    UserQuery,
    UserRead,
    UserUpdate,
    user_created,
    user_read,
)
from planroom.features.users.schemas.sign_ins import SignIn, TokenRead, token_read
from planroom.features.users.service import inviting, keys, passwords, people, signing_in
from planroom.infra.http import etags, request_scope
from planroom.infra.http.lists import ListRead, list_read
from planroom.infra.http.paging import PageQuery, read_page
from planroom.infra.http.query import read_query
from planroom.infra.http.routing import MORE_FAULTS, NO_KEY, QUERY, delete, get, integrate, patch, post, post_in_steps
from planroom.infra.http.threads import on_database_thread, on_hashing_thread
from planroom.infra.http.tight_limit import take_from_address
from planroom.infra.passwords import Verdict, check_password, hash_password
from planroom.kit.errors import FieldFault, InvalidInput
from planroom.kit.ids import parse_id

AnyRequest = Request[Any, Any, Any]


@get("/api-keys", summary="List API keys", opt={QUERY: PageQuery})
def list_keys(request: AnyRequest) -> ListRead[ApiKeyRead]:
    """Your company's keys, newest first, revoked ones too. The secrets are kept as hashes only."""
    wanted = read_page(request)
    with request_scope.read(request) as (uow, actor):
        page = keys.list_api_keys(uow, actor, wanted)
    return list_read(page, api_key_read)


@post("/api-keys", summary="Make an API key")
def create_key(request: AnyRequest, data: JSONBody[ApiKeyCreate]) -> ApiKeyCreated:
    """Make a key with a name, a scope and perhaps an end. Its secret is in this reply and never shown again.

    The scope `read` looks and changes nothing, `orders` places orders and asks for changes, `admin` may all that a
    Manager may. A key cannot make one that may do more than itself.
    """
    with request_scope.write(request) as (uow, actor):
        made = keys.create_api_key(uow, actor, name=data.name, scope=data.scope, lifetime_days=data.expires_in_days)
    return api_key_created(made)


@post("/api-keys/{key_id:str}/rotate", summary="Rotate an API key")
def rotate_key(request: AnyRequest, key_id: FromPath[str]) -> ApiKeyCreated:
    """Make a successor with the same name, scope and lifetime. The old key works for 7 more days, so nothing stops."""
    with request_scope.write(request) as (uow, actor):
        made = keys.rotate_api_key(uow, actor, keys.read_key_id(key_id))
    return api_key_created(made)


@delete("/api-keys/{key_id:str}", summary="Revoke an API key")
def revoke_key(request: AnyRequest, key_id: FromPath[str]) -> ApiKeyRevoked:
    """End a key at once."""
    with request_scope.write(request) as (uow, actor):
        keys.revoke_api_key(uow, actor, keys.read_key_id(key_id))
    return ApiKeyRevoked()


@get("/users", summary="List users", opt={QUERY: UserQuery})
def list_users(request: AnyRequest) -> ListRead[UserRead]:
    """The people of your company, newest first."""
    query = read_query(request, UserQuery)
    with request_scope.read(request) as (uow, actor):
        page = people.list_users(uow, actor, query.wanted, query.page)
    return list_read(page, user_read)


def _faults_of_new_user(request: AnyRequest, body: Mapping[str, object]) -> list[FieldFault]:
    email, office_id = body.get("email"), body.get("office_id")
    with request_scope.read(request) as (uow, actor):
        faults = inviting.find_faults(
            uow,
            actor,
            email=email if isinstance(email, str) and email else None,
            office_id=parse_id(office_id) if isinstance(office_id, str) else None,
        )
    return faults + _faults_of_password("password", body)


def _faults_of_new_password(_request: AnyRequest, body: Mapping[str, object]) -> list[FieldFault]:
    return _faults_of_password("new_password", body)


def _faults_of_password(field: str, body: Mapping[str, object]) -> list[FieldFault]:
    """Say what is wrong with a password beside its length, in a body in which nothing can be relied on."""
    password, about = body.get(field), [body.get(name) for name in ("email", "name", "surname")]
    if not isinstance(password, str) or not MIN_PASSWORD_LENGTH <= len(password) <= MAX_PASSWORD_LENGTH:
        return []
    return passwords.find_password_faults(field, password, [text for text in about if isinstance(text, str)])


@post_in_steps("/users", summary="Add a new user", opt={MORE_FAULTS: _faults_of_new_user})
async def create_user(request: AnyRequest, data: JSONBody[UserCreate]) -> UserCreated:
    """Add a person to your company.

    Without a password they get a mail with a link, good for 7 days, and choose one; whoever has not done so yet can be
    invited again. With a password they can sign in at once. Without an office they join your company's first one.
    """
    new = data.to_new_user()

    def find() -> list[FieldFault]:
        with request_scope.read(request) as (uow, actor):
            return inviting.find_faults(uow, actor, email=new.email, office_id=new.office_id)

    def make(password: str, faults: list[FieldFault]) -> str:
        faults += passwords.find_password_faults("password", password, [new.email, new.name, new.surname])
        if faults:
            raise InvalidInput(faults)
        return hash_password(password)

    def store(password_hash: str | None) -> UserCreated:
        page_url = set_password_url(request)
        with request_scope.write(request) as (uow, actor):
            if password_hash is None:
                return user_created(inviting.invite_user(uow, actor, new, page_url=page_url), INVITED)
            return user_created(inviting.create_user_with_password(uow, actor, new, password_hash), CREATED)

    password_hash = None
    if data.password is not None:
        faults = await on_database_thread(find)
        password_hash = await on_hashing_thread(partial(make, data.password, faults))
    return await on_database_thread(partial(store, password_hash))


@get("/users/{user:str}", summary="Get a user")
def read_user(request: AnyRequest, user: FromPath[str]) -> UserRead:
    """One person of your company, by e-mail address or id."""
    with request_scope.read(request) as (uow, actor):
        return user_read(people.get_user(uow, actor, user))


@patch("/users/{user:str}", summary="Change a user")
def update_user(request: AnyRequest, user: FromPath[str], data: JSONBody[UserUpdate]) -> UserRead:
    """Change name, role or office of a person. The last Manager of a company stays one."""
    with request_scope.write(request) as (uow, actor):
        etags.require_match(request, uow, lambda: user_read(people.get_user(uow, actor, user)))
        return user_read(people.change_user(uow, actor, user, data.changes()))


@delete("/users/{user:str}", summary="Delete a user")
def delete_user(request: AnyRequest, user: FromPath[str]) -> Message:
    """Delete a person and end what they are signed in with. Their orders stay, assigned to nobody."""
    with request_scope.write(request) as (uow, actor):
        etags.require_match(request, uow, lambda: user_read(people.get_user(uow, actor, user)))
        people.remove_user(uow, actor, user)
    return Message(message=DELETED)


@post_in_steps("/users/change-password", summary="Change a user's password", opt={MORE_FAULTS: _faults_of_new_password})
async def change_password(request: AnyRequest, data: JSONBody[PasswordChange]) -> Message:
    """Change a password that you know. Whoever is signed in with the old one has to sign in again."""

    def find() -> Account:
        with request_scope.read(request) as (uow, actor):
            return passwords.find_account(uow, actor, data.email)

    def count() -> None:
        with request_scope.write_without_key(request) as uow:
            signing_in.count_try(uow, data.email)

    def check(account: Account) -> Verdict:
        return check_password(account.password_hash, data.old_password)

    def make(account: Account, verdict: Verdict) -> str:
        faults = [] if verdict.is_right else [passwords.wrong_password_fault()]
        faults += passwords.find_password_faults("new_password", data.new_password, passwords.words_about(account.user))
        if faults:
            raise InvalidInput(faults)
        return hash_password(data.new_password)

    def forget() -> None:
        with request_scope.write_without_key(request) as uow:
            signing_in.forget_failures(uow, data.email)

    def store(account: Account, password_hash: str) -> Message:
        with request_scope.write(request) as (uow, actor):
            passwords.change_password(uow, actor, account, password_hash)
        return Message(message=PASSWORD_CHANGED)

    account = await on_database_thread(find)
    await on_database_thread(count)
    verdict = await on_hashing_thread(partial(check, account))
    if verdict.is_right:
        await on_database_thread(forget)
    password_hash = await on_hashing_thread(partial(make, account, verdict))
    return await on_database_thread(partial(store, account, password_hash))


@post_in_steps("/users/reset-password", summary="Reset a user's password", opt={NO_KEY: True})
async def reset_password(request: AnyRequest, data: JSONBody[PasswordReset]) -> Message:
    """Mail a link to choose a new password, good for one hour. The reply is the same if nobody has the address.

    It works without a key, but then only a few times a minute.
    """

    def send() -> Message:
        page_url = set_password_url(request)
        if request_scope.has_credentials(request):
            with request_scope.read(request):
                pass  # a wrong key is refused here as everywhere
        with request_scope.write_without_key(request) as uow:
            passwords.request_reset(uow, data.email, page_url=page_url)
        return Message(message=RESET_SENT)

    if not request_scope.has_credentials(request):
        take_from_address(request)
    return await on_database_thread(send)


@post_in_steps("/auth/token", summary="Sign in", opt={NO_KEY: True})
async def sign_in(request: AnyRequest, data: JSONBody[SignIn]) -> TokenRead:
    """Get a token for your e-mail address and password, to be sent as `Authorization: Bearer …`.

    You then act by your role. After several wrong passwords the address has to wait, longer each time.
    """
    lifetime = timedelta(hours=request_scope.settings(request).user_token_hours)

    def begin() -> SignInTry:
        with request_scope.write_without_key(request) as uow:
            return signing_in.begin_sign_in(uow, data.email)

    take_from_address(request)
    tried = await on_database_thread(begin)
    known_hash = tried.account.password_hash if tried.account else None
    verdict = await on_hashing_thread(partial(check_password, known_hash, data.password))

    def finish() -> TokenRead:
        with request_scope.write_without_key(request) as uow:
            return token_read(signing_in.finish_sign_in(uow, tried, verdict, lifetime=lifetime))

    return await on_database_thread(finish)


def set_password_url(request: AnyRequest) -> str:
    """Give the address of the page behind the links in mails."""
    return request_scope.settings(request).resolved_public_url + SET_PASSWORD_PATH


handlers = [
    integrate(
        list_users, create_user, read_user, update_user, delete_user, change_password, reset_password, tag="Users"
    ),
    integrate(list_keys, create_key, rotate_key, revoke_key, tag="API keys"),
    integrate(sign_in, tag="Signing in"),
]
