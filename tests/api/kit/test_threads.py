"""Nobody waits for the world outside on a database thread."""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event

import pytest
from litestar.concurrency import set_asyncio_executor
from litestar.testing import TestClient
from tests.support.customers import make_customer
from tests.support.http import PREFIX, Parts

from planroom.entrypoints.api.app import create_app
from planroom.features.companies.routes import handlers
from planroom.features.users.service.authenticating import authenticate
from planroom.infra.database.unit_of_work import Database
from planroom.infra.outbound.client import CheckedOutbound
from planroom.infra.settings import Settings


@pytest.fixture
def one_database_thread() -> Iterator[None]:
    """As in a process that serves SQLite."""
    with ThreadPoolExecutor(max_workers=1) as threads:
        set_asyncio_executor(threads)
        yield
        set_asyncio_executor(None)


@pytest.mark.usefixtures("one_database_thread")
def test_a_name_server_that_does_not_answer_holds_up_only_who_asked(embedded: Database, tmp_path: Path) -> None:
    asked, answered = Event(), Event()

    def resolver(_host: str) -> Sequence[str]:
        asked.set()
        answered.wait(60)
        return ["1.1.1.1"]

    settings = Settings(data=tmp_path)
    parts = Parts(settings, embedded, outbound=CheckedOutbound(settings, resolver), authenticate=authenticate)
    headers = {"api-key": make_customer(embedded).api_key}
    with TestClient(create_app(parts, handlers)) as client, ThreadPoolExecutor(max_workers=1) as caller:
        body = {"webhook_urls": ["https://slow.example/hook"]}
        waiting = caller.submit(client.patch, PREFIX + "/companies/webhook", json=body, headers=headers)
        assert asked.wait(60)
        assert client.get(PREFIX + "/companies/info", headers=headers).json()["webhook_urls"] == []
        assert not waiting.done()
        answered.set()
        assert waiting.result().json()["webhook_urls"] == ["https://slow.example/hook"]
