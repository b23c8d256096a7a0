"""Entity tags in conditional headers."""

import pytest

from planroom.infra.http.etags import matches_etag, names_etag, quote_etag, tag_of


@pytest.mark.parametrize("header", ['"7"', 'W/"7"', '"1", "7"', '"1",W/"7" , "8"', "*", " * "])
def test_a_header_that_lists_the_tag_names_it(header: str) -> None:
    assert names_etag(header, quote_etag(7))


@pytest.mark.parametrize("header", ["", "7", '"77"', '"1", "2"', 'x"7', "**"])
def test_a_header_without_the_tag_does_not(header: str) -> None:
    assert not names_etag(header, quote_etag(7))
    assert not matches_etag(header, quote_etag(7))


@pytest.mark.parametrize(
    ("header", "matches"),
    [('"7"', True), ('"1","7"', True), ("*", True), ('W/"7"', False), ('"1",W/"7"', False), ('W/"7", "7"', True)],
)
def test_a_weak_tag_matches_nothing_that_is_to_be_changed(header: str, matches: bool) -> None:  # noqa: FBT001 — a case
    assert matches_etag(header, quote_etag(7)) is matches


def test_what_reads_alike_has_one_tag() -> None:
    assert tag_of(b"{}") == tag_of(b"{}") != tag_of(b"[]")
