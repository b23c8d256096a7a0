"""An order's way through its life-cycle, with what is stored and queued at each step."""

from uuid import UUID

import pytest
import sqlalchemy as sa
from tests.support.bodies import NEW_ORDER
from tests.support.clock import FixedClock
from tests.support.customers import Customer, make_customer
from tests.support.production import deliver, draw_all, fail_drawing, fail_reading, make_model

from planroom.features.companies.rules import AddOn, PackageType
from planroom.features.deliverables.models import deliveries
from planroom.features.deliverables.rules import ProductRange
from planroom.features.orders.errors import OrderInFixing, OrderNotDelivered, OrderNotFound
from planroom.features.orders.models import IssueAbout, Order
from planroom.features.orders.rules import OrderStatus
from planroom.features.orders.service.looking import find_by_view_token, get_for_operator, list_for_operator
from planroom.features.orders.service.moving import begin_fixing, deliver_for_operator, end_fixing, note_delivered
from planroom.features.orders.service.placing import create_order
from planroom.features.plans.models import plan_readings, plan_sources
from planroom.features.webhooks.models import webhook_events
from planroom.infra.database.unit_of_work import Database
from planroom.kit.errors import InvalidInput
from planroom.kit.ids import new_id


@pytest.fixture
def order_id(database: Database, customer: Customer) -> UUID:
    with database.write() as uow:
        return create_order(uow, customer.actor(uow), NEW_ORDER).id


def read(database: Database, order_id: UUID) -> Order:
    with database.read() as uow:
        return get_for_operator(uow, order_id)


READY = ["moved_to_ready", "moved_to_ready"]
"""A delivery is told once for each range: the 2D plans and the tour."""


def triggers_of(database: Database, order_id: UUID) -> list[str]:
    with database.read() as uow:
        return list(
            uow.connection.scalars(
                sa.select(webhook_events.c.trigger)
                .where(webhook_events.c.order_id == order_id)
                .order_by(webhook_events.c.sequence)
            )
        )


def fix(database: Database, order_id: UUID, clock: FixedClock) -> None:
    order = read(database, order_id)
    with database.write() as uow:
        begin_fixing(
            uow,
            company_id=order.company_id,
            order_id=order_id,
            ranges=[ProductRange.PRODUCTS_2D],
            due_at=clock.now(),
        )


def test_placing_an_order_writes_order_event_and_queued_reading_together(
    database: Database, customer: Customer
) -> None:
    class Interrupted(Exception):
        pass

    def place_and_fail() -> None:
        with database.write() as uow:
            create_order(uow, customer.actor(uow), NEW_ORDER)
            raise Interrupted

    with pytest.raises(Interrupted):
        place_and_fail()

    with database.read() as uow:
        for table in (webhook_events, plan_readings, plan_sources):
            assert uow.connection.scalar(sa.select(sa.func.count()).select_from(table)) == 0


def test_the_owner_is_the_first_manager_or_who_is_named(database: Database, customer: Customer) -> None:
    with database.write() as uow:
        unnamed = create_order(uow, customer.actor(uow), NEW_ORDER)
        named = create_order(uow, customer.actor(uow), NEW_ORDER._replace(owner_email=customer.email.upper()))

    assert unnamed.owner_email == named.owner_email == customer.email


def test_an_order_takes_its_package_from_the_company(database: Database) -> None:
    plus = make_customer(database, package_type=PackageType.PLUS)
    with database.write() as uow:
        order = create_order(uow, plus.actor(uow), NEW_ORDER)
        raised = create_order(uow, plus.actor(uow), NEW_ORDER._replace(package_type=PackageType.PLUS_3D))

    assert (order.package_type, raised.package_type) == (PackageType.PLUS, PackageType.PLUS_3D)


def test_an_add_on_must_go_with_the_package(database: Database, customer: Customer) -> None:
    with database.write() as uow, pytest.raises(InvalidInput) as refused:
        create_order(uow, customer.actor(uow), NEW_ORDER._replace(add_ons=[AddOn.GLA, AddOn.VIDEO_3D]))

    assert [fault.loc for fault in refused.value.faults] == [("add_ons", 1)]


def test_an_add_on_named_twice_is_bought_once(database: Database, customer: Customer) -> None:
    with database.write() as uow:
        order = create_order(uow, customer.actor(uow), NEW_ORDER._replace(add_ons=[AddOn.GLA, AddOn.GLA]))

    assert order.add_ons == [AddOn.GLA]


def test_an_unknown_preference_becomes_an_issue_that_stays(database: Database, customer: Customer) -> None:
    wishes = {"style_3d": {"furniture_set": "baroque"}}
    with database.write() as uow:
        order = create_order(uow, customer.actor(uow), NEW_ORDER._replace(order_preferences=wishes))
    deliver(database, order.id)

    (issue,) = read(database, order.id).issues
    assert (issue["code"], issue["about"]) == ("preference_unknown", IssueAbout.PREFERENCES)
    assert "baroque" in issue["message"]


def test_a_first_delivery_makes_the_order_ready(database: Database, order_id: UUID, clock: FixedClock) -> None:
    clock.advance(60)
    model_id = deliver(database, order_id)

    order = read(database, order_id)
    assert order.status is OrderStatus.READY
    assert (order.model_id, order.version) == (model_id, 1)
    assert order.first_delivered_at == clock.now()
    assert order.due_at is None
    assert triggers_of(database, order_id) == ["moved_to_pending", *READY]


def test_what_is_no_newer_than_the_version_shown_changes_nothing(database: Database, order_id: UUID) -> None:
    deliver(database, order_id)
    before = read(database, order_id)

    with database.write() as uow:
        note_delivered(
            uow,
            company_id=before.company_id,
            order_id=order_id,
            delivery_id=new_id(),
            model_id=new_id(),
            version=1,
            product_range=ProductRange.PRODUCTS_2D,
        )

    assert read(database, order_id) == before
    assert triggers_of(database, order_id) == ["moved_to_pending", *READY]


def test_a_reading_that_fails_leaves_the_order_pending_with_an_issue(database: Database, order_id: UUID) -> None:
    fail_reading(database, order_id)
    fail_reading(database, order_id)

    order = read(database, order_id)
    assert order.status is OrderStatus.PENDING
    assert [issue["code"] for issue in order.issues] == ["source_not_found"]


def test_a_delivery_after_all_takes_the_issue_away(database: Database, order_id: UUID) -> None:
    fail_reading(database, order_id)
    deliver(database, order_id)

    order = read(database, order_id)
    assert (order.status, order.issues) == (OrderStatus.READY, [])


def test_a_reading_that_fails_after_a_delivery_changes_nothing(database: Database, order_id: UUID) -> None:
    deliver(database, order_id)
    before = read(database, order_id)
    fail_reading(database, order_id)

    assert read(database, order_id) == before
    assert triggers_of(database, order_id) == ["moved_to_pending", *READY]


def test_a_drawing_that_fails_is_an_issue_until_the_next_delivery(database: Database, order_id: UUID) -> None:
    model_id = make_model(database, order_id)
    with database.write() as uow:
        deliver_for_operator(uow, order_id, model_id)
    fail_drawing(database, order_id)
    assert [issue["code"] for issue in read(database, order_id).issues] == ["drawing_failed"]

    with database.write() as uow:
        deliver_for_operator(uow, order_id, model_id)
    draw_all(database, order_id)

    assert read(database, order_id).issues == []
    assert triggers_of(database, order_id) == ["moved_to_pending", "moved_to_failed", *READY]


def test_a_fixing_order_is_not_delivered_past_its_change_requests(
    database: Database, order_id: UUID, clock: FixedClock
) -> None:
    deliver(database, order_id)
    fix(database, order_id, clock)
    model_id = make_model(database, order_id)

    with database.write() as uow, pytest.raises(OrderInFixing):
        deliver_for_operator(uow, order_id, model_id)

    with database.read() as uow:
        assert uow.connection.scalar(sa.select(sa.func.count()).select_from(deliveries)) == 1


def test_files_that_were_being_drawn_when_a_change_was_asked_for_are_shown_without_leaving_fixing(
    database: Database, order_id: UUID, clock: FixedClock
) -> None:
    deliver(database, order_id)
    model_id = make_model(database, order_id)
    with database.write() as uow:
        deliver_for_operator(uow, order_id, model_id)
    fix(database, order_id, clock)
    draw_all(database, order_id)

    order = read(database, order_id)
    assert (order.status, order.model_id, order.version) == (OrderStatus.FIXING, model_id, 2)
    assert triggers_of(database, order_id) == ["moved_to_pending", *READY, "moved_to_fixing"]


def test_an_undelivered_order_cannot_go_to_fixing(database: Database, order_id: UUID, clock: FixedClock) -> None:
    with pytest.raises(OrderNotDelivered):
        fix(database, order_id, clock)

    assert triggers_of(database, order_id) == ["moved_to_pending"]


def test_each_range_named_while_fixing_is_told_when_the_last_request_closes(
    database: Database, order_id: UUID, clock: FixedClock
) -> None:
    deliver(database, order_id)
    company_id = read(database, order_id).company_id
    two, tour = ProductRange.PRODUCTS_2D, ProductRange.TOUR
    for ranges in ([two], [tour, two]):
        with database.write() as uow:
            begin_fixing(uow, company_id=company_id, order_id=order_id, ranges=ranges, due_at=clock.now())
    for _ in range(2):
        with database.write() as uow:
            end_fixing(uow, company_id=company_id, order_id=order_id, next_due_at=None)

    assert triggers_of(database, order_id)[3:] == ["moved_to_fixing", "moved_to_ready", "moved_to_ready"]
    assert read(database, order_id).fixing_ranges == []


def test_an_order_is_found_by_the_address_of_its_page(database: Database, order_id: UUID) -> None:
    order = read(database, order_id)

    with database.read() as uow:
        assert find_by_view_token(uow, order.view_token) == order
        assert find_by_view_token(uow, "guessed") is None


def test_the_desk_sees_the_orders_of_every_company(database: Database, order_id: UUID, stranger: Customer) -> None:
    with database.write() as uow:
        other_id = create_order(uow, stranger.actor(uow), NEW_ORDER).id

    with database.read() as uow:
        assert set(list_for_operator(uow, [order_id, other_id, new_id()])) == {order_id, other_id}
        with pytest.raises(OrderNotFound):
            get_for_operator(uow, new_id())
