"""No call to the outside while a transaction is open."""

from collections.abc import Callable

import pytest

from planroom.infra.database.unit_of_work import Database
from planroom.infra.outbound.client import CheckedOutbound
from planroom.infra.settings import Settings

CALLS: list[Callable[[CheckedOutbound], object]] = [
    lambda outbound: outbound.fetch("http://127.0.0.1/"),
    lambda outbound: outbound.post("http://127.0.0.1/", b"", {}),
    lambda outbound: outbound.check_address("http://127.0.0.1/"),
]


@pytest.mark.parametrize("call", CALLS, ids=["fetch", "post", "check_address"])
def test_nobody_is_called_while_a_unit_of_work_is_open(
    database: Database, call: Callable[[CheckedOutbound], object]
) -> None:
    outbound = CheckedOutbound(Settings())
    with database.read(), pytest.raises(RuntimeError, match="inside an open unit of work"):
        call(outbound)
    with database.write(), pytest.raises(RuntimeError, match="inside an open unit of work"):
        call(outbound)
