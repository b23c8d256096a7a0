"""Which webhook addresses a company may set, by what their names stand for."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from planroom.features.companies.service import check_webhook_urls
from planroom.infra.outbound.client import CheckedOutbound
from planroom.infra.settings import Settings
from planroom.kit.errors import InvalidInput

NAMES = {
    "public.example": ["192.0.43.8"],
    "private.example": ["10.0.0.8"],
    "both.example": ["192.0.43.8", "127.0.0.1"],
}


def resolve(host: str) -> Sequence[str]:
    if host not in NAMES:
        raise OSError(host)
    return NAMES[host]


@pytest.fixture
def outbound(tmp_path: Path) -> CheckedOutbound:
    return CheckedOutbound(Settings(data=tmp_path), resolver=resolve)


def test_a_name_that_stands_for_a_private_address_is_refused(outbound: CheckedOutbound) -> None:
    urls = [f"https://{name}/hook" for name in ("public.example", "private.example", "public.example", "both.example")]

    with pytest.raises(InvalidInput) as refused:
        check_webhook_urls(outbound, urls)

    assert [(fault.loc, fault.type) for fault in refused.value.faults] == [
        (("webhook_urls", 1), "value_error.address_refused"),
        (("webhook_urls", 3), "value_error.address_refused"),
    ]


def test_a_name_that_is_not_known_just_now_is_taken(outbound: CheckedOutbound) -> None:
    assert check_webhook_urls(outbound, ["https://later.example/hook"]) == ["https://later.example/hook"]


def test_no_name_is_looked_up_when_there_are_too_many_addresses(tmp_path: Path) -> None:
    asked: list[str] = []

    def remember(host: str) -> Sequence[str]:
        asked.append(host)
        return ["192.0.43.8"]

    counting = CheckedOutbound(Settings(data=tmp_path), resolver=remember)
    with pytest.raises(InvalidInput):
        check_webhook_urls(counting, [f"https://{n}.example/" for n in range(11)])

    assert asked == []
