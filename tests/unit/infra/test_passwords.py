import pytest
from argon2 import PasswordHasher

from planroom.infra.passwords import check_password, hash_password, is_easy_to_guess

PHRASE = "tinned apricots at the lighthouse"


def test_a_password_is_hashed_with_argon2id_and_a_salt_of_its_own() -> None:
    first, second = hash_password(PHRASE), hash_password(PHRASE)

    assert first.startswith("$argon2id$")
    assert first != second
    assert check_password(first, PHRASE) == (True, None)
    assert not check_password(first, PHRASE + " ").is_right


def test_without_a_hash_no_password_is_right() -> None:
    assert check_password(None, PHRASE) == (False, None)


@pytest.mark.parametrize("stored", ["", "plain", "$argon2id$v=19$m=65536,t=3,p=4$broken"])
def test_what_is_no_hash_opens_nothing(stored: str) -> None:
    assert check_password(stored, stored) == (False, None)


def test_a_hash_with_parameters_of_the_past_is_renewed() -> None:
    old = PasswordHasher(time_cost=1, memory_cost=8192, parallelism=1).hash(PHRASE)

    verdict = check_password(old, PHRASE)

    assert verdict.is_right
    assert verdict.new_hash is not None
    assert check_password(verdict.new_hash, PHRASE) == (True, None)
    assert check_password(old, "another").new_hash is None


def test_one_password_typed_on_two_keyboards_is_the_same() -> None:
    composed, decomposed = "crème brûlée forever", "cre\u0300me bru\u0302le\u0301e forever"

    assert check_password(hash_password(composed), decomposed).is_right


@pytest.mark.parametrize(
    "password",
    ["password1234", "123456789012", "qwertyuiop12", "aaaaaaaaaaaaaaaa", "passwordpassword", "iloveyou1234"],
)
def test_a_common_password_is_easy_to_guess(password: str) -> None:
    assert is_easy_to_guess(password)


@pytest.mark.parametrize("password", [PHRASE, "Zw0lf-Boxkampfer", "x" * 5 + PHRASE * 20])
def test_a_phrase_is_not_easy_to_guess(password: str) -> None:
    assert not is_easy_to_guess(password)


def test_what_everybody_knows_of_a_person_is_easy_to_guess() -> None:
    assert is_easy_to_guess("tim.berners@example.com", ["tim.berners@example.com"])
    assert not is_easy_to_guess("tim.berners@example.com")
