"""Roles and what each may do: one table (contract section 3, domain section 12)."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType


class Role(StrEnum):
    """A person's role in a company, as the wire spells it (contract 2.4)."""

    MANAGER = "Manager"
    USER = "User"
    COLLABORATOR = "Collaborator"


class Permission(StrEnum):
    """One thing that an actor may do. Which objects it may do it to is the actor's company's matter."""

    READ_ORDERS = "orders.read"
    CREATE_ORDERS = "orders.create"
    REQUEST_CHANGES = "change_requests.create"
    READ_COMPANY = "company.read"
    SET_WEBHOOKS = "company.set_webhooks"
    PRODUCE = "production.work"


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
