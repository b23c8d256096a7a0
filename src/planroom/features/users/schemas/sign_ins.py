"""Signing in on the wire (contract 3.8)."""

import msgspec

from planroom.features.users.models import NewUserToken
from planroom.features.users.schemas.people import Email, OldPassword, UserRead, user_read


class SignIn(msgspec.Struct, frozen=True, kw_only=True):
    """Who wants to sign in."""

    email: Email
    password: OldPassword


class TokenRead(msgspec.Struct, frozen=True, kw_only=True):
    """A token, to be sent as ``Authorization: Bearer …``; it is shown here and never again."""

    access_token: str
    token_type: str
    expires_at: float
    user: UserRead


def token_read(made: NewUserToken) -> TokenRead:
    """Show a new token, this once with its secret."""
    return TokenRead(
        access_token=made.secret,
        token_type="bearer",  # noqa: S106 — RFC 6750's name for how it is sent
        expires_at=made.expires_at.timestamp(),
        user=user_read(made.user),
    )
