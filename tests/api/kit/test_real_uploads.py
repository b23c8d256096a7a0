"""Uploads behind the real server: what they cost, and what is left of those that do not arrive."""

import re
import socket
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

import httpx
import psutil
import pytest
from tests.support.customers import make_customer
from tests.support.forms import BOUNDARY, CONTENT_TYPE, file_part, form
from tests.support.http import PREFIX
from tests.support.served import served

from planroom.infra.database.unit_of_work import Database
from planroom.infra.settings import MEBIBYTE, Settings

LIMIT_BYTES = 100 * MEBIBYTE
PIECE = b"a scan. " * (MEBIBYTE // 8)


class Server(NamedTuple):
    """A running server and the folder of its files."""

    client: httpx.Client
    process_id: int
    api_key: str
    files: Path

    def peak_bytes(self) -> int:
        """The most memory that any of its processes ever held."""
        found = [psutil.Process(self.process_id), *psutil.Process(self.process_id).children(recursive=True)]
        marks = [re.search(r"VmHWM:\s+(\d+)", Path(f"/proc/{one.pid}/status").read_text()) for one in found]
        return max(int(mark[1]) for mark in marks if mark) * 1024

    def kept(self) -> list[int]:
        return [path.stat().st_size for path in self.files.rglob("*") if path.is_file()]

    def send(self, mebibytes: int) -> httpx.Response:
        """Send a file piece by piece; nobody holds the whole of it."""
        begin, _, end = form(file_part(b"@", "scan.zip")).partition(b"@")

        def pieces() -> Iterator[bytes]:
            yield begin
            yield from (PIECE for _ in range(mebibytes))
            yield end

        return self.client.post(f"{PREFIX}/uploads", content=pieces(), headers={"content-type": CONTENT_TYPE})


@pytest.fixture
def server(embedded: Database, sqlite_url: str, tmp_path: Path) -> Iterator[Server]:
    settings = Settings(data=tmp_path / "data", database_url=sqlite_url, max_upload_bytes=LIMIT_BYTES)
    api_key = make_customer(embedded).api_key
    with (
        served(settings, tmp_path / "log") as running,
        httpx.Client(base_url=running.url, headers={"api-key": api_key}, trust_env=False, timeout=60) as client,
    ):
        yield Server(client, running.process_id, api_key, tmp_path / "data" / "files")


def test_the_size_of_a_file_is_not_the_size_of_the_memory_that_it_takes(server: Server) -> None:
    assert server.send(1).status_code == 200
    before = server.peak_bytes()
    reply = server.send(LIMIT_BYTES // MEBIBYTE)
    assert (reply.status_code, reply.json()["size"]) == (200, LIMIT_BYTES)
    assert server.peak_bytes() - before < LIMIT_BYTES // 2
    assert sorted(server.kept()) == [MEBIBYTE, LIMIT_BYTES]


def test_a_file_that_is_too_large_is_refused_in_a_way_that_the_client_sees(server: Server) -> None:
    reply = server.send(LIMIT_BYTES // MEBIBYTE + 1)
    assert (reply.status_code, reply.json()["code"]) == (413, "file_too_large")
    assert server.kept() == []


def test_of_a_client_that_leaves_half_way_nothing_stays(server: Server) -> None:
    address = (server.client.base_url.host, server.client.base_url.port or 80)
    head = (
        f"POST {PREFIX}/uploads HTTP/1.1\r\nhost: a\r\napi-key: {server.api_key}\r\n"
        f"content-type: {CONTENT_TYPE}\r\ncontent-length: {50 * MEBIBYTE}\r\n\r\n--{BOUNDARY}\r\n"
    )
    with socket.create_connection(address, timeout=30) as connection, suppress(OSError):
        connection.sendall(head.encode() + file_part(PIECE * 5))
        connection.shutdown(socket.SHUT_WR)
        while connection.recv(65536):
            pass
    assert server.send(1).status_code == 200
    assert server.kept() == [MEBIBYTE]
