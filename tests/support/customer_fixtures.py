"""Fixtures of a customer with the real listeners; a folder's conftest imports them."""

import pytest
from tests.support.customers import Customer, make_customer

from planroom import bootstrap
from planroom.infra.database.unit_of_work import Database, Listeners

__all__ = ["all_jobs_known", "customer", "listeners", "stranger"]


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
def stranger(database: Database) -> Customer:
    """Another company."""
    return make_customer(database, email="somebody@elsewhere.example")
