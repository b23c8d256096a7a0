"""Offset paging as contract section 1.2 reads it."""

from hypothesis import given
from hypothesis import strategies as st

from planroom.kit.paging import PageRequest, make_page

ROWS = list(range(1, 46))


def rows_for(request: PageRequest) -> list[int]:
    """Give what a database gives: up to ``fetch`` rows from ``skip`` on."""
    return ROWS[request.skip : request.skip + request.fetch]


def test_the_documented_example_holds() -> None:
    page = make_page(PageRequest(limit=20, offset=0), rows_for(PageRequest(limit=20, offset=0)))
    assert (page.has_more, page.limit, page.next_offset, page.previous_offset) == (True, 20, 21, 0)


def test_offset_0_and_offset_1_are_the_same_page() -> None:
    pages = [make_page(PageRequest(20, offset), rows_for(PageRequest(20, offset))) for offset in (0, 1)]
    assert pages[0] == pages[1]


def test_the_last_page_has_no_next_one() -> None:
    request = PageRequest(limit=20, offset=41)
    page = make_page(request, rows_for(request))
    assert (list(page.items), page.has_more, page.next_offset, page.previous_offset) == (ROWS[40:], False, None, 21)


def test_a_page_behind_the_end_is_empty() -> None:
    request = PageRequest(limit=20, offset=1000)
    page = make_page(request, rows_for(request))
    assert (list(page.items), page.has_more) == ([], False)


@given(st.integers(1, 100))
def test_following_next_offset_neither_skips_nor_repeats_a_row(limit: int) -> None:
    seen: list[int] = []
    offset: int | None = 0
    while offset is not None:
        request = PageRequest(limit=limit, offset=offset)
        page = make_page(request, rows_for(request))
        seen += page.items
        offset = page.next_offset
    assert seen == ROWS
