"""A client that a tool made from our OpenAPI document, and nothing else, does the main job."""

import importlib
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from urllib.parse import urlsplit

import httpx
import pytest
from tests.support.customers import Customer
from tests.support.raw_server import RawServer
from tests.support.served import served

from planroom.infra.database.unit_of_work import Database
from planroom.infra.http.routing import INTEGRATE_PREFIX
from planroom.infra.jobs.context import JobContext
from planroom.infra.jobs.draining import drain
from planroom.infra.outbound.client import CheckedOutbound
from planroom.infra.settings import Settings
from planroom.infra.storage.objects import open_storage

PACKAGE = "generated_planroom_client"


class Generated:
    """The generated package; its modules are found by name."""

    def __init__(self, package: ModuleType) -> None:
        self.package = package

    def call(self, tag: str, name: str) -> ModuleType:
        return importlib.import_module(f"{PACKAGE}.api.{tag}.{name}")

    @property
    def models(self) -> ModuleType:
        return importlib.import_module(f"{PACKAGE}.models")


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """One database will do: what is tried is the document."""
    return sqlite_url


@pytest.fixture
def generate(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The folder in which the client is made."""
    monkeypatch.syspath_prepend(str(tmp_path))
    yield tmp_path
    for name in [name for name in sys.modules if name.partition(".")[0] == PACKAGE]:
        del sys.modules[name]


def _generate(folder: Path, url: str) -> Generated:
    document, config = folder / "openapi.json", folder / "config.yml"
    document.write_bytes(httpx.get(f"{url}{INTEGRATE_PREFIX}/openapi.json").raise_for_status().content)
    config.write_text("post_hooks: []\n")
    tool = str(Path(sys.executable).with_name("openapi-python-client"))
    words = ["generate", "--path", str(document), "--meta", "none", "--fail-on-warning"]
    made = subprocess.run(  # noqa: S603 — a tool of ours, with our own words
        [tool, *words, "--output-path", str(folder / PACKAGE), "--config", str(config)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert made.returncode == 0, made.stdout + made.stderr
    return Generated(importlib.import_module(PACKAGE))


def test_a_generated_client_orders_fetches_corrects_and_lists(
    generate: Path, database: Database, database_url: str, customer: Customer, sources: RawServer, tmp_path: Path
) -> None:
    settings = Settings(data=tmp_path / "data", database_url=database_url, allow_private_addresses=True)
    context = JobContext(database, open_storage(settings), CheckedOutbound(settings), settings)
    with served(settings, tmp_path / "log") as server:
        made = _generate(generate, server.url)
        models = made.models
        connected = made.package.AuthenticatedClient(
            base_url=server.url, token=customer.api_key, prefix="", auth_header_name="api-key"
        )
        with connected as client:
            body = models.OrderCreate.from_dict(
                {
                    "street": "Elm Street",
                    "city": "Ames",
                    "country": "United States",
                    "source": f"{sources.url}/house.png",
                }
            )
            key = "a key of ours"
            orders = [
                made.call("orders", "place_an_order").sync(client=client, body=body, idempotency_key=key)
                for _ in range(2)
            ]
            assert isinstance(orders[0], models.OrderRead)
            assert orders[0].id == orders[1].id
            drain(context)

            order = made.call("orders", "get_an_order").sync(orders[0].id, client=client)
            assert order.info.status == models.OrderStatus.READY
            plans = order.delivery_assets.listing_floorplans
            assert [len(urls) for urls in (plans.png_urls, plans.pdf_urls_dim, plans.svg_urls)] == [1, 1, 1]
            picture = httpx.get(server.url + urlsplit(plans.png_urls[0]).path)
            assert (picture.status_code, picture.content[:4]) == (200, b"\x89PNG")

            wish = models.ChangeRequestCreate(products=[models.ProductRange.PRODUCTS_2D], text="It is a pantry.")
            asked = made.call("change_requests", "add_a_change_request_for_an_order").sync(
                order.id, client=client, body=wish
            )
            assert asked.message == "change request sent successfully!"
            listed = made.call("change_requests", "list_change_requests_of_an_order").sync(order.id, client=client)
            assert [item.id for item in listed.items] == [asked.id]

            page = made.call("orders", "list_orders").sync(client=client, status=[models.OrderStatus.FIXING])
            assert ([item.id for item in page.items], page.pagination.has_more) == ([order.id], False)
            refused = made.call("orders", "place_an_order").sync_detailed(
                client=client, body=models.OrderCreate.from_dict({**body.to_dict(), "latitude": 91.0})
            )
            assert refused.status_code == 400
            told = json.loads(refused.content)["validation_error"]["body_params"]
            assert [fault["loc"] for fault in told] == [["latitude"]]
