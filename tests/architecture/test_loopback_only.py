"""The test run itself: nothing speaks to another machine."""

import socket

import pytest
from tests.support.loopback import ForeignAddress, is_local


def test_a_connection_to_another_machine_is_refused_before_it_is_made() -> None:
    with socket.socket() as tried, pytest.raises(ForeignAddress):
        tried.connect(("192.0.2.1", 80))


def test_a_connection_to_this_machine_is_allowed() -> None:
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        with socket.create_connection(server.getsockname()) as client:
            assert client.getpeername() == server.getsockname()


@pytest.mark.parametrize(
    ("address", "local"),
    [
        (("127.0.0.2", 1), True),
        (("::1", 1, 0, 0), True),
        ("/run/postgresql/.s.PGSQL.5432", True),
        (("10.0.0.1", 1), False),
        (("example.com", 1), False),
    ],
)
def test_local_addresses_are_told_from_foreign_ones(address: object, *, local: bool) -> None:
    assert is_local(address) is local
