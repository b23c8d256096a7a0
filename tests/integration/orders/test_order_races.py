"""Moves that race: whoever comes second finds the order as the first left it."""

from collections import Counter
from functools import partial
from uuid import UUID

import pytest
import sqlalchemy as sa
from tests.support.bodies import NEW_ORDER
from tests.support.customers import Customer
from tests.support.production import deliver, draw_all, fail_reading, make_model
from tests.support.racing import race

from planroom.features.change_requests.errors import ChangeRequestAlreadyClosed, ChangeRequestClosing
from planroom.features.change_requests.models import NewChangeRequest
from planroom.features.change_requests.rules import ChangeRequestStatus, Closing
from planroom.features.change_requests.service.answering import close_for_operator
from planroom.features.change_requests.service.asking import request_changes
from planroom.features.deliverables.rules import ProductRange
from planroom.features.orders.errors import OrderSourceNotFailed
from planroom.features.orders.models import Order
from planroom.features.orders.rules import OrderStatus
from planroom.features.orders.service.looking import get_for_operator
from planroom.features.orders.service.moving import deliver_for_operator
from planroom.features.orders.service.placing import create_order, replace_source
from planroom.features.plans.models import plan_readings
from planroom.features.webhooks.models import webhook_events
from planroom.infra.database.unit_of_work import Database

ASKED = NewChangeRequest([ProductRange.PRODUCTS_2D], "The kitchen is larger.", [])
RACERS = 6


@pytest.fixture
def order_id(database: Database, customer: Customer) -> UUID:
    with database.write() as uow:
        return create_order(uow, customer.actor(uow), NEW_ORDER).id


def read(database: Database, order_id: UUID) -> Order:
    with database.read() as uow:
        return get_for_operator(uow, order_id)


def sequences(database: Database, order_id: UUID) -> list[tuple[int, str]]:
    with database.read() as uow:
        rows = uow.connection.execute(
            sa.select(webhook_events.c.sequence, webhook_events.c.trigger)
            .where(webhook_events.c.order_id == order_id)
            .order_by(webhook_events.c.sequence)
        )
        return [(row.sequence, str(row.trigger)) for row in rows]


def ask(database: Database, customer: Customer, order_id: UUID) -> UUID:
    with database.write() as uow:
        return request_changes(uow, customer.actor(uow), order_id, ASKED).id


def close(database: Database, change_request_id: UUID, closing: Closing) -> ChangeRequestStatus:
    with database.write() as uow:
        return close_for_operator(
            uow, change_request_id=change_request_id, closing=closing, reply=None, closed_by="operator@example.com"
        ).status


def test_change_requests_that_race_are_all_counted_and_told_once(
    database: Database, customer: Customer, order_id: UUID
) -> None:
    deliver(database, order_id)

    race([lambda: ask(database, customer, order_id)] * RACERS)

    order = read(database, order_id)
    assert (order.status, order.open_change_requests) == (OrderStatus.FIXING, RACERS)
    assert sequences(database, order_id) == [
        (1, "moved_to_pending"),
        (2, "moved_to_ready"),
        (3, "moved_to_ready"),
        (4, "moved_to_fixing"),
    ]


def test_change_requests_that_are_closed_at_once_make_the_order_ready_once(
    database: Database, customer: Customer, order_id: UUID
) -> None:
    deliver(database, order_id)
    asked = [ask(database, customer, order_id) for _ in range(RACERS)]

    race([partial(close, database, one, Closing.DECLINED) for one in asked])

    order = read(database, order_id)
    assert (order.status, order.open_change_requests) == (OrderStatus.READY, 0)
    assert sequences(database, order_id)[3:] == [(4, "moved_to_fixing"), (5, "moved_to_ready")]


def test_one_change_request_is_closed_by_one_operator(database: Database, customer: Customer, order_id: UUID) -> None:
    deliver(database, order_id)
    asked = ask(database, customer, order_id)

    results = race([lambda: close(database, asked, Closing.DECLINED)] * RACERS)

    assert Counter(type(result) for result in results) == {
        ChangeRequestStatus: 1,
        ChangeRequestAlreadyClosed: RACERS - 1,
    }
    assert read(database, order_id).open_change_requests == 0


def test_one_answer_is_drawn_once(database: Database, customer: Customer, order_id: UUID) -> None:
    deliver(database, order_id)
    asked = ask(database, customer, order_id)
    make_model(database, order_id)

    results = race([lambda: close(database, asked, Closing.DONE)] * RACERS)

    assert Counter(type(result) for result in results) == {ChangeRequestStatus: 1, ChangeRequestClosing: RACERS - 1}
    assert draw_all(database, order_id) == 1
    assert read(database, order_id).status is OrderStatus.READY


def test_answers_delivery_and_new_requests_that_race_end_in_one_consistent_state(
    database: Database, customer: Customer, order_id: UUID
) -> None:
    deliver(database, order_id)
    asked = [ask(database, customer, order_id) for _ in range(4)]
    make_model(database, order_id)
    close(database, asked[0], Closing.DONE)

    race(
        [
            lambda: draw_all(database, order_id),
            lambda: close(database, asked[1], Closing.DONE),
            lambda: close(database, asked[2], Closing.DECLINED),
            lambda: close(database, asked[3], Closing.DECLINED),
            lambda: ask(database, customer, order_id),
            lambda: draw_all(database, order_id),
        ]
    )
    draw_all(database, order_id)

    order = read(database, order_id)
    assert (order.status, order.open_change_requests) == (OrderStatus.FIXING, 1)
    numbers = [sequence for sequence, _ in sequences(database, order_id)]
    assert numbers == list(range(1, len(numbers) + 1))


def test_deliveries_that_race_are_drawn_from_the_newest_model_last(
    database: Database, customer: Customer, order_id: UUID
) -> None:
    models = [make_model(database, order_id) for _ in range(2)]

    def request(model_id: UUID) -> None:
        with database.write() as uow:
            deliver_for_operator(uow, order_id, model_id)

    race([lambda: request(models[0]), lambda: request(models[1])])
    race([lambda: draw_all(database, order_id)] * 2)

    order = read(database, order_id)
    assert (order.status, order.version) == (OrderStatus.READY, 2)
    assert [trigger for _, trigger in sequences(database, order_id)] == ["moved_to_pending"] + ["moved_to_ready"] * 4


def test_another_source_is_taken_once(database: Database, customer: Customer, order_id: UUID) -> None:
    fail_reading(database, order_id)

    def replace() -> OrderStatus:
        with database.write() as uow:
            return replace_source(uow, customer.actor(uow), order_id, ["https://drawings.example.com/2.png"]).status

    results = race([replace] * RACERS)

    assert Counter(type(result) for result in results) == {OrderStatus: 1, OrderSourceNotFailed: RACERS - 1}
    with database.read() as uow:
        assert uow.connection.scalar(sa.select(sa.func.count()).select_from(plan_readings)) == 2
