"""docs/reference/roles.md."""

from collections.abc import Sequence

from planroom.features.companies.rules import Permission
from planroom.features.users.rules import (
    PERMISSIONS_OF_OPERATOR,
    PERMISSIONS_OF_ROLE,
    PERMISSIONS_OF_SCOPE,
    SIGHT_OF_ROLE,
    Role,
    Scope,
)
from planroom.kit.actor import Sight
from tools.reference.page import page, table

_ALLOWS = {
    Permission.READ_ORDERS: "look at orders, their files, models and change requests",
    Permission.CREATE_ORDERS: "place orders, drafts and invitations, hand in files and sources",
    Permission.CANCEL_ORDERS: "give up an order that was never delivered",
    Permission.UPGRADE_ORDERS: "raise the package of a delivered order, buy add-ons",
    Permission.REDELIVER_ORDERS: "have a delivered order drawn again in another style",
    Permission.REQUEST_CHANGES: "ask for corrections, comment on them, accept, reopen or withdraw them",
    Permission.READ_STYLES: "look at style templates",
    Permission.EDIT_STYLES: "make, change and delete style templates",
    Permission.READ_COMPANY: "look at the company's profile, package and offices",
    Permission.EDIT_COMPANY: "change the company's package, add offices",
    Permission.SET_WEBHOOKS: "say where the company is told of what",
    Permission.MERGE_COMPANIES: "ask for a merge of two companies, accept or decline one",
    Permission.READ_STATEMENTS: "look at the monthly statements",
    Permission.EXPORT_COMPANY: "take away everything that the company has",
    Permission.ERASE: "have an order, a person or the company erased",
    Permission.READ_PEOPLE: "look at the company's users",
    Permission.EDIT_PEOPLE: "invite, change and delete users, change their passwords",
    Permission.EDIT_KEYS: "look at API keys, make, rotate and revoke them",
    Permission.USE_ACCOUNT: "change one's own password",
    Permission.READ_AUDIT: "read and export the audit log",
    Permission.PRODUCE: "work at the production desk",
}
_SEES = {
    Sight.COMPANY: "every order of the company",
    Sight.OFFICE: "the orders of their office",
    Sight.OWN: "the orders that they own",
}
_YES = "yes"


def make() -> str:
    """Say who may what."""
    return page(
        "Roles and scopes",
        "Who may do what, as the code has it. A user token acts by the role of its user. An API key acts as a Manager "
        "within its scope. What somebody does not see is `404` for them; what they see and may not do is `403`.",
        "## People",
        table(("permission", "allows to", *Role), _rows([PERMISSIONS_OF_ROLE[role] for role in Role])),
        "## What people see",
        table(("role", "sees"), [(role, _SEES[SIGHT_OF_ROLE[role]]) for role in Role]),
        "## API keys",
        table(
            ("permission", "allows to", *(f"`{scope}`" for scope in Scope)),
            _rows([PERMISSIONS_OF_SCOPE[scope] for scope in Scope]),
        ),
        "A key of any scope sees every order of its company.",
        "## Operators",
        "An operator of the installation belongs to no company: "
        + "; ".join(f"may {_ALLOWS[Permission(permission)]}" for permission in sorted(PERMISSIONS_OF_OPERATOR))
        + ", for every company, and nothing else.",
    )


def _rows(of_columns: Sequence[frozenset[str]]) -> list[tuple[str, ...]]:
    return [
        (f"`{permission}`", _ALLOWS[permission], *(_YES if permission in of_column else "" for of_column in of_columns))
        for permission in Permission
        if any(permission in of_column for of_column in of_columns)
    ]
