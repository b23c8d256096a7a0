"""Fixtures for tests over the assembled HTTP application."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.support.customers import Customer, make_customer
from tests.support.integrate import IntegrateClient, serving

from planroom import bootstrap
from planroom.infra.database.unit_of_work import Database, Listeners


@pytest.fixture
def listeners() -> Listeners:
    """The real ones: news travels as in the running service."""
    return bootstrap.listeners()


@pytest.fixture(autouse=True)
def all_jobs_known() -> None:
    """Register the jobs of every feature, as every process does."""
    bootstrap.find_jobs()


@pytest.fixture
def customer(database: Database) -> Customer:
    """A company with its first Manager and a key."""
    return make_customer(database)


@pytest.fixture
def stranger(database: Database, customer: Customer) -> Customer:
    """Another company."""
    return make_customer(database, email="somebody@elsewhere.example")


@pytest.fixture
def settings() -> dict[str, Any]:
    """Settings beside the usual; override it in a test module that needs some."""
    return {}


@pytest.fixture
def client(
    database: Database, customer: Customer, tmp_path: Path, settings: dict[str, Any]
) -> Iterator[IntegrateClient]:
    """Calls the Integrate API as ``customer``."""
    with serving(database, tmp_path, customer.api_key, **settings) as opened:
        yield opened
