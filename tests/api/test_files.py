"""Files at their public addresses: whole, in part, conditionally, for good, and for nobody who guesses."""

import json
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest
from tests.support.bodies import ORDER
from tests.support.customers import Customer, make_operator
from tests.support.desk import DeskClient, serving_desk
from tests.support.integrate import PUBLIC_URL
from tests.support.logs import logging_to_memory
from tests.support.production import make_model

from planroom.features.deliverables import rendering
from planroom.features.deliverables.jobs import StorageSink
from planroom.features.orders.service.looking import get_for_operator
from planroom.features.orders.service.moving import deliver_for_operator
from planroom.infra.database.unit_of_work import Database
from planroom.infra.settings import LogLevel, Settings
from planroom.infra.storage.objects import MemoryStorage
from planroom.production.artifacts import Artifact, FileKind

MEDIA_TYPES = {
    FileKind.PNG: "image/png",
    FileKind.JPG: "image/jpeg",
    FileKind.SVG: "image/svg+xml",
    FileKind.PDF: "application/pdf",
    FileKind.ZIP: "application/zip",
}


@pytest.fixture
def storage() -> MemoryStorage:
    return MemoryStorage()


@pytest.fixture
def desk(database: Database, storage: MemoryStorage, tmp_path: Path) -> Iterator[DeskClient]:
    with serving_desk(database, tmp_path, make_operator(database), storage) as opened:
        yield opened


class Shop:
    """Delivers an order with small files, as the drawing job does with large ones."""

    def __init__(self, desk: DeskClient, database: Database, storage: MemoryStorage, customer: Customer) -> None:
        self._company = desk.as_company(customer.api_key)
        self._database = database
        self._storage = storage
        self.order_id = self._company.post("/orders", ORDER).json()["id"]

    def deliver(self, content: bytes) -> dict[str, str]:
        """Deliver files that all hold ``content``, and give their addresses by format."""
        sink = StorageSink(self._storage)
        for kind, media_type in MEDIA_TYPES.items():
            sink.put(
                Artifact(kind, f"01-ground-floor.{kind}", media_type, dimensions=False, storey_index=0, content=content)
            )
        model_id = make_model(self._database, UUID(self.order_id))
        with self._database.write() as uow:
            delivery = deliver_for_operator(uow, get_for_operator(uow, UUID(self.order_id)).id, model_id)
            rendering.note_rendered(uow, delivery, sink.files, 100.0)
        plans = self._company.get(f"/orders/{self.order_id}").json()["delivery_assets"]["listing_floorplans"]
        return {kind: plans[f"{kind}_urls"][0] for kind in MEDIA_TYPES}


@pytest.fixture
def shop(desk: DeskClient, database: Database, storage: MemoryStorage, customer: Customer) -> Shop:
    return Shop(desk, database, storage, customer)


@pytest.mark.parametrize("kind", MEDIA_TYPES)
def test_a_file_is_served_with_its_type_and_extension_and_no_key(desk: DeskClient, shop: Shop, kind: FileKind) -> None:
    address = shop.deliver(b"0123456789")[kind]
    assert address.startswith(f"{PUBLIC_URL}/files/")
    assert address.endswith(f"/01-ground-floor.{kind}")
    reply = desk.open("GET", address)
    assert (reply.status_code, reply.content) == (200, b"0123456789")
    assert reply.headers["content-type"] == MEDIA_TYPES[kind]
    assert reply.headers["content-length"] == "10"
    assert "immutable" in reply.headers["cache-control"]


def test_head_tells_the_length_and_sends_nothing(desk: DeskClient, shop: Shop) -> None:
    reply = desk.open("HEAD", shop.deliver(b"0123456789")["png"])
    assert (reply.status_code, reply.headers["content-length"], reply.content) == (200, "10", b"")


def test_a_part_of_a_file_is_served(desk: DeskClient, shop: Shop) -> None:
    reply = desk.open("GET", shop.deliver(b"0123456789")["pdf"], {"range": "bytes=2-4"})
    assert (reply.status_code, reply.content, reply.headers["content-range"]) == (206, b"234", "bytes 2-4/10")


def test_a_part_behind_the_end_is_416(desk: DeskClient, shop: Shop) -> None:
    reply = desk.open("GET", shop.deliver(b"0123456789")["pdf"], {"range": "bytes=10-"})
    assert (reply.status_code, reply.headers["content-range"]) == (416, "bytes */10")


def test_a_file_that_the_caller_has_is_304(desk: DeskClient, shop: Shop) -> None:
    address = shop.deliver(b"0123456789")["svg"]
    tag = desk.open("GET", address).headers["etag"]
    reply = desk.open("GET", address, {"if-none-match": tag})
    assert (reply.status_code, reply.content) == (304, b"")


def test_old_addresses_go_on_serving_the_old_version(desk: DeskClient, shop: Shop) -> None:
    first = shop.deliver(b"version 1")
    second = shop.deliver(b"version 2")
    assert set(first.values()).isdisjoint(second.values())
    assert [desk.open("GET", address).content for address in first.values()] == [b"version 1"] * 5
    assert [desk.open("GET", address).content for address in second.values()] == [b"version 2"] * 5


def test_the_order_of_addresses_is_the_same_in_every_call(desk: DeskClient, shop: Shop, customer: Customer) -> None:
    shop.deliver(b"0123456789")
    company = desk.as_company(customer.api_key)
    assets = [company.get(f"/orders/{shop.order_id}").json()["delivery_assets"] for _ in range(2)]
    assert assets[0] == assets[1] == company.get("/orders").json()["items"][0]["delivery_assets"]


def test_a_wrong_address_is_404_as_json(desk: DeskClient, shop: Shop) -> None:
    address = shop.deliver(b"0123456789")["png"]
    token = address.split("/")[-2]
    wrong = [
        address.replace(".png", ".jpg"),
        address.replace(token, token[:-1] + ("A" if token[-1] != "A" else "B")),
        address.replace(token, token.swapcase()),
        "/files/../files/x.png",
        f"/files/{token}/%00.png",
        f"/files/{'x' * 5000}/x.png",
    ]
    for path in wrong:
        reply = desk.open("GET", path)
        assert (reply.status_code, reply.headers["content-type"]) == (404, "application/json"), path
        assert reply.json()["code"] in {"file_not_found", "not_found"}


def test_files_cannot_be_written_to(desk: DeskClient, shop: Shop) -> None:
    address = shop.deliver(b"0123456789")["png"]
    assert [desk.open(method, address).status_code for method in ("PUT", "POST", "DELETE")] == [405, 405, 405]


@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT", "POST", "DELETE", "OPTIONS"])
def test_the_log_does_not_tell_where_a_file_is(desk: DeskClient, shop: Shop, method: str) -> None:
    address = shop.deliver(b"0123456789")["png"]
    token = address.split("/")[-2]
    view_token = "a-view-token"
    with logging_to_memory(Settings(log_json=True, log_level=LogLevel.DEBUG)) as stream:
        for path in (address, f"{address}/more", f"/view/{view_token}", f"/{token}"):
            desk.open(method, path)
    lines = [line for line in map(json.loads, stream.getvalue().splitlines()) if line["event"] == "http.request"]
    assert [line["method"] for line in lines] == [method] * 4
    assert token not in stream.getvalue()
    assert view_token not in stream.getvalue()
