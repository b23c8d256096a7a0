"""Which addresses are called."""

import pytest

from planroom.infra.outbound.addresses import is_refused, parse_address

SPECIAL = [
    "0.0.0.0",
    "0.1.2.3",
    "100.100.100.200",
    "168.63.129.16",
    "169.254.0.1",
    "169.254.169.254",
    "169.254.170.2",
    "192.0.0.8",
    "192.0.0.192",
    "192.0.2.1",
    "192.31.196.1",
    "192.52.193.1",
    "192.88.99.1",
    "192.175.48.1",
    "198.18.0.1",
    "198.19.255.255",
    "198.51.100.7",
    "203.0.113.9",
    "224.0.0.1",
    "239.255.255.250",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1.2.3.4",
    "::ffff:8.8.8.8",
    "::ffff:127.0.0.1",
    "::ffff:0:8.8.8.8",
    "64:ff9b::808:808",
    "64:ff9b::7f00:1",
    "64:ff9b:1::1",
    "100::1",
    "2001::1",
    "2001:2::1",
    "2001:10::1",
    "2001:20::1",
    "2001:db8::1",
    "2002:7f00:1::",
    "2002:808:808::",
    "2620:4f:8000::1",
    "3fff::1",
    "5f00::1",
    "fd00:ec2::254",
    "fe80::1",
    "fec0::1",
    "ff02::1",
    "ff0e::1",
    "4000::1",
    "8000::1",
]
PRIVATE = [
    "10.0.0.1",
    "100.64.0.1",
    "127.0.0.1",
    "127.255.255.254",
    "172.16.0.1",
    "172.31.255.255",
    "192.168.1.1",
    "::1",
    "fc00::1",
    "fd12::1",
]
PUBLIC = [
    "1.1.1.1",
    "8.8.8.8",
    "100.63.255.255",
    "100.128.0.1",
    "172.15.0.1",
    "172.32.0.1",
    "193.0.0.1",
    "2606:4700::1111",
    "2a00::1",
]


def refused(text: str, *, allow_private: bool) -> bool:
    address = parse_address(text)
    assert address is not None
    return is_refused(address, allow_private=allow_private)


@pytest.mark.parametrize("text", SPECIAL)
def test_a_special_address_is_called_by_nobody(text: str) -> None:
    assert refused(text, allow_private=False)
    assert refused(text, allow_private=True)


@pytest.mark.parametrize("text", PRIVATE)
def test_a_private_address_is_called_only_where_the_installation_allows_it(text: str) -> None:
    assert refused(text, allow_private=False)
    assert not refused(text, allow_private=True)


@pytest.mark.parametrize("text", PUBLIC)
def test_a_public_address_is_called(text: str) -> None:
    assert not refused(text, allow_private=False)


@pytest.mark.parametrize("text", ["example.com", "fe80::1%eth0", "1.2.3", "01.2.3.4", "2130706433", "", "[::1]"])
def test_an_address_has_one_spelling(text: str) -> None:
    assert parse_address(text) is None
