"""The machine's clock."""

from datetime import UTC, datetime

from planroom.kit.clock import SystemClock


def test_the_machines_clock_tells_aware_utc_time() -> None:
    before = datetime.now(UTC)
    told = SystemClock().now()
    assert told.tzinfo is UTC
    assert before <= told <= datetime.now(UTC)
