"""Identifiers and tokens."""

from uuid import UUID

import pytest

from planroom.kit.ids import new_id, new_token, parse_id


def test_ids_sort_by_the_time_they_were_made() -> None:
    made = [new_id() for _ in range(100)]
    assert made == sorted(made)
    assert {each.version for each in made} == {7}


def test_an_id_is_read_in_any_usual_spelling() -> None:
    made = new_id()
    assert {parse_id(text) for text in (str(made), str(made).upper(), made.hex)} == {made}


@pytest.mark.parametrize("text", ["", "7", "x" * 36, "01920000-0000-7000-8000-00000000000", "order\x00"])
def test_what_is_no_id_is_none(text: str) -> None:
    assert parse_id(text) is None


def test_a_token_is_safe_in_a_path_and_never_made_twice() -> None:
    made = {new_token() for _ in range(1000)}
    assert len(made) == 1000
    assert all(len(token) >= 32 and token.replace("-", "").replace("_", "").isalnum() for token in made)
    assert isinstance(parse_id(str(new_id())), UUID)
