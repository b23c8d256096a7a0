"""Paging as contract section 1.2 reads it, by offset and by cursor."""

import re
from typing import NamedTuple
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from planroom.kit.paging import CURSOR_PATTERN, Cursor, Page, PageRequest, make_page, read_cursor, write_cursor


class Row(NamedTuple):
    """A row of a list."""

    id: UUID


ROWS = [Row(UUID(int=number)) for number in range(1, 46)]


def page_of(rows: list[Row], request: PageRequest) -> Page[Row]:
    """Give the page that a database gives: up to ``fetch`` rows behind the cursor, or from ``skip`` on."""
    after = request.after
    begin = rows.index(Row(after.id)) + 1 if after else request.skip
    return make_page(request, rows[begin : begin + request.fetch])


def test_the_documented_example_holds() -> None:
    page = page_of(ROWS, PageRequest(limit=20, offset=0))
    assert (page.has_more, page.limit, page.next_offset, page.previous_offset) == (True, 20, 21, 0)


def test_offset_0_and_offset_1_are_the_same_page() -> None:
    pages = [page_of(ROWS, PageRequest(20, offset)) for offset in (0, 1)]
    assert pages[0] == pages[1]


def test_the_last_page_has_no_next_one() -> None:
    page = page_of(ROWS, PageRequest(limit=20, offset=41))
    assert (list(page.items), page.has_more, page.previous_offset) == (ROWS[40:], False, 21)
    assert (page.next_offset, page.next_cursor) == (None, None)


def test_a_page_behind_the_end_is_empty() -> None:
    page = page_of(ROWS, PageRequest(limit=20, offset=1000))
    assert (list(page.items), page.has_more) == ([], False)


@given(st.integers(1, 100))
def test_following_next_offset_neither_skips_nor_repeats_a_row(limit: int) -> None:
    seen: list[Row] = []
    offset: int | None = 0
    while offset is not None:
        page = page_of(ROWS, PageRequest(limit=limit, offset=offset))
        seen += page.items
        offset = page.next_offset
    assert seen == ROWS


@given(st.integers(1, 100), st.integers(1, 60))
def test_following_next_cursor_stays_exact_while_rows_are_added_in_front(limit: int, added: int) -> None:
    seen: list[Row] = []
    rows, page = ROWS, page_of(ROWS, PageRequest(limit))
    seen += page.items
    while page.next_cursor is not None:
        rows = [Row(UUID(int=2**100 + len(rows) + number)) for number in range(added)] + rows
        page = page_of(rows, PageRequest(limit, after=read_cursor(page.next_cursor)))
        seen += page.items
    assert seen == ROWS


def test_a_page_behind_a_cursor_says_the_offsets_of_who_walked_there() -> None:
    by_offset = page_of(ROWS, PageRequest(limit=20, offset=21))
    by_cursor = page_of(ROWS, PageRequest(limit=20, after=Cursor(ROWS[19].id, 20)))
    assert by_cursor == by_offset


@given(st.uuids(), st.integers(0, 2**40 - 1))
def test_a_cursor_survives_its_way_to_the_client_and_back(row_id: UUID, position: int) -> None:
    text = write_cursor(Cursor(row_id, position))
    assert re.search(CURSOR_PATTERN, text)
    assert read_cursor(text) == Cursor(row_id, position)
