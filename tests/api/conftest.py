"""Fixtures for tests over the assembled HTTP application."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.support.customer_fixtures import all_jobs_known, customer, listeners, stranger
from tests.support.customers import Customer
from tests.support.integrate import IntegrateClient, serving

from planroom.infra.database.unit_of_work import Database

__all__ = ["all_jobs_known", "client", "customer", "listeners", "settings", "stranger"]


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
