"""Made-up requests get no server error, and no reply that the OpenAPI document does not tell of."""

from pathlib import Path

import pytest
from tests.support.customers import Customer, make_operator
from tests.support.fuzzing import SEED, fuzz, make_work
from tests.support.served import served

from planroom.infra.database.unit_of_work import Database
from planroom.infra.http.routing import INTEGRATE_PREFIX, PRODUCTION_PREFIX
from planroom.infra.settings import Settings

BRIEFLY = ("--seed", str(SEED), "--phases", "examples,stateful", "--max-time", "12")


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """One database will do here; `make fuzz` takes both."""
    return sqlite_url


@pytest.mark.parametrize("prefix", [INTEGRATE_PREFIX, PRODUCTION_PREFIX])
def test_made_up_requests_are_answered_as_the_document_says(
    database: Database, database_url: str, customer: Customer, tmp_path: Path, prefix: str
) -> None:
    key = customer.api_key if prefix == INTEGRATE_PREFIX else make_operator(database)
    make_work(database, customer)
    settings = Settings(data=tmp_path / "data", database_url=database_url, rate_limit_per_minute=0)
    with served(settings, tmp_path / "log") as server:
        ended = fuzz(server, key, prefix, *BRIEFLY)

    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert "No tests were run" not in ended.stdout
