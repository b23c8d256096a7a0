"""Roles and what each may do, as one table (contract section 3, domain section 12), and the rules of keys."""

import re
from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType

from planroom.features.companies.rules import Permission


class Role(StrEnum):
    """A person's role in a company, as the wire spells it (contract 2.4)."""

    MANAGER = "Manager"
    USER = "User"
    COLLABORATOR = "Collaborator"


_EVERYBODY = frozenset({Permission.READ_ORDERS, Permission.CREATE_ORDERS})

PERMISSIONS_OF_ROLE: Mapping[Role, frozenset[str]] = MappingProxyType(
    {
        Role.COLLABORATOR: _EVERYBODY,
        Role.USER: _EVERYBODY | {Permission.REQUEST_CHANGES},
        Role.MANAGER: _EVERYBODY | {Permission.REQUEST_CHANGES, Permission.READ_COMPANY, Permission.SET_WEBHOOKS},
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
    "ROTATION_OVERLAP_DAYS",
    "SHOWN_KEY_CHARACTERS",
    "Permission",
    "Role",
    "email_key",
    "is_email",
    "is_usable",
]
