"""Tokens that nobody else can make."""

import pytest

from planroom.kit.signing import new_signing_secret, read_signed, sign

SECRET = b"s" * 32


@pytest.mark.parametrize("payload", [b"", b"\x00", b"invitation", bytes(range(256))])
def test_a_token_carries_what_was_signed(payload: bytes) -> None:
    token = sign(SECRET, "link", payload)
    assert read_signed(SECRET, "link", token) == payload
    assert token.replace("-", "").replace("_", "").isalnum()


def test_a_token_of_another_secret_or_purpose_says_nothing() -> None:
    token = sign(SECRET, "link", b"1")
    assert read_signed(new_signing_secret(), "link", token) is None
    assert read_signed(SECRET, "cookie", token) is None


def test_a_token_that_was_changed_anywhere_says_nothing() -> None:
    token = sign(SECRET, "link", b"some payload")
    for position, letter in enumerate(token):
        changed = token[:position] + ("A" if letter != "A" else "B") + token[position + 1 :]
        assert read_signed(SECRET, "link", changed) is None


@pytest.mark.parametrize("token", ["", "A", "AAAA", "=", "ünicode", "not base64!", "A" * 10_000])
def test_what_is_no_token_says_nothing(token: str) -> None:
    assert read_signed(SECRET, "link", token) is None


def test_a_token_has_one_spelling() -> None:
    token = sign(SECRET, "link", b"1")
    assert read_signed(SECRET, "link", token + "=") is None
    assert read_signed(SECRET, "link", token + "\n") is None
