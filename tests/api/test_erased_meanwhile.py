"""Jobs that end when their order has been erased leave no file behind."""

from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest
import sqlalchemy as sa
from tests.support.archives import House, running_house
from tests.support.bodies import SMALL_ORDER
from tests.support.customers import Customer
from tests.support.production import make_model

from planroom.features.deliverables import rendering
from planroom.features.deliverables.jobs import StorageSink
from planroom.features.orders.service.moving import deliver_for_operator
from planroom.features.plans.models import plan_sources
from planroom.features.plans.repository import note_fetched
from planroom.features.stored_files.service import doom_files
from planroom.infra.database.unit_of_work import Database
from planroom.production.artifacts import Artifact, FileKind


@pytest.fixture
def house(database: Database, customer: Customer, tmp_path: Path) -> Iterator[House]:
    with running_house(database, customer, tmp_path) as opened:
        yield opened


def test_what_is_drawn_of_an_erased_order_is_deleted(house: House) -> None:
    order_id = house.client.post("/orders", SMALL_ORDER).json()["id"]
    model_id = make_model(house.database, UUID(order_id))
    with house.database.write() as uow:
        delivery = deliver_for_operator(uow, UUID(order_id), model_id)
    house.client.delete(f"/orders/{order_id}/data")
    sink = StorageSink(house.context.storage)
    sink.put(Artifact(FileKind.PNG, "01.png", "image/png", dimensions=False, storey_index=0, content=b"too late"))

    with house.database.write() as uow:
        rendering.note_rendered(uow, delivery, sink.files, 100.0)
    house.delete_doomed()

    assert house.files() == set()


def test_a_source_of_an_erased_order_is_not_noted(house: House) -> None:
    order_id = house.client.post("/orders", SMALL_ORDER).json()["id"]
    with house.database.read() as uow:
        (source_id,) = uow.connection.scalars(sa.select(plan_sources.c.id)).all()
    house.client.delete(f"/orders/{order_id}/data")

    with house.database.write() as uow:
        assert note_fetched(uow, source_id, sha256="0" * 64, size=1, storage_key="sources/00") is False


def test_a_file_that_is_in_use_again_is_kept(house: House) -> None:
    house.place_order(b"the plan")
    (key,) = [
        str(path.relative_to(house.context.settings.data / "files"))
        for path in (house.context.settings.data / "files" / "assets").rglob("*.png")
    ]
    with house.database.write() as uow:
        doom_files(uow, [key, "assets/00/was-never-there.png", None])
    house.delete_doomed()

    assert b"the plan" in house.files()
