from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from planroom.features.users.rules import (
    PERMISSIONS_OF_OPERATOR,
    PERMISSIONS_OF_ROLE,
    PERMISSIONS_OF_SCOPE,
    Permission,
    Role,
    Scope,
    email_key,
    is_email,
    is_last_manager,
    is_usable,
    wait_after,
)

NOW = datetime(2026, 3, 14, tzinfo=UTC)

EVERYBODY = {"Manager", "User", "Collaborator"}
MAY = {
    Permission.READ_ORDERS: EVERYBODY,
    Permission.CREATE_ORDERS: EVERYBODY,
    Permission.CANCEL_ORDERS: EVERYBODY,
    Permission.READ_STYLES: EVERYBODY,
    Permission.USE_ACCOUNT: EVERYBODY,
    Permission.UPGRADE_ORDERS: {"Manager", "User"},
    Permission.REDELIVER_ORDERS: {"Manager", "User"},
    Permission.REQUEST_CHANGES: {"Manager", "User"},
    Permission.PRODUCE: {"Operator"},
}
"""Who may what beside a Manager, who may all that is not named here."""


@pytest.mark.parametrize("permission", list(Permission))
def test_each_role_may_do_what_the_contract_gives_it(permission: Permission) -> None:
    of_everybody = [*PERMISSIONS_OF_ROLE.items(), ("Operator", PERMISSIONS_OF_OPERATOR)]

    assert {str(role) for role, permissions in of_everybody if permission in permissions} == MAY.get(
        permission, {"Manager"}
    )


def test_every_role_and_scope_is_in_the_table() -> None:
    assert set(PERMISSIONS_OF_ROLE) == set(Role)
    assert set(PERMISSIONS_OF_SCOPE) == set(Scope)


def test_a_key_never_may_more_than_a_manager() -> None:
    assert PERMISSIONS_OF_SCOPE[Scope.ADMIN] == PERMISSIONS_OF_ROLE[Role.MANAGER]
    assert PERMISSIONS_OF_SCOPE[Scope.READ] < PERMISSIONS_OF_SCOPE[Scope.ADMIN]
    assert PERMISSIONS_OF_SCOPE[Scope.ORDERS] < PERMISSIONS_OF_SCOPE[Scope.ADMIN]


def test_a_key_for_reading_or_ordering_is_no_person_and_changes_no_settings() -> None:
    for scope in (Scope.READ, Scope.ORDERS):
        assert not {text for text in PERMISSIONS_OF_SCOPE[scope] if text.endswith(".edit")}
        assert Permission.USE_ACCOUNT not in PERMISSIONS_OF_SCOPE[scope]
    assert Permission.CREATE_ORDERS not in PERMISSIONS_OF_SCOPE[Scope.READ]


@pytest.mark.parametrize(
    ("failures", "seconds"), [(0, 0), (4, 0), (5, 60), (6, 120), (10, 1920), (11, 3600), (5000, 3600)]
)
def test_wrong_passwords_in_a_row_make_an_account_wait_longer_and_longer(failures: int, seconds: int) -> None:
    assert wait_after(failures) == timedelta(seconds=seconds)


TIM, ADA = UUID(int=1), UUID(int=2)


@pytest.mark.parametrize(
    ("managers", "last"),
    [
        ({TIM: True}, True),
        ({TIM: False}, True),
        ({TIM: True, ADA: True}, False),
        ({TIM: True, ADA: False}, True),
        ({TIM: False, ADA: True}, False),
        ({TIM: False, ADA: False}, False),
        ({ADA: True}, False),
    ],
)
def test_the_last_manager_is_the_last_who_can_sign_in(managers: dict[UUID, bool], *, last: bool) -> None:
    assert is_last_manager(TIM, managers) is last


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
        "a@b.example\x7f",
        "a,victim@b.example",
        "a;victim@b.example",
        "a@b.example,c",
        "<a@b.example>",
        "a<b@c.example",
        '"a"@b.example',
        "a:b@c.example",
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
