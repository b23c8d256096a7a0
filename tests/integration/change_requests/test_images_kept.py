"""Images of change requests: fetched in the background, kept, or marked with the reason."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa
from tests.support.blueprints import blueprint_png
from tests.support.bodies import NEW_ORDER
from tests.support.customers import Customer
from tests.support.production import deliver
from tests.support.raw_server import Behaviour, RawServer
from tests.support.sources import Flaky, file, redirect, serving_sources, silence, status, stream

from planroom.features.change_requests.jobs import fetch_image, tell_given_up
from planroom.features.change_requests.models import ChangeRequestImage, NewChangeRequest, change_request_images
from planroom.features.change_requests.pictures import GIVEN_UP, NO_URL
from planroom.features.change_requests.rules import MAX_IMAGES, ImageState
from planroom.features.change_requests.service.asking import request_changes
from planroom.features.change_requests.service.looking import get_change_request
from planroom.features.deliverables.rules import ProductRange
from planroom.features.orders.service.placing import create_order
from planroom.infra.database.unit_of_work import Database
from planroom.infra.jobs.context import JobContext
from planroom.infra.jobs.draining import drain
from planroom.infra.outbound.client import CheckedOutbound
from planroom.infra.settings import MEBIBYTE, Settings
from planroom.infra.storage.objects import MemoryStorage

PICTURE = blueprint_png()
METADATA_SERVICE = "http://169.254.169.254/latest"


@pytest.fixture
def context(database: Database, tmp_path: Path) -> JobContext:
    """What jobs get, with short patience and the loopback allowed."""
    settings = Settings(data=tmp_path, allow_private_addresses=True, fetch_timeout_seconds=0.5)
    return JobContext(database, MemoryStorage(), CheckedOutbound(settings), settings)


@pytest.fixture
def server() -> Iterator[RawServer]:
    addresses: dict[str, Behaviour] = {
        "/photo.png": file(PICTURE),
        "/page.html": file(b"<html><script>alert(1)</script></html>"),
        "/drawing.svg": file(b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
        "/empty.png": file(b""),
        "/endless.png": stream(30 * MEBIBYTE),
        "/inside.png": redirect(METADATA_SERVICE),
        "/silent.png": silence,
        "/secret.png": status("403 Forbidden"),
        "/flaky.png": Flaky(1, PICTURE),
    }
    with serving_sources(addresses) as opened:
        yield opened


class Asking:
    """Asks for changes with images and fetches them, as the service does."""

    def __init__(self, context: JobContext, customer: Customer) -> None:
        self.context = context
        self.database = context.database
        self._customer = customer
        with self.database.write() as uow:
            self._order_id = create_order(uow, customer.actor(uow), NEW_ORDER).id
        deliver(self.database, self._order_id)

    def ask(self, *urls: str) -> UUID:
        new = NewChangeRequest([ProductRange.PRODUCTS_2D], "See the images.", list(urls))
        with self.database.write() as uow:
            return request_changes(uow, self._customer.actor(uow), self._order_id, new).id

    def images(self, asked: UUID) -> list[ChangeRequestImage]:
        with self.database.read() as uow:
            full = get_change_request(uow, self._customer.actor(uow), self._order_id, asked)
        return list(full.images)

    def fetch(self, asked: UUID, attempt: int = 1) -> ChangeRequestImage:
        [image] = self.images(asked)
        fetch_image(self.context, str(image.id), attempt)
        return self.images(asked)[0]


@pytest.fixture
def asking(context: JobContext, customer: Customer) -> Asking:
    return Asking(context, customer)


def test_an_image_is_kept_with_its_true_type(asking: Asking, server: RawServer) -> None:
    asked = asking.ask(f"{server.url}/photo.png?size=large")
    assert asking.images(asked)[0].state is ImageState.WAITING

    image = asking.fetch(asked)

    assert (image.state, image.media_type, image.size, image.message) == (
        ImageState.KEPT,
        "image/png",
        len(PICTURE),
        None,
    )
    assert image.storage_key is not None
    assert asking.context.storage.get(image.storage_key) == PICTURE


def test_a_second_run_changes_nothing(asking: Asking, server: RawServer) -> None:
    asked = asking.ask(f"{server.url}/photo.png")
    first = asking.fetch(asked)
    assert asking.fetch(asked) == first
    assert len(server.requests) == 1


@pytest.mark.parametrize("url", ["string", "", "ftp://example.com/a.png", "www.example.com/a.png", "javascript:x"])
def test_what_is_no_address_is_marked_at_once(asking: Asking, url: str) -> None:
    [image] = asking.images(asking.ask(url))
    assert (image.url, image.state, image.message) == (url, ImageState.FAILED, NO_URL)


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/page.html", "is no picture"),
        ("/drawing.svg", "is no picture"),
        ("/empty.png", "is no picture"),
        ("/endless.png", "is larger than 20 MB"),
        ("/inside.png", "points at a private or special address"),
        ("/secret.png", "its server answered 403"),
        ("/lost.png", "its server answered 404"),
        ("http://", "is not a complete http or https address"),
        (METADATA_SERVICE, "points at a private or special address"),
    ],
)
def test_what_cannot_be_fetched_is_marked_with_the_reason(
    asking: Asking, server: RawServer, path: str, words: str
) -> None:
    image = asking.fetch(asking.ask(path if "://" in path else server.url + path))
    assert image.state is ImageState.FAILED
    assert words in (image.message or "")
    assert (image.token, image.storage_key) == (None, None)


def test_a_server_that_fails_is_asked_again(asking: Asking, server: RawServer) -> None:
    asked = asking.ask(f"{server.url}/flaky.png")
    waiting = asking.fetch(asked)
    assert (waiting.state, waiting.attempts) == (ImageState.WAITING, 1)
    assert asking.fetch(asked) == waiting
    assert asking.fetch(asked, attempt=2).state is ImageState.KEPT


def test_a_server_that_stays_silent_is_given_up(asking: Asking, server: RawServer) -> None:
    asked = asking.ask(f"{server.url}/silent.png")
    for attempt in (1, 2, 3):
        image = asking.fetch(asked, attempt)
    assert (image.state, "did not arrive in time" in (image.message or "")) == (ImageState.FAILED, True)


def test_an_image_whose_job_fails_for_a_reason_of_ours_is_marked(asking: Asking) -> None:
    [image] = asking.images(asking.ask("https://photos.example.com/1.png"))
    with asking.database.write() as uow:
        tell_given_up(uow, RuntimeError(), str(image.id), 1)
    with asking.database.read() as uow:
        kept = uow.connection.execute(sa.select(change_request_images.c.state, change_request_images.c.message)).one()
    assert tuple(kept) == (ImageState.FAILED, GIVEN_UP)


def test_every_image_is_fetched_by_a_worker_beside_those_that_are_none(asking: Asking, server: RawServer) -> None:
    urls = ["string", *[f"{server.url}/photo.png"] * (MAX_IMAGES - 1)]
    asked = asking.ask(*urls)

    drain(asking.context)

    images = asking.images(asked)
    assert [image.url for image in images] == urls
    assert [image.state for image in images] == [ImageState.FAILED] + [ImageState.KEPT] * (MAX_IMAGES - 1)
    tokens: set[Any] = {image.token for image in images[1:]}
    assert len(tokens) == MAX_IMAGES - 1
