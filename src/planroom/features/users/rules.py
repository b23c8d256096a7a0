"""Roles and what each may do, as one table (contract section 3, domain section 12), and the rules of keys."""

import re
from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType

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


_LOOKING = frozenset({Permission.READ_ORDERS, Permission.READ_STYLES})
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
        Role.COLLABORATOR: _LOOKING | _ORDERING,
        Role.USER: _LOOKING | _ORDERING | _CORRECTING,
        Role.MANAGER: _LOOKING | _ORDERING | _CORRECTING | _OVERSEEING | _GOVERNING,
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
SHOWN_KEY_CHARACTERS = 14
ROTATION_OVERLAP_DAYS = 7

# Deliberately loose: the only proof of an address is a mail that arrives.
_EMAIL = re.compile(r"[^@\s]{1,64}@[^@\s.]+(\.[^@\s.]+)*")
_MAX_EMAIL_LENGTH = 254


def is_email(text: str) -> bool:
    """Say whether ``text`` looks like an e-mail address of at most 254 characters."""
    return len(text) <= _MAX_EMAIL_LENGTH and text.isprintable() and _EMAIL.fullmatch(text) is not None


def email_key(email: str) -> str:
    """Give the form in which two spellings of one address are equal."""
    return email.strip().casefold()


def is_usable(expires_at: datetime | None, revoked_at: datetime | None, now: datetime) -> bool:
    """Say whether a key still opens anything."""
    return revoked_at is None and (expires_at is None or now < expires_at)


__all__ = [
    "API_KEY_PREFIX",
    "OPERATOR_KEY_PREFIX",
    "PERMISSIONS_OF_OPERATOR",
    "PERMISSIONS_OF_ROLE",
    "PERMISSIONS_OF_SCOPE",
    "ROTATION_OVERLAP_DAYS",
    "SHOWN_KEY_CHARACTERS",
    "SIGHT_OF_ROLE",
    "Permission",
    "Role",
    "Scope",
    "email_key",
    "is_email",
    "is_usable",
]
