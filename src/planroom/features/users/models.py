"""People, the API keys of companies, and the operators of the installation."""

from datetime import datetime
from typing import NamedTuple
from uuid import UUID

import sqlalchemy as sa

from planroom.features.users.rules import LinkKind, Role, Scope
from planroom.infra.database.base import metadata
from planroom.infra.database.types import UtcTime, text_enum

users = sa.Table(
    "users",
    metadata,
    sa.Column("id", sa.Uuid(), primary_key=True),
    sa.Column("company_id", sa.Uuid(), sa.ForeignKey("companies.id"), nullable=False),
    sa.Column("office_id", sa.Uuid(), sa.ForeignKey("offices.id"), nullable=False),
    sa.Column("email", sa.Text(), nullable=False),
    # The address with its case folded: one person, one account, in the whole installation (contract 3).
    sa.Column("email_key", sa.Text(), nullable=False, unique=True),
    sa.Column("name", sa.Text()),
    sa.Column("surname", sa.Text()),
    sa.Column("role", text_enum(Role, "role"), nullable=False),
    sa.Column("email_confirmed", sa.Boolean(), nullable=False),
    # Argon2id with its parameters; null until a password is set.
    sa.Column("password_hash", sa.Text()),
    sa.Column("created_at", UtcTime(), nullable=False),
    # Answers "who is the company's first Manager" from the index alone: ids sort by time.
    sa.Index("ix_users_company_id_role_id", "company_id", "role", "id"),
)

api_keys = sa.Table(
    "api_keys",
    metadata,
    sa.Column("id", sa.Uuid(), primary_key=True),
    sa.Column("company_id", sa.Uuid(), sa.ForeignKey("companies.id"), nullable=False, index=True),
    sa.Column("name", sa.Text(), nullable=False),
    # The first characters of the key, so that its owner recognises it in a list.
    sa.Column("prefix", sa.String(20), nullable=False),
    sa.Column("key_hash", sa.String(64), nullable=False, unique=True),
    sa.Column("created_at", UtcTime(), nullable=False),
    sa.Column("expires_at", UtcTime()),
    sa.Column("revoked_at", UtcTime()),
    # A key made before there were scopes may do everything.
    sa.Column("scope", text_enum(Scope, "scope"), nullable=False, server_default=Scope.ADMIN),
    # For how long it was made; null is for good. Its successor gets as much, whatever rotation left of the old one.
    sa.Column("lifetime_days", sa.Integer()),
    # Up to a minute or two late: it is gathered, so that a request that only reads writes nothing.
    sa.Column("last_used_at", UtcTime()),
)

user_tokens = sa.Table(
    "user_tokens",
    metadata,
    sa.Column("id", sa.Uuid(), primary_key=True),
    sa.Column("user_id", sa.Uuid(), sa.ForeignKey("users.id", ondelete="CASCADE"), nullable=False, index=True),
    sa.Column("token_hash", sa.String(64), nullable=False, unique=True),
    sa.Column("created_at", UtcTime(), nullable=False),
    sa.Column("expires_at", UtcTime(), nullable=False),
)

account_links = sa.Table(
    "account_links",
    metadata,
    sa.Column("id", sa.Uuid(), primary_key=True),
    sa.Column("user_id", sa.Uuid(), sa.ForeignKey("users.id", ondelete="CASCADE"), nullable=False, index=True),
    sa.Column("kind", text_enum(LinkKind, "kind"), nullable=False),
    sa.Column("token_hash", sa.String(64), nullable=False, unique=True),
    sa.Column("created_at", UtcTime(), nullable=False),
    sa.Column("expires_at", UtcTime(), nullable=False),
)

sign_in_failures = sa.Table(
    "sign_in_failures",
    metadata,
    # A hash of the address that was tried, known or not: who tries learns nothing, and we keep no stranger's address.
    sa.Column("account_hash", sa.String(64), primary_key=True),
    sa.Column("failures", sa.Integer(), nullable=False),
    sa.Column("last_failed_at", UtcTime(), nullable=False, index=True),
)

operators = sa.Table(
    "operators",
    metadata,
    sa.Column("id", sa.Uuid(), primary_key=True),
    sa.Column("email", sa.Text(), nullable=False),
    sa.Column("email_key", sa.Text(), nullable=False, unique=True),
    sa.Column("key_hash", sa.String(64), nullable=False, unique=True),
    sa.Column("created_at", UtcTime(), nullable=False),
    sa.Column("revoked_at", UtcTime()),
)


class User(NamedTuple):
    """A person of a company."""

    id: UUID
    company_id: UUID
    office_id: UUID
    email: str
    name: str | None
    surname: str | None
    role: Role
    email_confirmed: bool
    created_at: datetime


class Account(NamedTuple):
    """A user with the hash of the password; None until one is set."""

    user: User
    password_hash: str | None


class UserFilter(NamedTuple):
    """Which users are wanted; None means any."""

    email: str | None = None
    role: Role | None = None
    office_id: UUID | None = None


class NewUser(NamedTuple):
    """A user who is to be made; without an office it is the company's first one."""

    email: str
    role: Role
    office_id: UUID | None
    name: str | None
    surname: str | None


class SignInTry(NamedTuple):
    """A try to sign in that was counted; ``account`` is None when nobody has the address."""

    email: str
    account: Account | None


class ApiKey(NamedTuple):
    """An API key without its secret; ``prefix`` is how it begins."""

    id: UUID
    company_id: UUID
    name: str
    prefix: str
    created_at: datetime
    expires_at: datetime | None
    revoked_at: datetime | None
    scope: Scope
    lifetime_days: int | None
    last_used_at: datetime | None


class NewUserToken(NamedTuple):
    """A user token that was just made; ``secret`` is shown now and never again."""

    user: User
    secret: str
    expires_at: datetime


class Operator(NamedTuple):
    """A person who does the production work of the installation."""

    id: UUID
    email: str
    created_at: datetime
    revoked_at: datetime | None


class NewApiKey(NamedTuple):
    """A key that was just made; ``secret`` is shown to its owner now and never again."""

    key: ApiKey
    secret: str


class NewOperator(NamedTuple):
    """An operator who was just made; ``secret`` is shown now and never again."""

    operator: Operator
    secret: str
