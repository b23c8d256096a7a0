"""What an actor may do."""

import pytest

from planroom.kit.actor import Actor
from planroom.kit.errors import RoleNotAllowed
from planroom.kit.ids import new_id

MANAGER = Actor(new_id(), new_id(), "manager@example.com", frozenset({"orders.read"}))
OPERATOR = Actor(None, None, "operator@example.com", frozenset({"work.read"}))


def test_a_permission_that_an_actor_has_is_granted() -> None:
    MANAGER.require("orders.read")


def test_a_permission_that_an_actor_lacks_is_refused() -> None:
    with pytest.raises(RoleNotAllowed):
        MANAGER.require("work.read")


def test_an_operator_belongs_to_no_company() -> None:
    with pytest.raises(RoleNotAllowed):
        _ = OPERATOR.company
    assert MANAGER.company == MANAGER.company_id
