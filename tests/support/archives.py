"""The application on a folder of files, with an order that has a file of every sort: for tests of what is kept."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID

import httpx
import sqlalchemy as sa
from litestar.testing import TestClient
from tests.support.blueprints import blueprint_png
from tests.support.bodies import CHANGE_REQUEST, SMALL_ORDER
from tests.support.customers import Customer
from tests.support.forms import CONTENT_TYPE, file_part, form
from tests.support.integrate import PUBLIC_URL, IntegrateClient, Parts
from tests.support.production import make_model

from planroom.entrypoints.api.app import create_app
from planroom.features.deliverables import rendering
from planroom.features.deliverables.jobs import StorageSink
from planroom.features.orders.service.moving import deliver_for_operator
from planroom.features.plans.models import plan_readings
from planroom.features.stored_files.jobs import delete
from planroom.infra.database.unit_of_work import Database
from planroom.infra.jobs.context import JobContext
from planroom.infra.outbound.client import CheckedOutbound
from planroom.infra.settings import Settings
from planroom.infra.storage.objects import open_storage
from planroom.production.artifacts import Artifact, FileKind


class House:
    """The application, its files, and the jobs' context."""

    def __init__(self, web: httpx.Client, client: IntegrateClient, context: JobContext) -> None:
        self.web = web
        self.client = client
        self.context = context

    @property
    def database(self) -> Database:
        return self.context.database

    def files(self) -> set[bytes]:
        """The contents of all stored files."""
        folder = self.context.settings.data / "files"
        return {path.read_bytes() for path in folder.rglob("*") if path.is_file()}

    def delete_doomed(self) -> None:
        delete(self.context)

    def place_order(self, delivered: bytes, **more: object) -> str:
        """Place an order with an upload as its source, read it, and deliver a file with the content ``delivered``."""
        content = form(file_part(blueprint_png(), "plan.png"))
        url = self.client.post_raw("/uploads", content, {"content-type": CONTENT_TYPE}).json()["url"]
        placed = self.client.post("/orders", {**SMALL_ORDER, "source": url, **more})
        assert placed.status_code == 200, placed.text
        order_id: str = placed.json()["id"]
        self.deliver(order_id, delivered)
        return order_id

    def deliver(self, order_id: str, delivered: bytes) -> None:
        """Deliver one file, as the drawing job does with many; what is drafted meanwhile is not waited for."""
        sink = StorageSink(self.context.storage)
        sink.put(
            Artifact(FileKind.PNG, "01-ground.png", "image/png", dimensions=False, storey_index=0, content=delivered)
        )
        model_id = make_model(self.database, UUID(order_id))
        with self.database.write() as uow:
            delivery = deliver_for_operator(uow, UUID(order_id), model_id)
            rendering.note_rendered(uow, delivery, sink.files, 100.0)

    def finish_reading(self, order_id: str) -> None:
        """Note that the order's sources have been read, now."""
        with self.database.write() as uow:
            uow.connection.execute(
                sa.update(plan_readings)
                .where(plan_readings.c.order_id == UUID(order_id))
                .values(state="done", finished_at=uow.now())
            )

    def ask_for_change(self, order_id: str) -> str:
        asked = self.client.post(f"/orders/{order_id}/change-requests", CHANGE_REQUEST)
        change_request_id: str = asked.json()["id"]
        return change_request_id

    def rows_left(self, company_id: UUID, tables: Iterator[sa.Table]) -> dict[str, int]:
        """Count the rows of a company by table, empty ones left out."""
        with self.database.read() as uow:
            counts = {
                table.name: uow.connection.scalar(
                    sa.select(sa.func.count()).select_from(table).where(table.c.company_id == company_id)
                )
                for table in tables
            }
        return {name: count for name, count in counts.items() if count}


@contextmanager
def running_house(database: Database, customer: Customer, folder: Path) -> Iterator[House]:
    """Serve the application as the customer, on a folder of files."""
    settings = Settings(data=folder, public_url=PUBLIC_URL, rate_limit_per_minute=0)
    storage = open_storage(settings)
    outbound = CheckedOutbound(settings)
    parts = Parts(settings, database, storage, outbound)
    context = JobContext(database, storage, outbound, settings)
    with TestClient(create_app(parts), base_url="http://testserver.local", raise_server_exceptions=False) as web:
        yield House(web, IntegrateClient(web, customer.api_key), context)
