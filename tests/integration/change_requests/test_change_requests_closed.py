"""How change requests end, one by one and several at once."""

from uuid import UUID

import msgspec
import pytest
import sqlalchemy as sa
from tests.support.bodies import NEW_ORDER
from tests.support.clock import FixedClock
from tests.support.customers import Customer
from tests.support.production import deliver, draw_all, fail_drawing, make_model
from tests.support.sample_plans import bungalow

from planroom import bootstrap
from planroom.features.change_requests.errors import (
    ChangeRequestAlreadyClosed,
    ChangeRequestClosing,
    ChangeRequestNotFound,
)
from planroom.features.change_requests.events import ChangeRequestClosed, ChangeRequestOpened
from planroom.features.change_requests.models import ChangeRequest, NewChangeRequest
from planroom.features.change_requests.rules import ChangeRequestStatus, Closing
from planroom.features.change_requests.service.answering import (
    close_for_operator,
    find_models_to_compare,
    start_for_operator,
)
from planroom.features.change_requests.service.asking import request_changes
from planroom.features.change_requests.service.comparing import compare
from planroom.features.change_requests.service.looking import get_for_operator
from planroom.features.change_requests.service.settling import withdraw
from planroom.features.deliverables.rules import ProductRange
from planroom.features.orders.models import Order
from planroom.features.orders.rules import OrderStatus
from planroom.features.orders.service.looking import get_for_operator as get_order
from planroom.features.orders.service.placing import create_order
from planroom.features.webhooks.models import webhook_events
from planroom.floorplan.model.edits.apply import apply_edit
from planroom.floorplan.model.edits.move_wall import MoveWall
from planroom.floorplan.model.edits.rooms import SetRoomLabel
from planroom.infra.database.unit_of_work import Database, Listeners
from planroom.kit.errors import RoleNotAllowed
from planroom.kit.ids import new_id

ASKED = NewChangeRequest([ProductRange.PRODUCTS_2D, ProductRange.PRODUCTS_2D], "The kitchen is larger.", [])
OPENED, CLOSED = ChangeRequestOpened, ChangeRequestClosed


@pytest.fixture
def heard() -> list[object]:
    """The facts about change requests, in their order."""
    return []


@pytest.fixture
def listeners(heard: list[object]) -> Listeners:
    """The real ones, and one that remembers."""
    listening = {kind: list(those) for kind, those in bootstrap.listeners().items()}
    for kind in (OPENED, CLOSED):
        listening.setdefault(kind, []).append(lambda _, event: heard.append(event))
    return listening


@pytest.fixture
def order_id(database: Database, customer: Customer) -> UUID:
    with database.write() as uow:
        placed = create_order(uow, customer.actor(uow), NEW_ORDER)
    deliver(database, placed.id)
    return placed.id


def ask(database: Database, customer: Customer, order_id: UUID) -> UUID:
    with database.write() as uow:
        return request_changes(uow, customer.actor(uow), order_id, ASKED).id


def close(database: Database, change_request_id: UUID, closing: Closing = Closing.DONE) -> ChangeRequest:
    with database.write() as uow:
        return close_for_operator(
            uow,
            change_request_id=change_request_id,
            closing=closing,
            reply="See the plan.",
            closed_by="operator@example.com",
        )


def read(database: Database, change_request_id: UUID) -> ChangeRequest:
    with database.read() as uow:
        return get_for_operator(uow, change_request_id)


def read_order(database: Database, order_id: UUID) -> Order:
    with database.read() as uow:
        return get_order(uow, order_id)


def test_a_range_named_twice_is_asked_for_once(database: Database, customer: Customer, order_id: UUID) -> None:
    assert read(database, ask(database, customer, order_id)).products == ["products_2d"]


def test_done_without_a_newer_model_closes_at_once_with_the_files_there_are(
    database: Database, customer: Customer, order_id: UUID, heard: list[object]
) -> None:
    before = read_order(database, order_id)
    asked = ask(database, customer, order_id)

    closed = close(database, asked)

    assert closed.status is ChangeRequestStatus.DONE
    assert (closed.model_id, closed.version) == (before.model_id, before.version)
    assert (closed.reply, closed.completed_by) == ("See the plan.", "operator@example.com")
    assert read_order(database, order_id) == before._replace(change_requests_made=1)
    assert heard[1:] == [CLOSED(customer.company_id, order_id, asked, ChangeRequestStatus.DONE)]


def test_a_request_with_a_newer_model_waits_for_its_files(
    database: Database, customer: Customer, order_id: UUID, heard: list[object]
) -> None:
    asked = ask(database, customer, order_id)
    model_id = make_model(database, order_id)

    waiting = close(database, asked)

    assert waiting.status is ChangeRequestStatus.IN_PROGRESS
    assert waiting.closing_delivery_id is not None
    assert [type(fact) for fact in heard] == [OPENED]
    draw_all(database, order_id)
    closed = read(database, asked)
    assert (closed.status, closed.model_id, closed.version) == (ChangeRequestStatus.DONE, model_id, 2)
    assert [type(fact) for fact in heard] == [OPENED, CLOSED]


def test_an_answer_says_what_changed_in_the_plan(database: Database, customer: Customer, order_id: UUID) -> None:
    asked = ask(database, customer, order_id)
    plan = bungalow()
    room = plan.storeys[0].rooms[0]
    make_model(database, order_id, apply_edit(plan, SetRoomLabel(room_id=room.id, label="Cosy corner")))
    close(database, asked)
    draw_all(database, order_id)

    changes = read(database, asked).changes
    assert changes["summary"] == [f"The room {room.label} is now called Cosy corner."]
    assert [(change["id"], change["after"]) for change in changes["rooms_renamed"]] == [(room.id, "Cosy corner")]


def test_an_answer_says_how_far_walls_moved_and_shows_every_area_before_and_after(
    database: Database, customer: Customer, order_id: UUID
) -> None:
    asked = ask(database, customer, order_id)
    make_model(database, order_id, apply_edit(bungalow(), MoveWall(wall_id="w-living", dx_mm=300.0)))
    close(database, asked)
    draw_all(database, order_id)

    changes = read(database, asked).changes

    assert changes["summary"] == [
        "Living Room: 24.70 m² instead of 23.63 m².",
        "Entry: 5.31 m² instead of 6.38 m².",
        "The wall between Living Room and Entry moved by 0.30 m.",
    ]
    rooms = {room["name"]: (room["before_m2"], room["after_m2"]) for room in changes["areas"]["rooms"]}
    assert len(rooms) == 9
    assert (rooms["Living Room"], rooms["Kitchen"][0]) == ((23.63, 24.70), rooms["Kitchen"][1])
    gia = changes["areas"]["total"]["gia_m2"]
    assert gia["before_m2"] == gia["after_m2"]


def test_a_comparison_of_other_models_is_not_believed(database: Database, customer: Customer, order_id: UUID) -> None:
    asked = ask(database, customer, order_id)
    room_id = bungalow().storeys[0].rooms[0].id
    make_model(database, order_id, apply_edit(bungalow(), SetRoomLabel(room_id=room_id, label="Cosy corner")))
    with database.read() as uow:
        models = find_models_to_compare(uow, asked)
    assert models is not None
    make_model(database, order_id, apply_edit(bungalow(), SetRoomLabel(room_id=room_id, label="Den")))

    with database.write() as uow:
        close_for_operator(
            uow,
            change_request_id=asked,
            closing=Closing.DONE,
            reply=None,
            closed_by="operator@example.com",
            compared=compare(models),
        )

    assert read(database, asked).changes["summary"] == ["The room Living Room is now called Den."]


def test_a_withdrawal_is_told_as_the_end_of_fixing(database: Database, customer: Customer, order_id: UUID) -> None:
    asked = ask(database, customer, order_id)
    with database.write() as uow:
        withdraw(uow, customer.actor(uow), order_id, asked)

    with database.read() as uow:
        bodies = uow.connection.scalars(sa.select(webhook_events.c.body).order_by(webhook_events.c.sequence)).all()
    told = msgspec.json.decode(bodies[-1])
    assert (told["previous_status"], told["current_status"], told["product_type"], told["delivery_type"]) == (
        "Fixing",
        "Ready",
        "products_2d",
        "update",
    )


def test_requests_answered_with_one_model_close_with_one_drawing(
    database: Database, customer: Customer, order_id: UUID
) -> None:
    asked = [ask(database, customer, order_id) for _ in range(2)]
    make_model(database, order_id)
    for one in asked:
        close(database, one)

    assert draw_all(database, order_id) == 1

    order = read_order(database, order_id)
    assert (order.status, order.version) == (OrderStatus.READY, 2)
    assert [read(database, one).status for one in asked] == [ChangeRequestStatus.DONE] * 2


def test_the_files_of_a_first_answer_are_shown_while_a_second_request_is_open(
    database: Database, customer: Customer, order_id: UUID, clock: FixedClock
) -> None:
    first = ask(database, customer, order_id)
    clock.advance(600)
    second = ask(database, customer, order_id)
    model_id = make_model(database, order_id)
    close(database, first)
    draw_all(database, order_id)

    order = read_order(database, order_id)

    assert (order.status, order.open_change_requests) == (OrderStatus.FIXING, 1)
    assert (order.model_id, order.version) == (model_id, 2)
    assert order.due_at == read(database, second).due_at


def test_an_answer_whose_files_cannot_be_drawn_goes_back_to_the_desk(
    database: Database, customer: Customer, order_id: UUID, heard: list[object]
) -> None:
    asked = ask(database, customer, order_id)
    make_model(database, order_id)
    close(database, asked)
    fail_drawing(database, order_id)

    waiting = read(database, asked)
    assert (waiting.status, waiting.closing_delivery_id) == (ChangeRequestStatus.IN_PROGRESS, None)
    assert (waiting.reply, waiting.completed_by) == (None, None)
    assert [type(fact) for fact in heard] == [OPENED]
    order = read_order(database, order_id)
    assert (order.status, [issue["code"] for issue in order.issues]) == (OrderStatus.FIXING, ["drawing_failed"])

    close(database, asked)
    draw_all(database, order_id)

    assert read(database, asked).status is ChangeRequestStatus.DONE
    assert read_order(database, order_id).issues == []


def test_declining_the_last_request_takes_a_failed_drawing_off_the_order(
    database: Database, customer: Customer, order_id: UUID
) -> None:
    asked = ask(database, customer, order_id)
    make_model(database, order_id)
    close(database, asked)
    fail_drawing(database, order_id)

    close(database, asked, Closing.DECLINED)

    order = read_order(database, order_id)
    assert (order.status, order.version, order.issues) == (OrderStatus.READY, 1, [])


def test_a_request_is_answered_once(database: Database, customer: Customer, order_id: UUID) -> None:
    declined, drawn = ask(database, customer, order_id), ask(database, customer, order_id)
    close(database, declined, Closing.DECLINED)
    make_model(database, order_id)
    close(database, drawn)

    with pytest.raises(ChangeRequestAlreadyClosed):
        close(database, declined)
    with pytest.raises(ChangeRequestClosing):
        close(database, drawn, Closing.DECLINED)
    with pytest.raises(ChangeRequestNotFound):
        close(database, new_id())


def test_work_that_began_shows_on_the_open_requests_only(
    database: Database, customer: Customer, order_id: UUID
) -> None:
    declined, still_open = ask(database, customer, order_id), ask(database, customer, order_id)
    close(database, declined, Closing.DECLINED)

    with database.write() as uow:
        start_for_operator(uow, company_id=customer.company_id, order_id=order_id, started_by="operator@example.com")

    assert read(database, declined).status is ChangeRequestStatus.DECLINED
    assert read(database, still_open).status is ChangeRequestStatus.IN_PROGRESS


def test_the_desk_hears_of_a_request_with_what_it_needs(
    database: Database, customer: Customer, order_id: UUID, heard: list[object], clock: FixedClock
) -> None:
    asked = ask(database, customer, order_id)

    due_at = read(database, asked).due_at
    assert (due_at - clock.now()).total_seconds() == 24 * 3600
    assert heard == [OPENED(customer.company_id, order_id, asked, "The kitchen is larger.", due_at)]


def test_who_may_not_ask_for_changes_changes_nothing(database: Database, customer: Customer, order_id: UUID) -> None:
    with database.write() as uow:
        manager = customer.actor(uow)
        collaborator = type(manager)(manager.company_id, manager.user_id, manager.name, frozenset({"orders.read"}))
        with pytest.raises(RoleNotAllowed):
            request_changes(uow, collaborator, order_id, ASKED)

    assert read_order(database, order_id).status is OrderStatus.READY
