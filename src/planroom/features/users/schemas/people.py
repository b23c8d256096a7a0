"""Users on the wire (contract 2.4 and 3.3)."""

from typing import Annotated
from uuid import UUID

import msgspec
from msgspec import UNSET, UnsetType

from planroom.features.users.models import NewUser, User, UserFilter
from planroom.features.users.rules import MAX_PASSWORD_LENGTH, MAX_PERSON_NAME_LENGTH, MIN_PASSWORD_LENGTH, Role
from planroom.infra.http.paging import PageQuery

INVITED = "Invitation email was sent to user email and needs to be finished before first login."
CREATED = "User was created and can sign in with the given password."
PASSWORD_CHANGED = "Your password has been changed."  # noqa: S105 — a sentence of the contract
RESET_SENT = "Send reset password email successfully."
DELETED = "User was deleted; their orders are assigned to nobody."

_MAX_EMAIL_LENGTH = 254

Email = Annotated[str, msgspec.Meta(min_length=1, max_length=_MAX_EMAIL_LENGTH)]
PersonName = Annotated[str, msgspec.Meta(max_length=MAX_PERSON_NAME_LENGTH)]
NewPassword = Annotated[
    str,
    msgspec.Meta(
        min_length=MIN_PASSWORD_LENGTH,
        max_length=MAX_PASSWORD_LENGTH,
        description="At least 12 characters, and none of the common passwords; several words are best.",
    ),
]
OldPassword = Annotated[str, msgspec.Meta(max_length=MAX_PASSWORD_LENGTH)]


class UserQuery(PageQuery, frozen=True, kw_only=True):
    """Which users are wanted."""

    email: Email | None = None
    role: Role | None = None
    office_id: UUID | None = None

    @property
    def wanted(self) -> UserFilter:
        """The same as the use cases take it."""
        return UserFilter(self.email, self.role, self.office_id)


class UserCreate(msgspec.Struct, frozen=True, kw_only=True):
    """A user whom you want. Without a password they are invited by mail; without an office they join your first."""

    email: Email
    role: Role
    office_id: UUID | None = None
    password: NewPassword | None = None
    name: PersonName | None = None
    surname: PersonName | None = None

    def to_new_user(self) -> NewUser:
        """Give the user as the use case takes it."""
        return NewUser(self.email.strip(), self.role, self.office_id, self.name, self.surname)


class UserUpdate(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be changed of a user; what is missing stays."""

    name: PersonName | UnsetType | None = UNSET
    surname: PersonName | UnsetType | None = UNSET
    role: Role | UnsetType = UNSET
    office_id: UUID | UnsetType = UNSET

    def changes(self) -> dict[str, object]:
        """Give what is to be changed, by field."""
        given = ((field, getattr(self, field)) for field in self.__struct_fields__)
        return {field: value for field, value in given if value is not UNSET}


class PasswordChange(msgspec.Struct, frozen=True, kw_only=True):
    """Another password for a user."""

    email: Email
    old_password: OldPassword
    new_password: NewPassword


class PasswordReset(msgspec.Struct, frozen=True, kw_only=True):
    """Who has lost a password."""

    email: Email


class UserRead(msgspec.Struct, frozen=True, kw_only=True):
    """A person of your company. Before ``email_confirmed``, an invitation is waiting for an answer."""

    id: str
    email: str
    name: str | None
    surname: str | None
    role: Role
    email_confirmed: bool
    created_at: float
    office_id: str


class UserCreated(msgspec.Struct, frozen=True, kw_only=True):
    """The user was made, or invited (again)."""

    email: str
    id: str
    message: str
    role: Role


class Message(msgspec.Struct, frozen=True, kw_only=True):
    """What was done."""

    message: str


def user_read(user: User) -> UserRead:
    """Show a user."""
    return UserRead(
        id=str(user.id),
        email=user.email,
        name=user.name,
        surname=user.surname,
        role=user.role,
        email_confirmed=user.email_confirmed,
        created_at=user.created_at.timestamp(),
        office_id=str(user.office_id),
    )


def user_created(user: User, message: str) -> UserCreated:
    """Show a new user as the contract prescribes."""
    return UserCreated(email=user.email, id=str(user.id), message=message, role=user.role)
