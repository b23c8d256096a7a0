"""The page behind the links in invitation and reset mails, ``/account/set-password?token=…`` (contract 3.8).

It works without script. The token in the form is what proves that the form is ours, so no cookie is needed; looking at
the page does not use the link up.
"""

from functools import partial
from typing import Any

from litestar import Request, Response

from planroom.entrypoints.console.rendering import render
from planroom.features.users.errors import LinkNotValid
from planroom.features.users.models import User
from planroom.features.users.rules import MAX_PASSWORD_LENGTH, MIN_PASSWORD_LENGTH, SET_PASSWORD_PATH
from planroom.features.users.service import passwords
from planroom.infra.http import request_scope
from planroom.infra.http.routing import NO_KEY, get_or_head, post_in_steps
from planroom.infra.http.threads import on_database_thread, on_hashing_thread
from planroom.infra.passwords import hash_password

_TEMPLATE = "set_password.html"
_TOO_SHORT = f"Take at least {MIN_PASSWORD_LENGTH} characters."
_TOO_LONG = f"Take at most {MAX_PASSWORD_LENGTH} characters."
_DIFFERENT = "The two passwords are not the same; type both again."
_EASY = "This password is too easy to guess. Take several words that do not belong together."


@get_or_head(SET_PASSWORD_PATH, opt={NO_KEY: True})
def show_form(request: Request[Any, Any, Any]) -> Response[str]:
    """Show the form, or what to do when the link was used or has ended."""
    token = request.query_params.get("token", "")
    try:
        with request_scope.read_without_key(request) as uow:
            user = passwords.get_account_of_link(uow, token).user
    except LinkNotValid:
        return _ended()
    return _form(user, token)


@post_in_steps(SET_PASSWORD_PATH, opt={NO_KEY: True})
async def set_password(request: Request[Any, Any, Any]) -> Response[str]:
    """Take the form: store the password, or show what is wrong with it."""
    form = await request.form()
    token, password, again = (str(form.get(field, "")) for field in ("token", "password", "again"))

    def find() -> User:
        with request_scope.read_without_key(request) as uow:
            return passwords.get_account_of_link(uow, token).user

    def store(password_hash: str) -> User:
        with request_scope.write_without_key(request) as uow:
            return passwords.set_password(uow, token, password_hash)

    try:
        user = await on_database_thread(find)
        fault = _length_fault(password) or (_DIFFERENT if password != again else None)
        if fault is None:
            fault = await on_hashing_thread(partial(_guessing_fault, user, password))
        if fault is not None:
            return _form(user, token, fault)
        password_hash = await on_hashing_thread(partial(hash_password, password))
        await on_database_thread(partial(store, password_hash))
    except LinkNotValid:
        return _ended()
    return render(_TEMPLATE, state="done", email=user.email, token="", fault=None, least=MIN_PASSWORD_LENGTH)


def _form(user: User, token: str, fault: str | None = None) -> Response[str]:
    return render(
        _TEMPLATE,
        status_code=400 if fault else 200,
        has_form=True,
        state="form",
        email=user.email,
        token=token,
        fault=fault,
        least=MIN_PASSWORD_LENGTH,
    )


def _ended() -> Response[str]:
    return render(
        _TEMPLATE, status_code=404, state="ended", email=None, token="", fault=None, least=MIN_PASSWORD_LENGTH
    )


def _length_fault(password: str) -> str | None:
    if len(password) < MIN_PASSWORD_LENGTH:
        return _TOO_SHORT
    return _TOO_LONG if len(password) > MAX_PASSWORD_LENGTH else None


def _guessing_fault(user: User, password: str) -> str | None:
    return _EASY if passwords.find_password_faults("password", password, passwords.words_about(user)) else None
