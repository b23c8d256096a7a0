"""Fixtures for stories: the application, its jobs, a customer's file server and a customer's receiver."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.support.blueprints import blank_png, blueprint_png, huge_png, truncated_png
from tests.support.customer_fixtures import all_jobs_known, customer, listeners
from tests.support.customers import Customer, make_operator
from tests.support.desk import serving_desk
from tests.support.raw_server import Behaviour, RawServer
from tests.support.receiver import Receiver, running_receiver
from tests.support.sources import Flaky, file, redirect, serving_sources, silence, status, stream
from tests.support.town import Town

from planroom.features.companies.rules import Trigger
from planroom.infra.database.unit_of_work import Database
from planroom.infra.jobs.context import JobContext
from planroom.infra.outbound.client import CheckedOutbound
from planroom.infra.settings import MEBIBYTE, Settings
from planroom.infra.storage.objects import MemoryStorage

__all__ = ["all_jobs_known", "customer", "listeners"]

LIMITS: dict[str, Any] = {
    "allow_private_addresses": True,
    "fetch_timeout_seconds": 1.0,
    "max_source_bytes": 20 * MEBIBYTE,
}


@pytest.fixture
def sources() -> Iterator[RawServer]:
    """A customer's file server."""
    addresses: dict[str, Behaviour] = {
        "/house.png": file(blueprint_png()),
        "/upstairs.png": file(blueprint_png(3)),
        "/blank.png": file(blank_png()),
        "/text.png": file(b"this is no picture"),
        "/huge.png": file(huge_png()),
        "/truncated.png": file(truncated_png()),
        "/large.png": stream(60 * MEBIBYTE),
        "/inside.png": redirect("http://169.254.169.254/latest/meta-data"),
        "/silent.png": silence,
        "/down.png": status("503 Service Unavailable"),
        "/flaky.png": Flaky(2, blueprint_png()),
    }
    with serving_sources(addresses) as opened:
        yield opened


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    """A customer's server."""
    with running_receiver() as opened:
        yield opened


@pytest.fixture
def town(
    database: Database, customer: Customer, sources: RawServer, receiver: Receiver, tmp_path: Path
) -> Iterator[Town]:
    """Everything, with the customer's webhook set to every trigger."""
    storage = MemoryStorage()
    settings = Settings(data=tmp_path, **LIMITS)
    context = JobContext(database, storage, CheckedOutbound(settings), settings)
    with serving_desk(database, tmp_path, make_operator(database), storage, **LIMITS) as desk:
        company = desk.as_company(customer.api_key)
        hook = {"webhook_urls": [f"{receiver.url}/hook"], "webhook_triggers": list(Trigger)}
        assert company.patch("/companies/webhook", hook).status_code == 200
        yield Town(desk, company, context, sources, receiver)
