import pytest

from planroom.features.webhooks.rules import is_success, kept_answer, retry_delay_seconds


@pytest.mark.parametrize(
    ("status", "success"),
    [(199, False), (200, True), (204, True), (299, True), (302, False), (500, False), (None, False)],
)
def test_any_2xx_is_success(status: int | None, *, success: bool) -> None:
    assert is_success(status) is success


def test_the_second_attempt_comes_after_a_minute_and_the_third_after_ten() -> None:
    assert [retry_delay_seconds(made, 3, chance=0.0) for made in (1, 2, 3)] == [60.0, 600.0, None]


def test_further_attempts_keep_the_longest_pause() -> None:
    assert retry_delay_seconds(7, 10, chance=0.0) == 600.0


def test_a_pause_is_stretched_by_up_to_a_fifth() -> None:
    assert retry_delay_seconds(1, 3, chance=1.0) == pytest.approx(72.0)


def test_a_single_attempt_is_not_repeated() -> None:
    assert retry_delay_seconds(1, 1, chance=0.0) is None


def test_an_answer_is_kept_as_text_that_every_database_takes() -> None:
    assert kept_answer(b"ok\x00\xff" + b"x" * 5000) == "ok\ufffd" + "x" * 997
