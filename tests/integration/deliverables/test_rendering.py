"""Drawing deliveries: what is stored and recorded, in which order, and what happens when it goes wrong."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from threading import Barrier
from uuid import UUID

import pytest
import sqlalchemy as sa
from tests.support.bodies import NEW_ORDER
from tests.support.customers import Customer
from tests.support.production import make_model

from planroom.features.deliverables.jobs import render
from planroom.features.deliverables.models import Delivery, DeliveryState, asset_files, deliveries
from planroom.features.deliverables.service import find_delivery, get_file, request_delivery
from planroom.features.orders.models import Order
from planroom.features.orders.service.looking import get_for_operator
from planroom.features.orders.service.placing import create_order
from planroom.features.plans.models import GivenSource, StoredSource
from planroom.features.plans.service import add_revision, request_reading
from planroom.floorplan.model.plan import Plan
from planroom.infra.database.unit_of_work import Database
from planroom.infra.jobs.context import JobContext
from planroom.infra.jobs.draining import drain
from planroom.infra.outbound.client import CheckedOutbound
from planroom.infra.settings import Settings
from planroom.infra.storage.objects import MemoryStorage

ONE_STOREY = {
    "png_urls": ["01-ground-floor.png"],
    "png_urls_dim": ["01-ground-floor-dimensions.png"],
    "jpg_urls": ["01-ground-floor.jpg"],
    "jpg_urls_dim": ["01-ground-floor-dimensions.jpg"],
    "svg_urls": ["01-ground-floor.svg"],
    "svg_urls_dim": ["01-ground-floor-dimensions.svg"],
    "pdf_urls": ["floor-plans.pdf"],
    "pdf_urls_dim": ["floor-plans-dimensions.pdf"],
    "zip_urls": ["floor-plans.zip"],
    "zip_urls_dim": ["floor-plans-dimensions.zip"],
}
SIGNATURES = {
    "png": b"\x89PNG",
    "jpg": b"\xff\xd8\xff",
    "svg": b"<?xml",
    "pdf": b"%PDF-",
    "zip": b"PK\x03\x04",
    "json": b"{",
}


@pytest.fixture
def context(database: Database, tmp_path: Path) -> JobContext:
    settings = Settings(data=tmp_path)
    return JobContext(database, MemoryStorage(), CheckedOutbound(settings, _know_nobody), settings)


def _know_nobody(host: str) -> list[str]:
    raise OSError(host)


@pytest.fixture
def order_id(database: Database, customer: Customer) -> UUID:
    """An order whose sources are read by nobody here."""
    with database.write() as uow:
        return create_order(uow, customer.actor(uow), NEW_ORDER).id


def _request(database: Database, order_id: UUID, revision_id: UUID) -> Delivery:
    with database.write() as uow:
        order = get_for_operator(uow, order_id)
        return request_delivery(uow, company_id=order.company_id, order_id=order_id, revision_id=revision_id)


def _now(database: Database, delivery: Delivery) -> Delivery:
    with database.read() as uow:
        found = find_delivery(uow, company_id=delivery.company_id, delivery_id=delivery.id)
    assert found is not None
    return found


def _order(database: Database, order_id: UUID) -> Order:
    with database.read() as uow:
        return get_for_operator(uow, order_id)


def test_a_drawn_delivery_has_every_file_under_its_key(context: JobContext, database: Database, order_id: UUID) -> None:
    delivery = _request(database, order_id, make_model(database, order_id))
    render(context, str(delivery.id))
    drawn = _now(database, delivery)
    assert drawn.state is DeliveryState.RENDERED
    assert drawn.assets is not None
    plans = drawn.assets["listing_floorplans"]
    assert {key: [path.rpartition("/")[2] for path in paths] for key, paths in plans.items()} == ONE_STOREY
    assert [path.rpartition("/")[2] for path in drawn.assets["property_data"]["json_urls"]] == ["property-data.json"]
    order = _order(database, order_id)
    assert (order.status, order.version, order.assets) == ("Ready", 1, drawn.assets)
    assert order.total_scanned_area_m2 == pytest.approx(11.6 * 8.2)


def test_every_file_is_stored_as_it_is_recorded(context: JobContext, database: Database, order_id: UUID) -> None:
    delivery = _request(database, order_id, make_model(database, order_id))
    render(context, str(delivery.id))
    with database.read() as uow:
        rows = uow.connection.execute(sa.select(asset_files)).all()
    assert len({row.token for row in rows}) == len(rows) == 12
    for row in rows:
        content = context.storage.get(row.storage_key)
        extension = row.file_name.rpartition(".")[2]
        assert content.startswith(SIGNATURES[extension])
        assert (len(content), row.storage_key.rpartition(".")[2]) == (row.size, extension)
        assert len(row.token) * 6 >= 128


def test_what_the_customer_handed_in_is_served_with_every_delivery(
    context: JobContext, database: Database, order_id: UUID
) -> None:
    drawing, letter, scan = b"\x89PNG\r\n\x1a\nplan", b"%PDF-1.7 letter", b"PK\x03\x04scan"
    company_id = _order(database, order_id).company_id
    sources = [_stored(context, content) for content in (drawing, letter, scan)]
    with database.write() as uow:
        gone = StoredSource("sources/gone", "0" * 64, 4)
        given = [GivenSource("https://drawings.example.com", stored=stored) for stored in (*sources, gone)]
        request_reading(uow, company_id=company_id, order_id=order_id, sources=given, info="")
    delivery = _request(database, order_id, make_model(database, order_id))

    render(context, str(delivery.id))

    assets = _now(database, delivery).assets
    assert assets is not None
    snapshot = assets["snapshot"]
    assert [path.rpartition("/")[2] for path in snapshot["image_urls"]] == ["source-1.png"]
    assert [path.rpartition("/")[2] for path in snapshot["pdf_urls"]] == ["source-2.pdf"]
    with database.read() as uow:
        token, name = snapshot["image_urls"][0].split("/")[-2:]
        file = get_file(uow, token, name)
    assert context.storage.get(file.storage_key) == drawing
    assert (file.media_type, file.size) == ("image/png", len(drawing))


def _stored(context: JobContext, content: bytes) -> StoredSource:
    digest = sha256(content).hexdigest()
    context.storage.put(f"sources/{digest}", content)
    return StoredSource(f"sources/{digest}", digest, len(content))


def test_a_second_run_changes_nothing(context: JobContext, database: Database, order_id: UUID) -> None:
    delivery = _request(database, order_id, make_model(database, order_id))
    render(context, str(delivery.id))
    first, order = _now(database, delivery), _order(database, order_id)
    render(context, str(delivery.id))
    assert (_now(database, delivery), _order(database, order_id)) == (first, order)


def test_the_same_plan_gives_the_same_files_at_new_addresses(
    context: JobContext, database: Database, order_id: UUID
) -> None:
    for _ in range(2):
        delivery = _request(database, order_id, make_model(database, order_id))
        render(context, str(delivery.id))
    with database.read() as uow:
        rows = uow.connection.execute(sa.select(asset_files.c.token, asset_files.c.storage_key)).all()
    assert (len({row.token for row in rows}), len({row.storage_key for row in rows})) == (24, 12)


def test_a_newer_delivery_waits_for_the_older_one_and_follows_it(
    context: JobContext, database: Database, order_id: UUID
) -> None:
    older = _request(database, order_id, make_model(database, order_id))
    newer = _request(database, order_id, make_model(database, order_id))
    render(context, str(newer.id))
    assert _now(database, newer).state is DeliveryState.WAITING
    render(context, str(older.id))
    assert _order(database, order_id).version == 1
    render(context, str(newer.id))
    order = _order(database, order_id)
    assert (order.version, order.model_id) == (2, newer.revision_id)


def test_deliveries_that_come_in_any_order_end_with_the_newest(
    context: JobContext, database: Database, order_id: UUID
) -> None:
    wanted = [_request(database, order_id, make_model(database, order_id)) for _ in range(3)]
    drain(context)
    states = [_now(database, delivery).state for delivery in wanted]
    assert states == [DeliveryState.RENDERED] * 3
    assert _order(database, order_id).version == 3


def test_a_plan_that_cannot_be_drawn_is_told_and_does_not_hold_up_the_next(
    context: JobContext, database: Database, order_id: UUID
) -> None:
    with database.write() as uow:
        empty = add_revision(
            uow,
            company_id=get_for_operator(uow, order_id).company_id,
            order_id=order_id,
            expected_number=0,
            plan=Plan(),
            findings=[],
            created_by="operator@example.com",
        )
    bad = _request(database, order_id, empty.id)
    good = _request(database, order_id, make_model(database, order_id))
    render(context, str(bad.id))
    assert (_now(database, bad).state, [issue["code"] for issue in _order(database, order_id).issues]) == (
        DeliveryState.FAILED,
        ["drawing_failed"],
    )
    render(context, str(good.id))
    order = _order(database, order_id)
    assert (order.status, order.version, order.issues) == ("Ready", 2, [])


def test_a_drawing_beyond_its_time_is_told(context: JobContext, database: Database, order_id: UUID) -> None:
    delivery = _request(database, order_id, make_model(database, order_id))
    render(replace(context, settings=replace(context.settings, draft_timeout_seconds=0.05)), str(delivery.id))
    [issue] = _order(database, order_id).issues
    assert issue["code"] == "drawing_out_of_time"
    assert "there is nothing that you need to do" in issue["message"]


def test_asking_again_for_what_waits_gives_the_same_delivery(database: Database, order_id: UUID) -> None:
    revision_id = make_model(database, order_id)
    assert _request(database, order_id, revision_id) == _request(database, order_id, revision_id)


def test_two_requests_at_the_same_moment_get_a_version_each(database: Database, order_id: UUID) -> None:
    revisions = [make_model(database, order_id) for _ in range(4)]
    together = Barrier(len(revisions))

    def ask(revision_id: UUID) -> int:
        together.wait()
        return _request(database, order_id, revision_id).version

    with ThreadPoolExecutor(len(revisions)) as threads:
        versions = list(threads.map(ask, revisions))
    assert sorted(versions) == [1, 2, 3, 4]
    with database.read() as uow:
        stored = uow.connection.scalars(sa.select(deliveries.c.version).order_by(deliveries.c.version))
        assert list(stored) == [1, 2, 3, 4]
