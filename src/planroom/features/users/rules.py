"""Roles and what each may do, as one table (contract section 3, domain section 12), and the rules of keys."""

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import StrEnum
from types import MappingProxyType
from uuid import UUID

from planroom.features.companies.rules import Permission
from planroom.kit.actor import Sight


class Role(StrEnum):
    """A person's role in a company, as the wire spells it (contract 2.4)."""

    MANAGER = "Manager"
    USER = "User"
    COLLABORATOR = "Collaborator"


class Scope(StrEnum):
    """What a key was made for; it acts as a Manager, but only within its scope."""

    READ = "read"
    ORDERS = "orders"
    ADMIN = "admin"


class LinkKind(StrEnum):
    """What a link to the page where a password is set was mailed for."""

    INVITATION = "invitation"
    RESET = "reset"


_LOOKING = frozenset({Permission.READ_ORDERS, Permission.READ_STYLES})
_BEING_A_PERSON = frozenset({Permission.USE_ACCOUNT})
_ORDERING = frozenset({Permission.CREATE_ORDERS, Permission.CANCEL_ORDERS})
_CORRECTING = frozenset({Permission.REQUEST_CHANGES, Permission.UPGRADE_ORDERS, Permission.REDELIVER_ORDERS})
_OVERSEEING = frozenset(
    {Permission.READ_COMPANY, Permission.READ_PEOPLE, Permission.READ_STATEMENTS, Permission.READ_AUDIT}
)
_GOVERNING = frozenset(
    {
        Permission.EDIT_COMPANY,
        Permission.SET_WEBHOOKS,
        Permission.MERGE_COMPANIES,
        Permission.EXPORT_COMPANY,
        Permission.ERASE,
        Permission.EDIT_PEOPLE,
        Permission.EDIT_KEYS,
        Permission.EDIT_STYLES,
    }
)

# Who may what: the one table of it, which docs/reference/roles.md prints. What each sees is SIGHT_OF_ROLE.
PERMISSIONS_OF_ROLE: Mapping[Role, frozenset[str]] = MappingProxyType(
    {
        Role.COLLABORATOR: _BEING_A_PERSON | _LOOKING | _ORDERING,
        Role.USER: _BEING_A_PERSON | _LOOKING | _ORDERING | _CORRECTING,
        Role.MANAGER: _BEING_A_PERSON | _LOOKING | _ORDERING | _CORRECTING | _OVERSEEING | _GOVERNING,
    }
)

SIGHT_OF_ROLE: Mapping[Role, Sight] = MappingProxyType(
    {Role.COLLABORATOR: Sight.OWN, Role.USER: Sight.OFFICE, Role.MANAGER: Sight.COMPANY}
)

PERMISSIONS_OF_SCOPE: Mapping[Scope, frozenset[str]] = MappingProxyType(
    {
        Scope.READ: _LOOKING | _OVERSEEING,
        Scope.ORDERS: _LOOKING | _ORDERING | _CORRECTING | {Permission.READ_COMPANY},
        Scope.ADMIN: PERMISSIONS_OF_ROLE[Role.MANAGER],
    }
)

# An operator of the installation does every company's production work and nothing else.
PERMISSIONS_OF_OPERATOR: frozenset[str] = frozenset({Permission.PRODUCE})
API_KEY_PREFIX = "pk_live"
OPERATOR_KEY_PREFIX = "op_live"
USER_TOKEN_PREFIX = "ut_live"  # noqa: S105 — how tokens begin, not one
SHOWN_KEY_CHARACTERS = 14
ROTATION_OVERLAP_DAYS = 7
MAX_KEY_LIFETIME_DAYS = 3650
MAX_KEY_NAME_LENGTH = 100

SET_PASSWORD_PATH = "/account/set-password"  # noqa: S105 — where the links in mails lead
MIN_PASSWORD_LENGTH = 12
MAX_PASSWORD_LENGTH = 200
MAX_PERSON_NAME_LENGTH = 200

LIFETIME_OF_LINK: Mapping[LinkKind, timedelta] = MappingProxyType(
    {LinkKind.INVITATION: timedelta(days=7), LinkKind.RESET: timedelta(hours=1)}
)
MAX_OPEN_RESETS = 3
"""How many reset mails one address gets until the first of their links has ended."""
MAX_TOKENS_OF_USER = 20

FREE_FAILURES = 4
"""How often in a row a password may be wrong before the account has to wait."""
FAILURES_FORGOTTEN_AFTER = timedelta(hours=24)
_FIRST_WAIT_SECONDS = 60
_LONGEST_WAIT_SECONDS = 3600

# What ends an address or begins another one in the header of a mail (RFC 5322 section 3.2.3), and what cannot be seen.
_NOT_IN_EMAIL = r"@\s,;:<>()\[\]\\\"\x00-\x1f\x7f-\x9f"
# Deliberately loose otherwise: the only proof of an address is a mail that arrives.
EMAIL_PATTERN = rf"^[^{_NOT_IN_EMAIL}]{{1,64}}@[^.{_NOT_IN_EMAIL}]+(\.[^.{_NOT_IN_EMAIL}]+)*$"
"""What an address without white space around it looks like; a regular expression of Python and of ECMAScript."""
_MAX_EMAIL_LENGTH = 254


def is_email(text: str) -> bool:
    """Say whether ``text`` looks like an e-mail address of at most 254 characters."""
    return len(text) <= _MAX_EMAIL_LENGTH and text.isprintable() and re.search(EMAIL_PATTERN, text) is not None


def email_key(email: str) -> str:
    """Give the form in which two spellings of one address are equal."""
    return email.strip().casefold()


def is_usable(expires_at: datetime | None, revoked_at: datetime | None, now: datetime) -> bool:
    """Say whether a key still opens anything."""
    return revoked_at is None and (expires_at is None or now < expires_at)


def wait_after(failures: int) -> timedelta:
    """Say how long an account waits after so many wrong passwords in a row: a minute after the fifth, up to an hour."""
    beyond = failures - FREE_FAILURES - 1
    if beyond < 0:
        return timedelta()
    # Six doublings reach the longest wait; more would only make large numbers.
    return timedelta(seconds=min(_FIRST_WAIT_SECONDS * 2 ** min(beyond, 6), _LONGEST_WAIT_SECONDS))


def is_last_manager(user_id: UUID, managers: Mapping[UUID, bool]) -> bool:
    """Say whether nobody could manage the company without this user.

    ``managers`` says of each of its Managers whether they confirmed their address: while one has, only those count.
    """
    confirmed = {manager for manager, is_confirmed in managers.items() if is_confirmed}
    return (confirmed or set(managers)) == {user_id}


__all__ = [
    "API_KEY_PREFIX",
    "EMAIL_PATTERN",
    "FAILURES_FORGOTTEN_AFTER",
    "FREE_FAILURES",
    "LIFETIME_OF_LINK",
    "MAX_KEY_LIFETIME_DAYS",
    "MAX_KEY_NAME_LENGTH",
    "MAX_OPEN_RESETS",
    "MAX_PASSWORD_LENGTH",
    "MAX_PERSON_NAME_LENGTH",
    "MAX_TOKENS_OF_USER",
    "MIN_PASSWORD_LENGTH",
    "OPERATOR_KEY_PREFIX",
    "PERMISSIONS_OF_OPERATOR",
    "PERMISSIONS_OF_ROLE",
    "PERMISSIONS_OF_SCOPE",
    "ROTATION_OVERLAP_DAYS",
    "SET_PASSWORD_PATH",
    "SHOWN_KEY_CHARACTERS",
    "SIGHT_OF_ROLE",
    "USER_TOKEN_PREFIX",
    "LinkKind",
    "Permission",
    "Role",
    "Scope",
    "email_key",
    "is_email",
    "is_last_manager",
    "is_usable",
    "wait_after",
]
