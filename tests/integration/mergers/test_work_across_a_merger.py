"""Jobs and requests that were under way when their company became part of another."""

from pathlib import Path
from typing import cast
from uuid import UUID

import pytest
import sqlalchemy as sa
from tests.support.bodies import NEW_ORDER
from tests.support.customers import Customer
from tests.support.production import make_model
from tests.support.sample_plans import bungalow

from planroom.features.companies.errors import CompanyClosed
from planroom.features.companies.service import find_successor, get_open_company
from planroom.features.deliverables import rendering
from planroom.features.deliverables.rendering import StoredFile
from planroom.features.mergers.jobs import sweep
from planroom.features.mergers.service import accept_merge, request_merge
from planroom.features.offices.models import offices
from planroom.features.offices.service import create_office
from planroom.features.orders.rules import OrderStatus
from planroom.features.orders.service.looking import get_for_operator
from planroom.features.orders.service.moving import deliver_for_operator
from planroom.features.orders.service.placing import create_order
from planroom.features.plans import readings
from planroom.features.plans.models import Reading, plan_readings
from planroom.features.plans.rules import TROUBLE_OF_OURS
from planroom.floorplan.model.finding import Severity
from planroom.infra.database.unit_of_work import Database
from planroom.infra.jobs.catalogue import JobContext
from planroom.infra.outbound.client import CheckedOutbound
from planroom.infra.settings import Settings
from planroom.infra.storage.objects import MemoryStorage
from planroom.production.artifacts import FileKind

PLAN = StoredFile(
    FileKind.PNG,
    dimensions=False,
    file_name="floor.png",
    media_type="image/png",
    size=1,
    sha256="0" * 64,
    storage_key="assets/floor.png",
)


def place_order(database: Database, customer: Customer) -> UUID:
    with database.write() as uow:
        return create_order(uow, customer.actor(uow), NEW_ORDER).id


def merge(database: Database, asking: Customer, closing: Customer) -> None:
    with database.write() as uow:
        request = request_merge(uow, asking.actor(uow), email=closing.email, message="", public_url="")
        accept_merge(uow, closing.actor(uow), request.id)


def begun_reading(database: Database, order_id: UUID) -> Reading:
    with database.read() as uow:
        reading_id = uow.connection.scalar(sa.select(plan_readings.c.id).where(plan_readings.c.order_id == order_id))
        reading = readings.find_reading(uow, cast("UUID", reading_id), 1)
    assert reading is not None
    return reading


def test_a_draft_that_was_begun_before_is_kept_in_the_company_that_has_the_order_now(
    database: Database, customer: Customer, stranger: Customer
) -> None:
    order_id = place_order(database, stranger)
    reading = begun_reading(database, order_id)
    merge(database, customer, stranger)

    with database.write() as uow:
        revision = readings.keep_draft(uow, reading, bungalow(), [], Severity.WARNING)

    assert revision is not None
    assert revision.company_id == customer.company_id


@pytest.mark.parametrize("tried_again", [True, False])
def test_a_reading_that_fails_afterwards_is_tried_again_or_told_to_the_order(
    database: Database, customer: Customer, stranger: Customer, *, tried_again: bool
) -> None:
    order_id = place_order(database, stranger)
    reading = begun_reading(database, order_id)
    merge(database, customer, stranger)

    with database.write() as uow:
        if tried_again:
            readings.retry_reading(uow, reading)
        else:
            readings.give_up(uow, reading, TROUBLE_OF_OURS)

    with database.read() as uow:
        assert (readings.find_reading(uow, reading.id, 2) is not None) == tried_again
        order = get_for_operator(uow, order_id)
    assert order.company_id == customer.company_id
    assert [issue["code"] for issue in order.issues] == ([] if tried_again else [TROUBLE_OF_OURS.code])


@pytest.mark.parametrize("drawn", [True, False])
def test_a_delivery_that_was_being_drawn_ends_in_the_company_that_has_the_order_now(
    database: Database, customer: Customer, stranger: Customer, *, drawn: bool
) -> None:
    order_id = place_order(database, stranger)
    model_id = make_model(database, order_id)
    with database.write() as uow:
        delivery_id = deliver_for_operator(uow, order_id, model_id).id
    with database.read() as uow:
        delivery = rendering.find_delivery_in_turn(uow, delivery_id)
    assert delivery is not None
    merge(database, customer, stranger)

    with database.write() as uow:
        if drawn:
            rendering.note_rendered(uow, delivery, [PLAN], 100.0)
        else:
            rendering.note_failed(uow, delivery, "drawing_failed", "It could not be drawn.")

    with database.read() as uow:
        order = get_for_operator(uow, order_id)
    assert order.company_id == customer.company_id
    assert order.status is (OrderStatus.READY if drawn else OrderStatus.PENDING)
    assert [issue["code"] for issue in order.issues] == ([] if drawn else ["drawing_failed"])


def test_what_was_written_into_the_closed_company_follows(
    database: Database, customer: Customer, stranger: Customer, tmp_path: Path
) -> None:
    with database.read() as uow:
        actor = stranger.actor(uow)
    merge(database, customer, stranger)
    with database.write() as uow:
        late_id = create_order(uow, actor, NEW_ORDER).id
        create_office(uow, company_id=stranger.company_id, name="Main office")
    settings = Settings(data=tmp_path)
    context = JobContext(database, MemoryStorage(), CheckedOutbound(settings), settings)

    for _ in range(2):
        sweep(context, str(stranger.company_id))

    with database.read() as uow:
        assert get_for_operator(uow, late_id).company_id == customer.company_id
        names = uow.connection.scalars(sa.select(offices.c.name).where(offices.c.company_id == customer.company_id))
        assert set(names) == {"Main office", "Main office (Example Homes)", "Main office (Example Homes 2)"}


def test_a_closed_company_leads_to_the_one_it_is_part_of_by_now(
    database: Database, customer: Customer, stranger: Customer
) -> None:
    merge(database, stranger, customer)
    with database.read() as uow:
        assert find_successor(uow, customer.company_id) == stranger.company_id
        assert find_successor(uow, stranger.company_id) is None
        assert get_open_company(uow, stranger.company_id).id == stranger.company_id
        with pytest.raises(CompanyClosed):
            get_open_company(uow, customer.company_id)
