"""Customer and desk at the same moment: whoever comes second finds the request as the first left it."""

from collections.abc import Callable
from functools import partial
from uuid import UUID

import pytest
import sqlalchemy as sa
from tests.support.bodies import NEW_ORDER
from tests.support.customers import Customer
from tests.support.production import deliver, draw_all, make_model
from tests.support.racing import race

from planroom.features.change_requests.errors import (
    ChangeRequestAccepted,
    ChangeRequestAlreadyClosed,
    ChangeRequestNotAnswered,
)
from planroom.features.change_requests.models import ChangeRequest, NewChangeRequest, change_request_history
from planroom.features.change_requests.rules import ChangeRequestStatus, Closing
from planroom.features.change_requests.service.answering import close_for_operator
from planroom.features.change_requests.service.asking import request_changes
from planroom.features.change_requests.service.looking import get_for_operator
from planroom.features.change_requests.service.settling import accept, reopen, withdraw
from planroom.features.deliverables.rules import ProductRange
from planroom.features.orders.models import Order
from planroom.features.orders.rules import OrderStatus
from planroom.features.orders.service.looking import get_for_operator as get_order
from planroom.features.orders.service.placing import create_order
from planroom.features.webhooks.models import webhook_events
from planroom.features.workbench.models import work_items
from planroom.infra.database.unit_of_work import Database
from planroom.kit.errors import AppError

ASKED = NewChangeRequest([ProductRange.PRODUCTS_2D], "The kitchen is larger.", [])
ROUNDS = 4
RACERS = 4

Done, Withdrawn = ChangeRequestStatus.DONE, ChangeRequestStatus.WITHDRAWN


class House:
    """A delivered order, and what customer and desk do with it."""

    def __init__(self, database: Database, customer: Customer) -> None:
        self.database = database
        self.customer = customer
        with database.write() as uow:
            self.order_id = create_order(uow, customer.actor(uow), NEW_ORDER).id
        deliver(database, self.order_id)

    def ask(self) -> UUID:
        with self.database.write() as uow:
            return request_changes(uow, self.customer.actor(uow), self.order_id, ASKED).id

    def close(self, asked: UUID, closing: Closing = Closing.DONE) -> ChangeRequestStatus:
        with self.database.write() as uow:
            return close_for_operator(
                uow, change_request_id=asked, closing=closing, reply=None, closed_by="operator@example.com"
            ).status

    def withdraw(self, asked: UUID) -> ChangeRequestStatus:
        with self.database.write() as uow:
            return withdraw(uow, self.customer.actor(uow), self.order_id, asked).asked.status

    def accept(self, asked: UUID) -> ChangeRequestStatus:
        with self.database.write() as uow:
            return accept(uow, self.customer.actor(uow), self.order_id, asked).asked.status

    def reopen(self, asked: UUID) -> ChangeRequestStatus:
        with self.database.write() as uow:
            return reopen(uow, self.customer.actor(uow), self.order_id, asked, reason="No.").asked.status

    def draw(self) -> ChangeRequestStatus:
        draw_all(self.database, self.order_id)
        return Done

    def read(self, asked: UUID) -> ChangeRequest:
        with self.database.read() as uow:
            return get_for_operator(uow, asked)

    def order(self) -> Order:
        with self.database.read() as uow:
            return get_order(uow, self.order_id)

    def count_open_work(self) -> int:
        with self.database.read() as uow:
            query = sa.select(sa.func.count()).where(work_items.c.closed_at.is_(None))
            return int(uow.connection.scalar(query) or 0)

    def calls(self) -> list[str]:
        """What was told about the order, in its order; nothing twice and nothing left out."""
        query = sa.select(webhook_events.c.sequence, webhook_events.c.trigger).order_by(webhook_events.c.sequence)
        with self.database.read() as uow:
            rows = uow.connection.execute(query.where(webhook_events.c.order_id == self.order_id)).all()
        assert [row.sequence for row in rows] == list(range(1, len(rows) + 1))
        return [str(row.trigger) for row in rows]

    def check(self, open_requests: int) -> None:
        """Whatever happened, order, requests, queue and calls tell the same."""
        order = self.order()
        assert order.open_change_requests == open_requests
        assert order.status is (OrderStatus.FIXING if open_requests else OrderStatus.READY)
        assert self.count_open_work() == open_requests
        told = self.calls()[3:]
        assert set(told[::2]) <= {"moved_to_fixing"}
        assert set(told[1::2]) <= {"moved_to_ready"}
        assert len(told) % 2 == bool(open_requests)


@pytest.fixture
def house(database: Database, customer: Customer) -> House:
    return House(database, customer)


def statuses(results: list[ChangeRequestStatus | AppError]) -> list[ChangeRequestStatus | type[AppError]]:
    return [type(result) if isinstance(result, AppError) else result for result in results]


@pytest.mark.parametrize("closing", Closing)
def test_a_request_is_either_withdrawn_or_closed(house: House, closing: Closing) -> None:
    for _ in range(ROUNDS):
        asked = house.ask()

        results = statuses(race([partial(house.withdraw, asked), partial(house.close, asked, closing)]))

        assert results.count(ChangeRequestAlreadyClosed) == 1
        assert house.read(asked).status in results
        house.check(open_requests=0)


def test_a_withdrawal_that_races_with_an_answer_in_a_new_model_never_shows_its_files(house: House) -> None:
    for _ in range(ROUNDS):
        asked = house.ask()
        make_model(house.database, house.order_id)
        version = house.order().version

        results = statuses(race([partial(house.withdraw, asked), partial(house.close, asked)]))

        # The answer may come first and be in progress; the withdrawal wins all the same.
        assert results[0] is Withdrawn
        house.draw()
        assert (house.read(asked).status, house.order().version) == (Withdrawn, version)
        house.check(open_requests=0)


def test_a_withdrawal_that_races_with_the_drawing_comes_before_or_after_it(house: House) -> None:
    for _ in range(ROUNDS):
        asked = house.ask()
        make_model(house.database, house.order_id)
        house.close(asked)
        version = house.order().version

        withdrawn, _ = statuses(race([partial(house.withdraw, asked), house.draw]))

        end = house.read(asked)
        assert (withdrawn, end.status) in {(Withdrawn, Withdrawn), (ChangeRequestAlreadyClosed, Done)}
        assert (house.order().version != version) is (end.status is Done)
        house.check(open_requests=0)


def test_one_request_is_withdrawn_once(house: House) -> None:
    asked = house.ask()

    results = statuses(race([partial(house.withdraw, asked)] * RACERS))

    assert sorted(map(str, results)) == sorted(map(str, [Withdrawn] + [ChangeRequestAlreadyClosed] * (RACERS - 1)))
    house.check(open_requests=0)


def test_requests_answered_with_one_model_and_withdrawn_at_once_end_one_by_one(house: House) -> None:
    asked = [house.ask() for _ in range(3)]
    make_model(house.database, house.order_id)
    for one in asked:
        house.close(one)
    version = house.order().version

    calls: list[Callable[[], ChangeRequestStatus]] = [partial(house.withdraw, one) for one in asked]
    race([*calls, house.draw])
    house.draw()

    ends = [house.read(one).status for one in asked]
    assert set(ends) <= {Withdrawn, Done}
    assert (house.order().version != version) is (Done in ends)
    house.check(open_requests=0)


def test_a_request_that_races_with_the_end_of_the_last_one_is_not_lost(house: House) -> None:
    for leaving in (partial(House.close, closing=Closing.DECLINED), House.withdraw):
        for _ in range(ROUNDS):
            asked = house.ask()
            calls: list[Callable[[], object]] = [house.ask, partial(leaving, house, asked)]
            made, _ = race(calls)
            house.check(open_requests=1)
            assert isinstance(made, UUID)
            house.withdraw(made)


def test_an_answer_is_either_accepted_or_reopened(house: House) -> None:
    for _ in range(ROUNDS):
        asked = house.ask()
        house.close(asked)

        accepted, reopened = statuses(race([partial(house.accept, asked), partial(house.reopen, asked)]))

        assert (accepted, reopened) in {
            (Done, ChangeRequestAccepted),
            (ChangeRequestNotAnswered, ChangeRequestStatus.OPEN),
        }
        house.check(open_requests=0 if accepted is Done else 1)
        if accepted is not Done:
            house.withdraw(asked)


def test_a_request_is_reopened_once(house: House) -> None:
    asked = house.ask()
    house.close(asked)

    results = statuses(race([partial(house.reopen, asked)] * RACERS))

    assert results.count(ChangeRequestStatus.OPEN) == 1
    assert house.read(asked).round == 2
    house.check(open_requests=1)
    with house.database.read() as uow:
        happened = uow.connection.scalars(sa.select(change_request_history.c.what)).all()
    assert [str(what) for what in happened] == ["asked", "done", "reopened"]
