"""Encrypted calls: to the checked address, with the certificate of the host name."""

from datetime import timedelta
from pathlib import Path

import pytest
from tests.support.certificates import certified
from tests.support.raw_server import raw_server, reply, saying

from planroom.infra.outbound.client import CheckedOutbound
from planroom.infra.outbound.port import OutboundCode, OutboundError
from planroom.infra.settings import Settings

LOOPBACK = Settings(allow_private_addresses=True)


def test_the_certificate_is_checked_against_the_name_and_not_the_address(tmp_path: Path) -> None:
    certificate = certified("plans.example", tmp_path)
    outbound = CheckedOutbound(LOOPBACK, lambda _: ["127.0.0.1"], certificate.client)
    with raw_server(saying(reply(b"secret plan")), certificate.server) as server:
        assert outbound.fetch(f"https://plans.example:{server.port}/").body == b"secret plan"


@pytest.mark.parametrize(
    ("named", "valid_for"),
    [("other.example", timedelta(days=1)), ("plans.example", timedelta(days=-1))],
    ids=["another name", "expired"],
)
def test_a_certificate_that_is_not_valid_ends_the_call(tmp_path: Path, named: str, valid_for: timedelta) -> None:
    certificate = certified(named, tmp_path, valid_for=valid_for)
    outbound = CheckedOutbound(LOOPBACK, lambda _: ["127.0.0.1"], certificate.client)
    with (
        raw_server(saying(reply(b"secret plan")), certificate.server) as server,
        pytest.raises(OutboundError, match="certificate is not valid") as failed,
    ):
        outbound.fetch(f"https://plans.example:{server.port}/")
    assert failed.value.code == OutboundCode.CONNECTION_FAILED
    assert server.requests == []


def test_an_authority_that_nobody_knows_is_not_trusted(tmp_path: Path) -> None:
    certificate = certified("plans.example", tmp_path)
    outbound = CheckedOutbound(LOOPBACK, lambda _: ["127.0.0.1"])
    with (
        raw_server(saying(reply(b"")), certificate.server) as server,
        pytest.raises(OutboundError, match="certificate is not valid"),
    ):
        outbound.fetch(f"https://plans.example:{server.port}/")


def test_a_server_that_speaks_no_tls_ends_the_call() -> None:
    with raw_server(saying(reply(b""))) as server, pytest.raises(OutboundError) as failed:
        CheckedOutbound(LOOPBACK).fetch(f"https://127.0.0.1:{server.port}/")
    assert failed.value.code == OutboundCode.CONNECTION_FAILED
