"""Which URL names an upload of this installation."""

import pytest

from planroom.features.uploads.rules import find_token, upload_path, uploads_address

ADDRESS = uploads_address("https://plans.example.com")


def test_the_url_of_an_upload_holds_its_token() -> None:
    assert find_token("https://plans.example.com" + upload_path("abc", "plan.png"), ADDRESS) == "abc"


@pytest.mark.parametrize(
    ("url", "token"),
    [
        ("https://plans.example.com/uploads/abc", "abc"),
        ("https://plans.example.com/uploads/abc?x=1#y", "abc"),
        ("https://plans.example.com/uploads/", ""),
        ("https://plans.example.com/files/abc/plan.png", None),
        ("https://plans.example.com.evil.example/uploads/abc/plan.png", None),
        ("https://drawings.example.com/uploads/abc/plan.png", None),
    ],
)
def test_other_urls_are_none_of_ours(url: str, token: str | None) -> None:
    assert find_token(url, ADDRESS) == token


def test_an_installation_without_an_address_has_no_uploads() -> None:
    assert find_token("https://plans.example.com/uploads/abc", "") is None
