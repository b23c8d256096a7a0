"""One deadline for a whole exchange, however slowly the other end answers."""

import socket
import threading
from collections.abc import Callable, Sequence

import pytest
from tests.support.raw_server import Behaviour, raw_server, reply

from planroom.infra.outbound.client import CheckedOutbound
from planroom.infra.outbound.port import OutboundCode, OutboundError
from planroom.infra.settings import Settings

SHORT = Settings(allow_private_addresses=True, fetch_timeout_seconds=0.4, webhook_timeout_seconds=0.4)


def drip(beginning: bytes, drop: bytes) -> Behaviour:
    """Send ``beginning``, then ``drop`` again and again until the other end hangs up."""

    def behave(connection: socket.socket, _request: bytes) -> None:
        connection.sendall(beginning)
        pause = threading.Event()
        while not pause.wait(0.02):
            connection.sendall(drop)

    return behave


def stop_after(beginning: bytes) -> Behaviour:
    """Send ``beginning`` and fall silent until the other end hangs up."""

    def behave(connection: socket.socket, _request: bytes) -> None:
        connection.sendall(beginning)
        connection.recv(1)

    return behave


HEAD = b"HTTP/1.1 200 OK\r\n"
BEHAVIOURS = {
    "never answers": stop_after(b""),
    "drips the status": drip(b"", b"H"),
    "drips headers": drip(HEAD, b"x-more: 1\r\n"),
    "drips interim answers": drip(b"", b"HTTP/1.1 103 Early Hints\r\n\r\n"),
    "drips the body": drip(HEAD + b"\r\n", b"x"),
    "drips chunks": drip(HEAD + b"transfer-encoding: chunked\r\n\r\n", b"1\r\nx\r\n"),
    "stops in the body": stop_after(HEAD + b"content-length: 1000\r\n\r\nx"),
}
CALLS: dict[str, Callable[[CheckedOutbound, str], object]] = {
    "fetch": lambda outbound, url: outbound.fetch(url),
    "post": lambda outbound, url: outbound.post(url, b"{}", {}),
}


def assert_times_out(call: Callable[[], object]) -> None:
    with pytest.raises(OutboundError) as failed:
        call()
    assert failed.value.code == OutboundCode.TIMED_OUT
    assert str(failed.value) == "No complete answer came within 0.4 seconds."


@pytest.mark.parametrize("call", CALLS.values(), ids=CALLS)
@pytest.mark.parametrize("behaviour", BEHAVIOURS.values(), ids=BEHAVIOURS)
def test_a_server_that_drags_on_is_left_at_the_deadline(
    behaviour: Behaviour, call: Callable[[CheckedOutbound, str], object]
) -> None:
    with raw_server(behaviour) as server:
        assert_times_out(lambda: call(CheckedOutbound(SHORT), server.url))


def test_a_server_that_does_not_read_is_left_at_the_deadline() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"http://127.0.0.1:{silent.getsockname()[1]}/"
        assert_times_out(lambda: CheckedOutbound(SHORT).post(url, b"x" * 20_000_000, {}))


def test_a_handshake_that_drags_on_is_left_at_the_deadline() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"https://127.0.0.1:{silent.getsockname()[1]}/"
        assert_times_out(lambda: CheckedOutbound(SHORT).fetch(url))


def test_all_redirects_share_one_deadline() -> None:
    def slow_redirect(connection: socket.socket, _request: bytes) -> None:
        threading.Event().wait(0.15)
        connection.sendall(reply(b"", "302 Found", location="/again"))

    with raw_server(slow_redirect) as server:
        assert_times_out(lambda: CheckedOutbound(SHORT).fetch(server.url))


def test_a_name_server_that_does_not_answer_is_left_at_the_deadline() -> None:
    answered = threading.Event()

    def resolver(host: str) -> Sequence[str]:
        answered.wait(30)
        return [host]

    assert_times_out(lambda: CheckedOutbound(SHORT, resolver).fetch("http://plans.example/"))
    answered.set()


def test_a_slow_server_that_makes_it_in_time_is_heard() -> None:
    patient = Settings(allow_private_addresses=True, fetch_timeout_seconds=30)

    def slowly(connection: socket.socket, _request: bytes) -> None:
        for byte in reply(b"plan"):
            connection.sendall(bytes([byte]))

    with raw_server(slowly) as server:
        assert CheckedOutbound(patient).fetch(server.url).body == b"plan"


def test_the_connection_is_closed_after_the_call() -> None:
    heard_at_last: list[bytes] = []

    def wait_for_the_end(connection: socket.socket, _request: bytes) -> None:
        connection.sendall(reply(b"plan"))
        heard_at_last.append(connection.recv(1))

    with raw_server(wait_for_the_end) as server:
        CheckedOutbound(SHORT).fetch(server.url)
    assert heard_at_last == [b""]
