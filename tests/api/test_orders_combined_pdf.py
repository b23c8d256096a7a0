"""GET /orders/{id}/combined-pdf: every page that an order has, as one document (contract 3.4)."""

from io import BytesIO
from pathlib import Path
from uuid import UUID

import pytest
from litestar.testing import TestClient
from pypdf import PdfReader
from tests.support.bodies import SMALL_ORDER
from tests.support.customers import Customer
from tests.support.integrate import PUBLIC_URL, IntegrateClient, Parts
from tests.support.production import deliver, make_model

from planroom.entrypoints.api.app import create_app
from planroom.features.deliverables.jobs import render
from planroom.features.deliverables.service import request_delivery
from planroom.infra.database.unit_of_work import Database
from planroom.infra.http.routing import INTEGRATE_PREFIX
from planroom.infra.jobs.context import JobContext
from planroom.infra.outbound.client import CheckedOutbound
from planroom.infra.settings import Settings
from planroom.infra.storage.objects import MemoryStorage


def test_it_has_every_page_and_an_address_that_needs_no_key(
    database: Database, customer: Customer, tmp_path: Path
) -> None:
    settings = Settings(data=tmp_path, public_url=PUBLIC_URL, rate_limit_per_minute=0)
    parts = Parts(settings, database, MemoryStorage(), CheckedOutbound(settings))
    with TestClient(create_app(parts), base_url="http://testserver.local", raise_server_exceptions=False) as served:
        client = IntegrateClient(served, customer.api_key)
        order_id = client.post("/orders", SMALL_ORDER).json()["id"]
        model_id = make_model(database, UUID(order_id))
        with database.write() as uow:
            asked = request_delivery(uow, company_id=customer.company_id, order_id=UUID(order_id), revision_id=model_id)
        render(JobContext(database, parts.storage, parts.outbound, settings), str(asked.id))

        reply = client.get(f"/orders/{order_id}/combined-pdf")
        address = client.get_with_headers(f"/orders/{order_id}/combined-pdf", {"accept": "application/json"}).json()
        plans = client.get(f"/orders/{order_id}").json()["delivery_assets"]["listing_floorplans"]
        pages = [
            len(PdfReader(BytesIO(served.get(url.removeprefix(PUBLIC_URL)).content)).pages)
            for url in [*plans["pdf_urls"], *plans["pdf_urls_dim"]]
        ]
        without_key = served.get(address["url"].removeprefix(PUBLIC_URL))

    assert (reply.status_code, reply.headers["content-type"]) == (200, "application/pdf")
    assert len(PdfReader(BytesIO(reply.content)).pages) == sum(pages) == 2
    assert list(address) == ["url"]
    assert without_key.content == reply.content
    assert reply.headers["cache-control"] == "private, no-cache", "shared caches would show it to who has no key"
    assert INTEGRATE_PREFIX not in address["url"]


@pytest.mark.parametrize("accept", ["application/pdf", "application/json"])
def test_there_is_none_before_the_first_delivery(client: IntegrateClient, accept: str) -> None:
    order_id = client.post("/orders", SMALL_ORDER).json()["id"]

    reply = client.get_with_headers(f"/orders/{order_id}/combined-pdf", {"accept": accept})

    assert (reply.status_code, reply.json()["code"]) == (409, "order_not_delivered")


def test_a_re_delivery_has_a_document_of_its_own(client: IntegrateClient, database: Database) -> None:
    order_id = client.post("/orders", SMALL_ORDER).json()["id"]
    addresses = []
    for _ in range(2):
        deliver(database, UUID(order_id))
        reply = client.get_with_headers(f"/orders/{order_id}/combined-pdf", {"accept": "application/json"})
        addresses.append(reply.json()["url"])

    assert len(set(addresses)) == 2
    assert all(address.endswith("/combined.pdf") for address in addresses)
