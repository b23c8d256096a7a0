"""What moves with a company, and under which names."""

from datetime import UTC, datetime, timedelta

from planroom.features.mergers.rules import MOVES, STAYS, MergeState, free_name, state_now
from planroom.infra.database.base import metadata
from planroom.infra.discovery import import_modules

NOW = datetime(2026, 3, 14, tzinfo=UTC)


def test_every_table_of_companies_is_decided_to_move_or_to_stay() -> None:
    import_modules("planroom.features", "models")
    import_modules("planroom.infra", "models")
    of_companies = {table.name for table in metadata.sorted_tables if "company_id" in table.c}

    assert of_companies
    assert of_companies == {*MOVES, *STAYS}, "say in mergers/rules.py whether a table moves with its company"
    assert not set(MOVES) & set(STAYS)


def test_a_row_that_points_at_a_company_says_so_by_its_column() -> None:
    import_modules("planroom.features", "models")
    pointing = {
        (table.name, key.parent.name)
        for table in metadata.sorted_tables
        for key in table.foreign_keys
        if key.column.table.name == "companies" and key.parent.name != "company_id"
    }

    assert pointing == {("merge_requests", "asked_company_id")}


def test_an_office_keeps_its_name_unless_it_is_taken() -> None:
    assert free_name("North", "Plans Ltd", {"South"}) == "North"
    assert free_name("North", "Plans Ltd", {"North"}) == "North (Plans Ltd)"
    assert free_name("North", "Plans Ltd", {"North", "North (Plans Ltd)"}) == "North (Plans Ltd 2)"
    taken = {"North", "North (Plans Ltd)", "North (Plans Ltd 2)"}
    assert free_name("North", "Plans Ltd", taken) == "North (Plans Ltd 3)"


def test_an_open_request_ends_with_its_time() -> None:
    assert state_now(MergeState.OPEN, NOW + timedelta(seconds=1), NOW) is MergeState.OPEN
    assert state_now(MergeState.OPEN, NOW, NOW) is MergeState.EXPIRED
    assert state_now(MergeState.ACCEPTED, NOW, NOW) is MergeState.ACCEPTED
