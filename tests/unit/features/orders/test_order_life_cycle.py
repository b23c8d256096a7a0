import pytest

from planroom.features.companies.rules import Trigger
from planroom.features.orders.errors import OrderInFixing, OrderMoveForbidden, OrderNotDelivered, OrderNotPending
from planroom.features.orders.rules import LIFE_CYCLE, Move, OrderStatus, Step, find_step
from planroom.features.orders.service.steps import take_step
from planroom.kit.errors import ErrorKind

# Written down a second time on purpose: this is section 4 of the contract, not a copy of the table under test.
DRAWN = {
    ("New", "place"): ("Pending", "moved_to_pending"),
    ("New", "draft"): ("Draft", "moved_to_draft"),
    ("Draft", "change_draft"): ("Draft", None),
    ("Draft", "submit"): ("Pending", "moved_to_pending"),
    ("Pending", "replace_source"): ("Pending", None),
    ("Pending", "deliver"): ("Ready", "moved_to_ready"),
    ("Pending", "fail_reading"): ("Pending", "moved_to_failed"),
    ("Pending", "fail_drawing"): ("Pending", "moved_to_failed"),
    ("Pending", "cancel"): ("Pending", "moved_to_failed"),
    ("Ready", "deliver"): ("Ready", "moved_to_ready"),
    ("Ready", "upgrade"): ("Ready", None),
    ("Ready", "redeliver"): ("Ready", None),
    ("Ready", "request_change"): ("Fixing", "moved_to_fixing"),
    ("Ready", "fail_drawing"): ("Ready", "moved_to_failed"),
    ("Fixing", "request_change"): ("Fixing", None),
    ("Fixing", "close_change"): ("Fixing", None),
    ("Fixing", "close_last_change"): ("Ready", "moved_to_ready"),
    ("Fixing", "fail_drawing"): ("Fixing", "moved_to_failed"),
}


@pytest.mark.parametrize("move", list(Move))
@pytest.mark.parametrize("status", list(OrderStatus))
def test_an_order_moves_as_the_contract_draws_it_and_not_otherwise(status: OrderStatus, move: Move) -> None:
    drawn = DRAWN.get((status.value, move.value))
    step = find_step(status, move)

    assert (step and (step.to.value, step.trigger.value if step.trigger else None)) == drawn


def test_nothing_leads_back_to_new() -> None:
    assert OrderStatus.NEW not in {step.to for step in LIFE_CYCLE.values()}


def test_a_change_of_status_is_always_told() -> None:
    silent_moves = [key for key, step in LIFE_CYCLE.items() if step.to is not key[0] and step.trigger is None]

    assert silent_moves == []


def test_an_allowed_move_gives_its_step() -> None:
    assert take_step(OrderStatus.PENDING, Move.DELIVER) == Step(OrderStatus.READY, Trigger.MOVED_TO_READY)


@pytest.mark.parametrize(
    ("status", "move", "refusal"),
    [
        (OrderStatus.PENDING, Move.REQUEST_CHANGE, OrderNotDelivered),
        (OrderStatus.FIXING, Move.DELIVER, OrderInFixing),
        (OrderStatus.READY, Move.REPLACE_SOURCE, OrderNotPending),
        (OrderStatus.DRAFT, Move.DELIVER, OrderMoveForbidden),
        (OrderStatus.READY, Move.CLOSE_LAST_CHANGE, OrderMoveForbidden),
    ],
)
def test_a_forbidden_move_is_a_conflict_that_says_why(
    status: OrderStatus, move: Move, refusal: type[OrderMoveForbidden]
) -> None:
    with pytest.raises(refusal) as refused:
        take_step(status, move)

    assert refused.value.kind is ErrorKind.CONFLICT


@pytest.mark.parametrize("move", list(Move))
@pytest.mark.parametrize("status", list(OrderStatus))
def test_a_cancelled_order_stands_still(status: OrderStatus, move: Move) -> None:
    assert find_step(status, move, cancelled=True) is None
