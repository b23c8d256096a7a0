"""Stored files as replies: conditional, in parts, for good."""

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from litestar import Request
from litestar.params import FromPath
from tests.support.http import ships_api

from planroom.infra.database.unit_of_work import Database
from planroom.infra.http import request_scope
from planroom.infra.http.files import FileReply, StoredFile, file_reply
from planroom.infra.http.routing import NO_KEY, get_or_head, public
from planroom.infra.storage.objects import PIECE_BYTES

CONTENT = b"0123456789" * 100
LARGE = bytes(range(256)) * (PIECE_BYTES // 256 * 2 + 7)
FILES = {
    "plan.png": ("image/png", CONTENT),
    "plan.svg": ("image/svg+xml", b"<svg/>"),
    "Grundri\u00df \u201e1\u201c.pdf": ("application/pdf", CONTENT),
    "empty.txt": ("text/plain; charset=utf-8", b""),
    "large.zip": ("application/zip", LARGE),
    "lost.png": ("image/png", CONTENT),
}
ETAG = f'"{hashlib.sha256(CONTENT).hexdigest()}"'


@get_or_head("/files/{name:str}", opt={NO_KEY: True})
def read_file(request: Request[Any, Any, Any], name: FromPath[str]) -> FileReply:
    """Serve one of the files."""
    media_type, content = FILES[name]
    digest = hashlib.sha256(content).hexdigest()
    if name != "lost.png":
        request_scope.storage(request).put(f"assets/{digest}", content)
    key = "assets/lost" if name == "lost.png" else f"assets/{digest}"
    return file_reply(request, StoredFile(key, name, media_type, len(content), digest))


@pytest.fixture
def files(embedded: Database, tmp_path: Path) -> Iterator[httpx.Client]:
    with ships_api(embedded, tmp_path, [public(read_file, tag="Files")]) as client:
        del client.headers["api-key"]
        yield client


def test_a_file_comes_whole_with_all_that_a_cache_needs(files: httpx.Client) -> None:
    reply = files.get("/files/plan.png")
    assert (reply.status_code, reply.content) == (200, CONTENT)
    told = dict(reply.headers)
    assert told["content-type"] == "image/png"
    assert told["content-length"] == "1000"
    assert told["etag"] == ETAG
    assert told["cache-control"] == "public, max-age=31536000, immutable"
    assert told["accept-ranges"] == "bytes"
    assert told["content-disposition"] == "inline; filename*=UTF-8''plan.png"
    assert told["x-content-type-options"] == "nosniff"
    assert "content-security-policy" not in told


def test_a_large_file_comes_whole(files: httpx.Client) -> None:
    assert files.get("/files/large.zip").content == LARGE


def test_an_empty_file_comes_too(files: httpx.Client) -> None:
    reply = files.get("/files/empty.txt")
    assert (reply.status_code, reply.content, reply.headers["content-length"]) == (200, b"", "0")
    assert reply.headers["content-type"] == "text/plain; charset=utf-8"


def test_a_name_may_have_any_letters(files: httpx.Client) -> None:
    reply = files.get("/files/Grundri\u00df \u201e1\u201c.pdf")
    assert reply.headers["content-disposition"] == ("inline; filename*=UTF-8''Grundri%C3%9F%20%E2%80%9E1%E2%80%9C.pdf")


def test_a_drawing_that_could_carry_scripts_is_put_in_a_sandbox(files: httpx.Client) -> None:
    policy = files.get("/files/plan.svg").headers["content-security-policy"]
    assert "sandbox" in policy.split("; ")
    assert "default-src 'none'" in policy.split("; ")


@pytest.mark.parametrize("tag", [ETAG, f"W/{ETAG}", f'"other", {ETAG}', "*"])
def test_a_caller_that_has_the_file_is_told_so(files: httpx.Client, tag: str) -> None:
    for method in ("GET", "HEAD"):
        reply = files.request(method, "/files/plan.png", headers={"if-none-match": tag, "range": "bytes=0-1"})
        assert (reply.status_code, reply.content, reply.headers["etag"]) == (304, b"", ETAG)
        assert reply.headers["cache-control"] == "public, max-age=31536000, immutable"


def test_a_caller_that_has_another_file_gets_this_one(files: httpx.Client) -> None:
    assert files.get("/files/plan.png", headers={"if-none-match": '"other"'}).status_code == 200


@pytest.mark.parametrize(
    ("wanted", "part", "told"),
    [
        ("bytes=0-9", CONTENT[:10], "bytes 0-9/1000"),
        ("bytes=990-", CONTENT[990:], "bytes 990-999/1000"),
        ("bytes=-5", CONTENT[-5:], "bytes 995-999/1000"),
        ("bytes=500-5000", CONTENT[500:], "bytes 500-999/1000"),
    ],
)
def test_a_part_of_a_file_comes_alone(files: httpx.Client, wanted: str, part: bytes, told: str) -> None:
    reply = files.get("/files/plan.png", headers={"range": wanted})
    assert (reply.status_code, reply.content) == (206, part)
    assert (reply.headers["content-range"], reply.headers["content-length"]) == (told, str(len(part)))
    assert reply.headers["etag"] == ETAG


def test_a_part_over_the_border_of_two_pieces_is_whole(files: httpx.Client) -> None:
    start, end = PIECE_BYTES - 10, PIECE_BYTES + 10
    reply = files.get("/files/large.zip", headers={"range": f"bytes={start}-{end}"})
    assert reply.content == LARGE[start : end + 1]


@pytest.mark.parametrize("wanted", ["bytes=1000-", "bytes=-0", "bytes=5000-6000"])
def test_a_part_behind_the_end_is_416(files: httpx.Client, wanted: str) -> None:
    reply = files.get("/files/plan.png", headers={"range": wanted})
    assert (reply.status_code, reply.headers["content-range"]) == (416, "bytes */1000")
    assert reply.headers["content-type"] == "application/json"
    assert reply.json() == {
        "message": "The file ends before the range that was asked for; Content-Range tells its size.",
        "code": "range_not_satisfiable",
        "request_id": reply.headers["x-request-id"],
    }
    assert "cache-control" not in reply.headers


@pytest.mark.parametrize(
    "headers",
    [
        {"range": "bytes=0-1,5-6"},
        {"range": "lines=0-1"},
        {"range": "nonsense"},
        {"range": "bytes=0-1", "if-range": '"other"'},
        {"range": "bytes=0-1", "if-range": f"W/{ETAG}"},
        {"range": "bytes=0-1", "if-range": "Wed, 21 Oct 2015 07:28:00 GMT"},
    ],
)
def test_where_no_part_can_be_given_the_whole_file_comes(files: httpx.Client, headers: dict[str, str]) -> None:
    reply = files.get("/files/plan.png", headers=headers)
    assert (reply.status_code, reply.content) == (200, CONTENT)
    assert "content-range" not in reply.headers


def test_a_part_of_the_very_version_that_the_caller_has_comes_alone(files: httpx.Client) -> None:
    reply = files.get("/files/plan.png", headers={"range": "bytes=0-1", "if-range": ETAG})
    assert (reply.status_code, reply.content) == (206, b"01")


def test_a_head_request_gets_the_headers_alone(files: httpx.Client) -> None:
    reply = files.head("/files/plan.png", headers={"range": "bytes=0-1"})
    whole = files.get("/files/plan.png")
    ours = {"x-request-id", "date"}
    assert (reply.status_code, reply.content) == (200, b"")
    assert {name: value for name, value in reply.headers.items() if name not in ours} == {
        name: value for name, value in whole.headers.items() if name not in ours
    }


def test_a_file_that_the_storage_lost_is_our_fault_and_told_before_anything_is_sent(files: httpx.Client) -> None:
    reply = files.get("/files/lost.png")
    assert (reply.status_code, reply.json()["code"]) == (500, "internal_error")


def test_other_methods_are_refused(files: httpx.Client) -> None:
    assert files.put("/files/plan.png", content=b"x").status_code == 405
