"""The HTTP layer with routes of its own."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from tests.support.http import ships_api

from planroom.infra.database.engine import open_engines
from planroom.infra.database.unit_of_work import Database
from planroom.infra.jobs.engine import DbosJobQueue
from planroom.kit.clock import SystemClock


@pytest.fixture
def settings() -> dict[str, Any]:
    """Settings beside the defaults; override it in a test module that needs some."""
    return {}


@pytest.fixture
def embedded(sqlite_url: str) -> Iterator[Database]:
    """One database of the quicker kind: these tests are about HTTP."""
    engines = open_engines(sqlite_url)
    yield Database(engines, SystemClock(), DbosJobQueue(engines), {})
    engines.dispose()


@pytest.fixture
def api(embedded: Database, tmp_path: Path, settings: dict[str, Any]) -> Iterator[httpx.Client]:
    """The application, called with the good key."""
    with ships_api(embedded, tmp_path, **settings) as client:
        yield client
