"""What the outgoing client promises, against real servers on the loopback."""

import gzip
import zlib
from collections.abc import Sequence

import pytest
from tests.support.raw_server import raw_server, reply, saying

from planroom.infra.outbound.client import MAX_ANSWER_BYTES, CheckedOutbound
from planroom.infra.outbound.port import OutboundCode, OutboundError
from planroom.infra.settings import Settings

LIMIT = 100_000


@pytest.fixture
def outbound() -> CheckedOutbound:
    """A client that may call the loopback."""
    return CheckedOutbound(Settings(allow_private_addresses=True, max_source_bytes=LIMIT, fetch_timeout_seconds=20))


def code_of_fetch(outbound: CheckedOutbound, url: str) -> str:
    with pytest.raises(OutboundError) as failed:
        outbound.fetch(url)
    assert str(failed.value).endswith(".")
    return failed.value.code


def test_a_file_is_fetched_whole(outbound: CheckedOutbound) -> None:
    with raw_server(saying(reply(b"\x89PNG" * 1000, content_type="image/png"))) as server:
        answer = outbound.fetch(f"{server.url}/plan.png?v=2&sig=a%2Fb")
    assert (answer.status, answer.body, answer.headers["content-type"]) == (200, b"\x89PNG" * 1000, "image/png")
    assert answer.duration_seconds > 0
    head = server.requests[0].decode().split("\r\n")
    assert head[0] == "GET /plan.png?v=2&sig=a%2Fb HTTP/1.1"
    assert f"host: 127.0.0.1:{server.port}" in head
    assert "accept-encoding: identity" in head


def test_a_refusal_of_the_server_is_an_answer(outbound: CheckedOutbound) -> None:
    with raw_server(saying(reply(b"no", "404 Not Found"))) as server:
        answer = outbound.fetch(server.url)
    assert (answer.status, answer.body) == (404, b"no")


def test_a_file_of_exactly_the_limit_is_taken(outbound: CheckedOutbound) -> None:
    with raw_server(saying(reply(b"x" * LIMIT))) as server:
        assert len(outbound.fetch(server.url).body) == LIMIT


def test_an_announced_length_over_the_limit_is_refused_before_anything_is_read(outbound: CheckedOutbound) -> None:
    with raw_server(saying(reply(b"", content_length=str(LIMIT + 1)))) as server:
        assert code_of_fetch(outbound, server.url) == OutboundCode.TOO_LARGE


def test_a_body_without_a_length_is_refused_at_the_limit(outbound: CheckedOutbound) -> None:
    with raw_server(saying(b"HTTP/1.1 200 OK\r\n\r\n" + b"x" * (LIMIT + 1))) as server:
        assert code_of_fetch(outbound, server.url) == OutboundCode.TOO_LARGE


def test_a_chunked_body_is_refused_at_the_limit(outbound: CheckedOutbound) -> None:
    chunk = b"%x\r\n%b\r\n" % (LIMIT // 2, b"x" * (LIMIT // 2))
    with raw_server(saying(b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n" + chunk * 3)) as server:
        assert code_of_fetch(outbound, server.url) == OutboundCode.TOO_LARGE


@pytest.mark.parametrize("encoding", ["gzip", "x-gzip", "GZIP", "deflate"])
def test_a_packed_body_is_unpacked(outbound: CheckedOutbound, encoding: str) -> None:
    packed = zlib.compress(b"plan" * 100) if encoding == "deflate" else gzip.compress(b"plan" * 100)
    with raw_server(saying(reply(packed, content_encoding=encoding))) as server:
        assert outbound.fetch(server.url).body == b"plan" * 100


@pytest.mark.parametrize(
    ("packed", "expected"),
    [
        (gzip.compress(b"a") + gzip.compress(b"b"), b"ab"),
        (gzip.compress(b"a") + b"\0" * 50, b"a"),
    ],
    ids=["two members", "padding"],
)
def test_unusual_but_legal_packing_is_unpacked(outbound: CheckedOutbound, packed: bytes, expected: bytes) -> None:
    with raw_server(saying(reply(packed, content_encoding="gzip"))) as server:
        assert outbound.fetch(server.url).body == expected


def test_a_compressed_bomb_is_refused_at_the_limit(outbound: CheckedOutbound) -> None:
    bomb = gzip.compress(b"\0" * (LIMIT * 500))
    assert len(bomb) < LIMIT
    with raw_server(saying(reply(bomb, content_encoding="gzip"))) as server:
        assert code_of_fetch(outbound, server.url) == OutboundCode.TOO_LARGE


@pytest.mark.parametrize(
    ("body", "encoding"),
    [(b"not packed at all", "gzip"), (gzip.compress(b"plan" * 100)[:-12], "gzip"), (b"x", "br"), (b"x", "gzip, gzip")],
    ids=["damaged", "cut off", "unknown", "twice"],
)
def test_packing_that_cannot_be_undone_is_told(outbound: CheckedOutbound, body: bytes, encoding: str) -> None:
    with raw_server(saying(reply(body, content_encoding=encoding))) as server:
        assert code_of_fetch(outbound, server.url) == OutboundCode.PROTOCOL_ERROR


@pytest.mark.parametrize(
    "answer",
    [
        b"SSH-2.0-OpenSSH_9.6\r\n",
        b"HTTP/1.1 two hundred\r\n\r\n",
        reply(b"short", content_length="1000"),
        b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\nx",
        b"HTTP/1.1 200 OK\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\nab",
        b"HTTP/1.1 200 OK\r\n" + b"x-more: and more\r\n" * 20_000,
        b"",
    ],
    ids=[
        "another protocol",
        "no status",
        "less than announced",
        "bad chunk",
        "two lengths",
        "endless headers",
        "nothing",
    ],
)
def test_what_is_no_http_is_told(outbound: CheckedOutbound, answer: bytes) -> None:
    with raw_server(saying(answer)) as server:
        assert code_of_fetch(outbound, server.url) == OutboundCode.PROTOCOL_ERROR


def test_a_port_on_which_nobody_listens_is_told(outbound: CheckedOutbound) -> None:
    with raw_server(saying(b"")) as server:
        pass
    assert code_of_fetch(outbound, server.url) == OutboundCode.CONNECTION_FAILED


def test_redirects_are_followed_up_to_three(outbound: CheckedOutbound) -> None:
    answers = {
        b"/0": reply(b"", "308 Permanent Redirect", location="/1"),
        b"/1": reply(b"", "301 Moved Permanently", location="/2"),
        b"/2": reply(b"", "307 Temporary Redirect", location="/3"),
        b"/3": reply(b"", "302 Found", location="/4"),
        b"/4": reply(b"there"),
    }
    with raw_server(lambda connection, request: connection.sendall(answers[request.split()[1]])) as server:
        assert outbound.fetch(f"{server.url}/1").body == b"there"
        assert code_of_fetch(outbound, f"{server.url}/0") == OutboundCode.REDIRECT_REFUSED


def test_a_redirect_may_be_relative(outbound: CheckedOutbound) -> None:
    answers = {b"/a/b?x=1": reply(b"", "303 See Other", location="../c?y=2"), b"/c?y=2": reply(b"there")}
    with raw_server(lambda connection, request: connection.sendall(answers[request.split()[1]])) as server:
        assert outbound.fetch(f"{server.url}/a/b?x=1").body == b"there"


def test_a_redirect_without_a_place_to_go_is_an_answer(outbound: CheckedOutbound) -> None:
    with raw_server(saying(reply(b"", "304 Not Modified"))) as server:
        assert outbound.fetch(server.url).status == 304
    with raw_server(saying(reply(b"", "302 Found"))) as server:
        assert outbound.fetch(server.url).status == 302


@pytest.mark.parametrize(
    ("location", "code"),
    [
        ("http://169.254.169.254/latest/meta-data/", OutboundCode.ADDRESS_REFUSED),
        ("http://0.0.0.0/", OutboundCode.ADDRESS_REFUSED),
        ("//169.254.169.254/", OutboundCode.ADDRESS_REFUSED),
        ("http://[::ffff:169.254.169.254]/", OutboundCode.ADDRESS_REFUSED),
        ("file:///etc/passwd", OutboundCode.REDIRECT_REFUSED),
        ("ftp://example.com/", OutboundCode.REDIRECT_REFUSED),
        ("http://user:secret@example.com/", OutboundCode.REDIRECT_REFUSED),
        ("http://2852039166/", OutboundCode.REDIRECT_REFUSED),
        ("http://[::1", OutboundCode.REDIRECT_REFUSED),
    ],
)
def test_a_redirect_is_checked_like_the_first_address(outbound: CheckedOutbound, location: str, code: str) -> None:
    with raw_server(saying(reply(b"", "302 Found", location=location))) as server:
        assert code_of_fetch(outbound, server.url) == code


def test_a_webhook_is_posted_as_it_is(outbound: CheckedOutbound) -> None:
    body = b'{"id":"\xc3\xa9"}'
    headers = {"Content-Type": "application/json", "Host": "evil.example", "Content-Length": "1", "webhook-id": "7"}
    with raw_server(saying(reply(b"thanks", "202 Accepted"))) as server:
        answer = outbound.post(f"{server.url}/hook?token=a", body, headers)
    assert (answer.status, answer.body) == (202, b"thanks")
    head, _, received = server.requests[0].partition(b"\r\n\r\n")
    lines = head.decode().split("\r\n")
    assert received == body
    assert lines[0] == "POST /hook?token=a HTTP/1.1"
    assert [line for line in lines if line.lower().startswith(("host:", "content-length:"))] == [
        f"host: 127.0.0.1:{server.port}",
        f"content-length: {len(body)}",
    ]
    assert "content-type: application/json" in lines
    assert "webhook-id: 7" in lines


def test_a_webhook_follows_no_redirect(outbound: CheckedOutbound) -> None:
    with raw_server(saying(reply(b"", "307 Temporary Redirect", location="http://127.0.0.1:1/"))) as server:
        assert outbound.post(server.url, b"{}", {}).status == 307


def test_the_answer_to_a_webhook_is_cut(outbound: CheckedOutbound) -> None:
    with raw_server(saying(b"HTTP/1.1 200 OK\r\n\r\n" + b"x" * 10 * MAX_ANSWER_BYTES)) as server:
        assert outbound.post(server.url, b"{}", {}).body == b"x" * MAX_ANSWER_BYTES


@pytest.mark.parametrize(
    "answer",
    [
        reply(b"thank", "204 No Content") + b" you",
        reply(b"thank", content_length="1000"),
        reply(b"thank", content_encoding="gzip"),
        b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\nthank\r\nzz\r\n",
    ],
    ids=["unexpected body", "less than announced", "not packed as announced", "bad chunk"],
)
def test_a_webhook_was_taken_when_the_status_says_so_whatever_the_body_is(
    outbound: CheckedOutbound, answer: bytes
) -> None:
    with raw_server(saying(answer)) as server:
        taken = outbound.post(server.url, b"{}", {})
    assert taken.status in {200, 204}
    assert b"thank you".startswith(taken.body)


def test_proxies_of_the_environment_play_no_part(outbound: CheckedOutbound, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    with raw_server(saying(reply(b"direct"))) as server:
        assert outbound.fetch(server.url).body == b"direct"


def test_a_name_is_resolved_once_and_called_by_the_address_that_was_checked() -> None:
    asked: list[str] = []

    def resolver(host: str) -> Sequence[str]:
        asked.append(host)
        return ["127.0.0.1"] if len(asked) == 1 else ["169.254.169.254"]

    with raw_server(saying(reply(b"here"))) as server:
        outbound = CheckedOutbound(Settings(allow_private_addresses=True), resolver)
        assert outbound.fetch(f"http://plans.example:{server.port}/").body == b"here"
    assert asked == ["plans.example"]
    assert f"host: plans.example:{server.port}".encode() in server.requests[0]


def test_the_next_address_of_a_name_is_tried_when_one_does_not_answer() -> None:
    with raw_server(saying(reply(b"here"))) as server:
        outbound = CheckedOutbound(Settings(allow_private_addresses=True), lambda _: ["127.0.0.2", "127.0.0.1"])
        assert outbound.fetch(f"http://plans.example:{server.port}/").body == b"here"


@pytest.mark.parametrize(
    "addresses", [["8.8.8.8", "10.0.0.1"], ["10.0.0.1"], ["::1"], ["::ffff:8.8.8.8"], ["fe80::1%2"]]
)
def test_a_name_with_one_refused_address_is_not_called(addresses: list[str]) -> None:
    outbound = CheckedOutbound(Settings(), lambda _: addresses)
    assert code_of_fetch(outbound, "http://plans.example/") == OutboundCode.ADDRESS_REFUSED
    with pytest.raises(OutboundError, match="private or special network"):
        outbound.check_address("http://plans.example/")


@pytest.mark.parametrize("url", ["http://127.0.0.1/", "http://localhost/", "http://[::1]/", "http://192.168.0.1/"])
def test_private_addresses_are_refused_by_default(url: str) -> None:
    assert code_of_fetch(CheckedOutbound(Settings()), url) == OutboundCode.ADDRESS_REFUSED


def test_a_name_that_nobody_knows_is_told() -> None:
    def resolver(host: str) -> Sequence[str]:
        raise OSError(host)

    assert code_of_fetch(CheckedOutbound(Settings(), resolver), "http://a.example/") == OutboundCode.NAME_NOT_RESOLVED
    assert (
        code_of_fetch(CheckedOutbound(Settings(), lambda _: []), "http://a.example/") == OutboundCode.NAME_NOT_RESOLVED
    )


def test_an_address_is_checked_without_a_call(outbound: CheckedOutbound) -> None:
    with raw_server(saying(reply(b""))) as server:
        outbound.check_address(server.url)
    assert server.requests == []
