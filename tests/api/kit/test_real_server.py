"""The API behind the real server: what a test client in the same process cannot show."""

import json
import socket
from collections.abc import Iterator
from contextlib import suppress
from itertools import repeat
from pathlib import Path

import httpx
import pytest
from tests.support.customers import make_customer
from tests.support.http import PREFIX
from tests.support.served import served

from planroom.infra.database.unit_of_work import Database
from planroom.infra.settings import Settings

COMPANY = PREFIX + "/companies/info"


@pytest.fixture
def log(tmp_path: Path) -> Path:
    return tmp_path / "log"


@pytest.fixture
def server(embedded: Database, sqlite_url: str, tmp_path: Path, log: Path) -> Iterator[httpx.Client]:
    settings = Settings(data=tmp_path, database_url=sqlite_url, log_json=True, max_body_bytes=10_000)
    headers = {"api-key": make_customer(embedded).api_key}
    with (
        served(settings, log) as running,
        httpx.Client(base_url=running.url, headers=headers, trust_env=False, timeout=60) as client,
    ):
        yield client


def test_the_service_works_behind_the_real_server(server: httpx.Client, log: Path) -> None:
    reply = server.get(COMPANY, headers={"x-request-id": "from-afar"})
    assert (reply.status_code, reply.json()["profile"]["name"]) == (200, "Example Homes")
    assert reply.headers["x-request-id"] == "from-afar"

    assert server.get(PREFIX + "/nope").json()["code"] == "not_found"
    assert server.post(PREFIX + "/orders", json={}).status_code == 400
    assert server.get("/docs").status_code == 200

    lines = [json.loads(line) for line in log.read_text().splitlines()]
    (line,) = [line for line in lines if line.get("request_id") == "from-afar"]
    assert (line["event"], line["path"], line["status"]) == ("http.request", COMPANY, 200)


def test_a_client_that_sends_too_much_sees_why_it_is_refused(server: httpx.Client) -> None:
    for kilobytes in (11, 200, 3000):
        for content in (b"x" * 1000 * kilobytes, iter([b"x" * 1000] * kilobytes)):
            reply = server.post(PREFIX + "/orders", content=content)
            assert (reply.status_code, reply.json()["code"]) == (413, "body_too_large")


def test_a_body_without_end_is_left_at_last(server: httpx.Client) -> None:
    # The client may be hung up on while it is sending: whether it then sees the answer is the network's affair.
    with suppress(httpx.TransportError):
        server.post(PREFIX + "/orders", content=repeat(b"x" * 100_000))
    assert server.get(COMPANY).status_code == 200


MISBEHAVIOUR = [
    b"nonsense\r\n\r\n",
    b"GET / HTTP/1.1\r\n\r\n",
    b"GET " + b"/" * 100_000 + b" HTTP/1.1\r\nhost: a\r\n\r\n",
    b"GET / HTTP/1.1\r\nhost: a\r\n" + b"x: y\r\n" * 10_000 + b"\r\n",
    b"POST " + PREFIX.encode() + b"/orders HTTP/1.1\r\nhost: a\r\ncontent-length: 100\r\n\r\n{",
    b"POST " + PREFIX.encode() + b"/orders HTTP/1.1\r\nhost: a\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n",
]


def test_a_client_that_misbehaves_disturbs_nobody(server: httpx.Client, log: Path) -> None:
    address = (server.base_url.host, server.base_url.port or 80)
    for sent in MISBEHAVIOUR:
        with socket.create_connection(address, timeout=30) as connection, suppress(OSError):
            connection.sendall(sent)
            connection.shutdown(socket.SHUT_WR)
            while connection.recv(65536):
                pass
        assert server.get(COMPANY).status_code == 200
    assert [line for line in log.read_text().splitlines() if json.loads(line)["level"] == "error"] == []
