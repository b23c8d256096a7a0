"""POST /uploads, the address that it gives, and orders made from it (contract 3.4 and 3.8)."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx
import pytest
import sqlalchemy as sa
from litestar.testing import TestClient
from tests.support.blueprints import blueprint_png
from tests.support.bodies import CHANGE_REQUEST, SMALL_ORDER
from tests.support.clock import FixedClock
from tests.support.customers import Customer
from tests.support.forms import BOUNDARY, CONTENT_TYPE, file_part, form, text_part
from tests.support.integrate import PUBLIC_URL, IntegrateClient, Parts
from tests.support.production import deliver

from planroom.entrypoints.api.app import create_app
from planroom.features.plans.jobs import fetch, read
from planroom.features.plans.models import plan_readings
from planroom.features.plans.service import find_current_revision
from planroom.features.uploads.jobs import remove_unused
from planroom.features.uploads.models import uploads
from planroom.infra.database.unit_of_work import Database
from planroom.infra.jobs.context import JobContext
from planroom.infra.outbound.client import CheckedOutbound
from planroom.infra.settings import MEBIBYTE, Settings
from planroom.infra.storage.objects import ObjectStorage, open_storage

HEADERS = {"content-type": CONTENT_TYPE}
LIMIT_BYTES = MEBIBYTE


class House:
    """The application on a folder of files, so that a test sees what is kept."""

    def __init__(self, web: httpx.Client, client: IntegrateClient, context: JobContext, folder: Path) -> None:
        self.web = web
        self.client = client
        self.context = context
        self._folder = folder

    def upload(self, content: bytes, name: str = "plan.png") -> dict[str, Any]:
        reply = self.client.post_raw("/uploads", form(file_part(content, name)), HEADERS)
        assert reply.status_code == 200, reply.text
        uploaded: dict[str, Any] = reply.json()
        return uploaded

    def kept_files(self) -> list[bytes]:
        return [path.read_bytes() for path in (self._folder / "files").rglob("*") if path.is_file()]


@pytest.fixture
def house(database: Database, customer: Customer, tmp_path: Path) -> Iterator[House]:
    settings = Settings(data=tmp_path, public_url=PUBLIC_URL, rate_limit_per_minute=0, max_upload_bytes=LIMIT_BYTES)
    storage: ObjectStorage = open_storage(settings)
    outbound = CheckedOutbound(settings)
    parts = Parts(settings, database, storage, outbound)
    context = JobContext(database, storage, outbound, settings)
    with TestClient(create_app(parts), base_url="http://testserver.local", raise_server_exceptions=False) as web:
        yield House(web, IntegrateClient(web, customer.api_key), context, tmp_path)


def test_a_file_gets_an_address_at_which_it_can_be_read(house: House, clock: FixedClock) -> None:
    content = blueprint_png()
    uploaded = house.upload(content, "Ground Floor.pdf")
    path = uploaded.pop("url").removeprefix(PUBLIC_URL)

    assert UUID(uploaded.pop("id")).version == 7
    assert len(uploaded.pop("sha256")) == 64
    assert uploaded == {
        "file_name": "Ground-Floor.png",
        "media_type": "image/png",
        "size": len(content),
        "created_at": clock.now().timestamp(),
        "expires_at": clock.now().timestamp() + 72 * 3600,
    }
    reply = house.web.get(path)
    assert (reply.status_code, reply.headers["content-type"], reply.content) == (200, "image/png", content)
    assert house.web.get(path.replace("Ground", "Other")).status_code == 404


def test_an_order_from_an_upload_is_read_without_a_call(house: House, customer: Customer) -> None:
    url = house.upload(blueprint_png())["url"]

    order = house.client.post("/orders", {**SMALL_ORDER, "source": url, "info": "width 38'6\""}).json()
    with house.context.database.read() as uow:
        reading_id = uow.connection.scalar(sa.select(plan_readings.c.id))
    fetch(house.context, str(reading_id), 1)
    read(house.context, str(reading_id), 1)

    with house.context.database.read() as uow:
        revision = find_current_revision(uow, company_id=customer.company_id, order_id=UUID(order["id"]))
    assert revision is not None
    assert len(revision.plan.storeys[0].rooms) == 2


def test_the_uploads_of_another_company_are_not_found(house: House, stranger: Customer) -> None:
    url = house.upload(blueprint_png())["url"]
    other = house.client.with_key(stranger.api_key)

    reply = other.post("/orders", {**SMALL_ORDER, "source": ["https://drawings.example.com/1.png", url]})
    assert reply.status_code == 400
    fault = {"loc": ["source", 1], "msg": "upload not found", "type": "value_error.upload_not_found"}
    assert reply.json()["validation_error"]["body_params"] == [fault]

    reply = other.post("/orders", {"source": url, "city": "Oslo", "country": "Norway"})
    assert [fault["loc"] for fault in reply.json()["validation_error"]["body_params"]] == [["street"], ["source"]]


def test_an_upload_that_nobody_made_is_not_found(house: House) -> None:
    reply = house.client.post("/orders", {**SMALL_ORDER, "source": f"{PUBLIC_URL}/uploads/abc/plan.png"})
    assert reply.json()["validation_error"]["body_params"][0]["loc"] == ["source"]


def test_an_upload_can_be_an_image_of_a_change_request(house: House, clock: FixedClock) -> None:
    order_id = house.client.post("/orders", SMALL_ORDER).json()["id"]
    deliver(house.context.database, UUID(order_id))
    content = blueprint_png()
    photo, scan = house.upload(content), house.upload(b"PK\x03\x04", "scan.zip")
    body = {**CHANGE_REQUEST, "img_urls": [photo["url"], scan["url"], f"{PUBLIC_URL}/uploads/abc/photo.png"]}
    asked = house.client.post(f"/orders/{order_id}/change-requests", body).json()["id"]

    images = house.client.get(f"/orders/{order_id}/change-requests/{asked}").json()["images"]

    assert [image["state"] for image in images] == ["kept", "failed", "failed"]
    assert ["is no picture" in images[1]["message"], "is no upload" in images[2]["message"]] == [True, True]
    reply = house.web.get(images[0]["kept_url"].removeprefix(PUBLIC_URL))
    assert (reply.status_code, reply.headers["content-type"], reply.content) == (200, "image/png", content)
    clock.advance(72 * 3600)
    remove_unused(house.context, photo["id"])
    assert house.web.get(images[0]["kept_url"].removeprefix(PUBLIC_URL)).status_code == 200


def test_an_upload_that_nothing_uses_is_removed_after_its_time(house: House, clock: FixedClock) -> None:
    unused, used = house.upload(b"%PDF-1.7 unused"), house.upload(b"%PDF-1.7 used")
    house.client.post("/orders", {**SMALL_ORDER, "source": used["url"]})
    remove_unused(house.context, unused["id"])
    assert len(house.kept_files()) == 2

    clock.advance(72 * 3600)
    for upload in (unused, unused, used):
        remove_unused(house.context, upload["id"])

    assert house.kept_files() == [b"%PDF-1.7 used"]
    assert house.client.post("/orders", {**SMALL_ORDER, "source": unused["url"]}).status_code == 400
    assert house.web.get(unused["url"].removeprefix(PUBLIC_URL)).status_code == 404
    assert house.web.get(used["url"].removeprefix(PUBLIC_URL)).content == b"%PDF-1.7 used"


WHOLE = form(file_part(b"%PDF-1.7\n" * 1000))
REFUSED = [
    pytest.param(WHOLE[: len(WHOLE) // 2], CONTENT_TYPE, 400, "value_error.form", id="breaks off in the file"),
    pytest.param(WHOLE[:20], CONTENT_TYPE, 400, "value_error.form", id="breaks off at once"),
    pytest.param(b"", CONTENT_TYPE, 400, "value_error.form", id="empty body"),
    pytest.param(b"no form at all", CONTENT_TYPE, 400, "value_error.form", id="no form"),
    pytest.param(WHOLE, "multipart/form-data", 400, "value_error.form", id="no boundary"),
    pytest.param(form(text_part("plan.png", "file")), CONTENT_TYPE, 400, "value_error.missing", id="a text, no file"),
    pytest.param(form(file_part(b"", "")), CONTENT_TYPE, 400, "value_error.missing", id="nothing was chosen"),
    pytest.param(form(file_part(b"")), CONTENT_TYPE, 400, "value_error.file.empty", id="an empty file"),
    pytest.param(
        form(text_part("x" * 30_000, "note")), CONTENT_TYPE, 400, "value_error.any_str.max_length", id="a long text"
    ),
    pytest.param(form(file_part(b"x" * (LIMIT_BYTES + 1))), CONTENT_TYPE, 413, "file_too_large", id="too large"),
    pytest.param(form(file_part(b"x" * LIMIT_BYTES * 3)), CONTENT_TYPE, 413, "file_too_large", id="far too large"),
    pytest.param(form(file_part(b"x"), file_part(b"y")), CONTENT_TYPE, 413, "file_too_large", id="two files"),
    pytest.param(b'{"file": "x"}', "application/json", 415, "form_expected", id="JSON"),
]


@pytest.mark.parametrize(("body", "content_type", "status", "code"), REFUSED)
def test_what_is_no_whole_file_is_refused_and_nothing_of_it_is_kept(
    house: House, body: bytes, content_type: str, status: int, code: str
) -> None:
    reply = house.client.post_raw("/uploads", body, {"content-type": content_type})

    assert (reply.status_code, code in reply.text) == (status, True), reply.text
    assert house.kept_files() == []
    with house.context.database.read() as uow:
        assert uow.connection.scalar(sa.select(sa.func.count()).select_from(uploads)) == 0


def test_a_file_of_the_largest_size_is_taken_whatever_stands_in_it(house: House) -> None:
    content = (f"\r\n--{BOUNDARY[:-1]}\r\n".encode() * LIMIT_BYTES)[:LIMIT_BYTES]
    assert house.upload(content)["size"] == LIMIT_BYTES
    assert house.kept_files() == [content]


def test_the_same_upload_with_an_idempotency_key_is_kept_once(house: House) -> None:
    headers = {**HEADERS, "idempotency-key": "one"}
    first, again = (house.client.post_raw("/uploads", form(file_part(b"%PDF-1.7")), headers) for _ in range(2))
    assert (first.json(), again.headers["idempotency-replayed"]) == (again.json(), "true")
    assert house.kept_files() == [b"%PDF-1.7"]


@pytest.mark.parametrize("key", [None, "pk_live_wrong"])
def test_a_stranger_is_refused_before_the_file_is_read(house: House, key: str | None) -> None:
    reply = house.client.with_key(key).post_raw("/uploads", b"no form at all", HEADERS)
    assert reply.status_code == 401
