"""The assembled application with its pages, called by an operator at the production desk or by a browser."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
from litestar.testing import TestClient
from tests.support.integrate import PUBLIC_URL, IntegrateClient, Json, Parts

from planroom.entrypoints.api.app import create_app, discover_routes
from planroom.entrypoints.console.pages import routes as console_routes
from planroom.infra.database.unit_of_work import Database
from planroom.infra.http.routing import PRODUCTION_PREFIX
from planroom.infra.outbound.client import CheckedOutbound
from planroom.infra.settings import Settings
from planroom.infra.storage.objects import MemoryStorage
from planroom.infra.storage.port import Storage


class DeskClient:
    """Calls the production API with one key, and addresses that need none."""

    def __init__(self, client: httpx.Client, operator_key: str | None) -> None:
        self._client = client
        self._headers = {"api-key": operator_key} if operator_key else {}

    def get(self, path: str, **query: Any) -> httpx.Response:  # noqa: ANN401 — query parameters of any kind
        return self._client.get(PRODUCTION_PREFIX + path, headers=self._headers, params=query)

    def post(self, path: str, body: Json = None, headers: Mapping[str, str] | None = None) -> httpx.Response:
        every = {**self._headers, **(headers or {})}
        return self._client.post(PRODUCTION_PREFIX + path, headers=every, json=body)

    def put(self, path: str, body: Json, headers: Mapping[str, str] | None = None) -> httpx.Response:
        every = {**self._headers, **(headers or {})}
        return self._client.put(PRODUCTION_PREFIX + path, headers=every, json=body)

    def send(self, method: str, path: str, body: Json | bytes) -> httpx.Response:
        """Send a body that is a JSON value, or bytes as they are."""
        content = body if isinstance(body, bytes) else json.dumps(body)
        return self._client.request(method, PRODUCTION_PREFIX + path, headers=self._headers, content=content)

    def with_key(self, operator_key: str | None) -> "DeskClient":
        return DeskClient(self._client, operator_key)

    def as_company(self, api_key: str | None) -> IntegrateClient:
        return IntegrateClient(self._client, api_key)

    def open(self, method: str, path: str, headers: Mapping[str, str] | None = None) -> httpx.Response:
        """Open an address of the server without a key."""
        return self._client.request(method, path.removeprefix(PUBLIC_URL), headers=dict(headers or {}))

    def send_form(self, path: str, form: Mapping[str, str]) -> httpx.Response:
        """Send a page's form, as a browser does."""
        return self._client.post(path, data=dict(form))

    def send_files(self, path: str, content: bytes, content_type: str) -> httpx.Response:
        """Send a form to an address without a key, and do not follow where it leads."""
        headers = {"content-type": content_type}
        path = path.removeprefix(PUBLIC_URL)
        return self._client.post(path, content=content, headers=headers, follow_redirects=False)


@contextmanager
def serving_desk(
    database: Database,
    folder: Path,
    operator_key: str | None,
    storage: Storage | None = None,
    **settings: Any,  # noqa: ANN401 — any setting
) -> Iterator[DeskClient]:
    """Serve the application with the console in this process, as the server does."""
    built = Settings(
        data=folder, **{"public_url": PUBLIC_URL, "rate_limit_per_minute": 0, "sign_ins_per_minute": 0, **settings}
    )
    parts = Parts(built, database, storage or MemoryStorage(), CheckedOutbound(built))
    app = create_app(parts, [*discover_routes(), *console_routes])
    with TestClient(app, base_url="http://testserver.local", raise_server_exceptions=False) as client:
        yield DeskClient(client, operator_key)
