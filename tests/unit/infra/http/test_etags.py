"""Entity tags in conditional headers."""

import pytest

from planroom.infra.http.etags import names_etag, quote_etag


@pytest.mark.parametrize("header", ['"7"', 'W/"7"', '"1", "7"', '"1",W/"7" , "8"', "*", " * "])
def test_a_header_that_lists_the_tag_names_it(header: str) -> None:
    assert names_etag(header, quote_etag(7))


@pytest.mark.parametrize("header", ["", "7", '"77"', '"1", "2"', 'x"7', "**"])
def test_a_header_without_the_tag_does_not(header: str) -> None:
    assert not names_etag(header, quote_etag(7))
