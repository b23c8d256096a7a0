from datetime import UTC, datetime, timedelta

import pytest

from planroom.features.users.rules import (
    PERMISSIONS_OF_OPERATOR,
    PERMISSIONS_OF_ROLE,
    Permission,
    Role,
    email_key,
    is_email,
    is_usable,
)

NOW = datetime(2026, 3, 14, tzinfo=UTC)

MAY = {
    Permission.READ_ORDERS: {"Manager", "User", "Collaborator"},
    Permission.CREATE_ORDERS: {"Manager", "User", "Collaborator"},
    Permission.REQUEST_CHANGES: {"Manager", "User"},
    Permission.READ_COMPANY: {"Manager"},
    Permission.SET_WEBHOOKS: {"Manager"},
    Permission.PRODUCE: {"Operator"},
}


@pytest.mark.parametrize("permission", list(Permission))
def test_each_role_may_do_what_the_contract_gives_it(permission: Permission) -> None:
    of_everybody = [*PERMISSIONS_OF_ROLE.items(), ("Operator", PERMISSIONS_OF_OPERATOR)]

    assert {str(role) for role, permissions in of_everybody if permission in permissions} == MAY[permission]


def test_every_role_is_in_the_table() -> None:
    assert set(PERMISSIONS_OF_ROLE) == set(Role)


@pytest.mark.parametrize(
    "text", ["a@b.example", "first.last+tag@sub.example.co.uk", "jörg@müller.example", "root@localhost"]
)
def test_an_address_is_an_address(text: str) -> None:
    assert is_email(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a",
        "a@",
        "@b.example",
        "a b@c.example",
        "a@b@c.example",
        "a@b..example",
        "a@b.example\n",
        "a" * 65 + "@b.example",
        "a@" + "b" * 260,
    ],
)
def test_what_is_no_address_is_refused(text: str) -> None:
    assert not is_email(text)


def test_two_spellings_of_one_address_are_equal() -> None:
    assert email_key(" Tim@Example.COM ") == email_key("tim@example.com")


@pytest.mark.parametrize(
    ("expires_at", "revoked_at", "usable"),
    [
        (None, None, True),
        (NOW + timedelta(seconds=1), None, True),
        (NOW, None, False),
        (None, NOW - timedelta(days=1), False),
    ],
)
def test_a_key_works_until_it_ends(expires_at: datetime | None, revoked_at: datetime | None, *, usable: bool) -> None:
    assert is_usable(expires_at, revoked_at, NOW) is usable
