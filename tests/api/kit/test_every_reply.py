"""What every reply carries, whatever it says."""

import io
import json
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from tests.support.http import PREFIX
from tests.support.logs import logging_to_memory

from planroom.infra.settings import LogLevel, Settings

PATHS = [PREFIX + "/ships", PREFIX + "/ships/sunk", PREFIX + "/ships/broken", "/nope", "/health/live", "/docs", "/%00"]


@pytest.mark.parametrize("path", PATHS)
def test_every_reply_carries_the_request_id_and_forbids_guessing_types(api: httpx.Client, path: str) -> None:
    reply = api.get(path, headers={"x-request-id": "from-the-client.7"})
    assert reply.headers.get_list("x-request-id") == ["from-the-client.7"]
    assert reply.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("path", ["/ships", "/ships/sunk", "/nope"])
def test_no_cache_that_others_share_keeps_what_a_key_opened(api: httpx.Client, path: str) -> None:
    assert api.get(PREFIX + path).headers.get_list("cache-control") == ["private, no-cache"]


def test_a_request_id_that_is_not_sane_is_replaced(api: httpx.Client) -> None:
    reply = api.get(PREFIX + "/ships", headers={"x-request-id": "<script>"})
    assert len(reply.headers["x-request-id"]) == 36


class TestRateLimit:
    """A minute's allowance for each key."""

    @pytest.fixture
    def settings(self) -> dict[str, Any]:
        return {"rate_limit_per_minute": 6, "processes": 2}

    def test_each_process_gives_its_share_and_then_says_when_to_come_back(self, api: httpx.Client) -> None:
        replies = [api.get(PREFIX + "/ships") for _ in range(4)]
        assert [reply.status_code for reply in replies] == [200, 200, 200, 429]
        assert [reply.headers["ratelimit-remaining"] for reply in replies] == ["2", "1", "0", "0"]
        assert {reply.headers["ratelimit-limit"] for reply in replies} == {"3"}
        assert replies[3].json()["code"] == "rate_limited"
        assert 1 <= int(replies[3].headers["retry-after"]) <= 20

    def test_keys_are_counted_apart_and_pages_for_people_not_at_all(self, api: httpx.Client) -> None:
        for _ in range(4):
            api.get(PREFIX + "/ships")
        assert api.get(PREFIX + "/ships", headers={"api-key": "pk_live_other"}).status_code == 401
        replies = [api.get("/health/live") for _ in range(10)]
        assert {reply.status_code for reply in replies} == {200}
        assert "ratelimit-limit" not in replies[0].headers

    def test_other_headers_buy_no_new_allowance(self, api: httpx.Client) -> None:
        key = api.headers["api-key"]
        told = [
            api.get(PREFIX + "/ships", headers=[("authorization", f"Bearer {number}"), ("api-key", key)]).status_code
            for number in range(4)
        ]
        assert told == [200, 200, 200, 429]


def test_requests_are_counted_unless_the_installation_says_otherwise(api: httpx.Client) -> None:
    assert api.get(PREFIX + "/ships").headers["ratelimit-limit"] == "6000"


class TestNoRateLimit:
    """An installation that counts nothing."""

    @pytest.fixture
    def settings(self) -> dict[str, Any]:
        return {"rate_limit_per_minute": 0}

    def test_nothing_is_counted(self, api: httpx.Client) -> None:
        assert "ratelimit-limit" not in api.get(PREFIX + "/ships").headers


@pytest.fixture
def log_lines() -> Iterator[io.StringIO]:
    """Everything that is logged, as JSON lines."""
    with logging_to_memory(Settings(log_json=True, log_level=LogLevel.DEBUG)) as stream:
        yield stream


def events(stream: io.StringIO, name: str) -> list[dict[str, Any]]:
    return [line for text in stream.getvalue().splitlines() if (line := json.loads(text))["event"] == name]


def test_each_request_is_one_line_in_the_log(api: httpx.Client, log_lines: io.StringIO) -> None:
    api.get(PREFIX + "/ships/sunk?api-key=secret", headers={"x-request-id": "a-7"})
    (line,) = events(log_lines, "http.request")
    assert line["level"] == "info"
    assert (line["method"], line["path"], line["status"], line["request_id"]) == (
        "GET",
        PREFIX + "/ships/sunk",
        409,
        "a-7",
    )
    assert line["duration_ms"] >= 0
    assert "secret" not in log_lines.getvalue()


def test_an_unforeseen_error_is_logged_once_with_its_trace_and_the_request_id(
    api: httpx.Client, log_lines: io.StringIO
) -> None:
    api.get(PREFIX + "/ships/broken", headers={"x-request-id": "a-8"})
    (line,) = events(log_lines, "request.failed")
    assert (line["level"], line["request_id"]) == ("error", "a-8")
    assert "no_such_table" in line["exception"]


def test_the_log_names_nobody_whose_address_is_in_a_path(api: httpx.Client, log_lines: io.StringIO) -> None:
    api.get(PREFIX + "/ships/pat%40example.com")
    api.get(PREFIX + "/nothing/here/pat@example.com")
    assert len(events(log_lines, "http.request")) == 2
    assert "pat" not in "".join(str(line["path"]) for line in events(log_lines, "http.request"))


def test_health_checks_do_not_fill_the_log(api: httpx.Client, log_lines: io.StringIO) -> None:
    api.get("/health/live")
    (line,) = events(log_lines, "http.request")
    assert line["level"] == "debug"
