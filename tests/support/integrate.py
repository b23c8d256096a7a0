"""The assembled HTTP application, called as a client of the Integrate API calls it."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
from litestar.testing import TestClient

from planroom.entrypoints.api.app import create_app
from planroom.features.users.service.authenticating import authenticate
from planroom.infra.database.unit_of_work import Database
from planroom.infra.http.credentials import Authenticator
from planroom.infra.http.routing import INTEGRATE_PREFIX
from planroom.infra.outbound.client import CheckedOutbound
from planroom.infra.outbound.port import Outbound
from planroom.infra.settings import Settings
from planroom.infra.storage.objects import MemoryStorage
from planroom.infra.storage.port import Storage

PUBLIC_URL = "https://plans.example.com"

Json = Any


@dataclass(frozen=True)
class Parts:
    """What the application is built from."""

    settings: Settings
    database: Database
    storage: Storage
    outbound: Outbound
    authenticate: Authenticator = authenticate


class IntegrateClient:
    """Calls the Integrate API with one key."""

    def __init__(self, client: httpx.Client, api_key: str | None) -> None:
        self._client = client
        self._headers = {b"api-key": api_key.encode()} if api_key else {}

    def get(self, path: str, **query: Any) -> httpx.Response:  # noqa: ANN401 — query parameters of any kind
        return self._client.get(INTEGRATE_PREFIX + path, headers=self._headers, params=query)

    def get_with_headers(self, path: str, headers: Mapping[str, str]) -> httpx.Response:
        return self._client.get(INTEGRATE_PREFIX + path, headers={**self._headers, **_as_bytes(headers)})

    def post(self, path: str, body: Json) -> httpx.Response:
        return self._client.post(INTEGRATE_PREFIX + path, headers=self._headers, json=body)

    def patch(self, path: str, body: Json) -> httpx.Response:
        return self._client.patch(INTEGRATE_PREFIX + path, headers=self._headers, json=body)

    def delete(self, path: str) -> httpx.Response:
        return self._client.delete(INTEGRATE_PREFIX + path, headers=self._headers)

    def post_raw(self, path: str, content: bytes, headers: Mapping[str, str] | None = None) -> httpx.Response:
        return self.send("POST", path, content, headers)

    def send(
        self, method: str, path: str, content: bytes = b"", headers: Mapping[str, str] | None = None
    ) -> httpx.Response:
        every = {**self._headers, **_as_bytes({"content-type": "application/json", **(headers or {})})}
        return self._client.request(method, INTEGRATE_PREFIX + path, headers=every, content=content)

    def with_key(self, api_key: str | None) -> "IntegrateClient":
        return IntegrateClient(self._client, api_key)

    def with_token(self, token: str) -> "IntegrateClient":
        """Call as a user who is signed in; see tests/support/people.py."""
        client = IntegrateClient(self._client, None)
        client._headers = {b"authorization": f"Bearer {token}".encode()}
        return client


def _as_bytes(headers: Mapping[str, str]) -> dict[bytes, bytes]:
    return {name.encode(): value.encode() for name, value in headers.items()}


@contextmanager
def serving(database: Database, folder: Path, api_key: str | None, **settings: Any) -> Iterator[IntegrateClient]:  # noqa: ANN401 — any setting
    """Serve the application in this process; ``settings`` go beside a public URL and a data folder."""
    built = Settings(
        data=folder, **{"public_url": PUBLIC_URL, "rate_limit_per_minute": 0, "sign_ins_per_minute": 0, **settings}
    )
    parts = Parts(built, database, MemoryStorage(), CheckedOutbound(built))
    with TestClient(create_app(parts), base_url="http://testserver.local", raise_server_exceptions=False) as client:
        yield IntegrateClient(client, api_key)
