"""How many requests a key may send."""

from planroom.infra.http.rate_limit import MAX_KEYS, RateLimiter


class Seconds:
    """A clock that a test turns."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_a_minutes_allowance_may_be_used_at_once_and_no_more() -> None:
    limiter = RateLimiter(60, Seconds())
    allowed = [limiter.take("key").allowed for _ in range(61)]
    assert allowed == [True] * 60 + [False]


def test_the_figures_of_the_headers_count_down() -> None:
    limiter = RateLimiter(60, Seconds())
    first, second = limiter.take("key"), limiter.take("key")
    assert (first.limit, first.remaining, first.reset_seconds) == (60, 59, 1)
    assert (second.limit, second.remaining, second.reset_seconds) == (60, 58, 2)


def test_a_refused_caller_is_told_when_the_next_request_passes() -> None:
    seconds = Seconds()
    limiter = RateLimiter(6, seconds)
    for _ in range(6):
        limiter.take("key")
    refused = limiter.take("key")
    assert (refused.allowed, refused.remaining, refused.retry_after_seconds) == (False, 0, 10)
    seconds.now += refused.retry_after_seconds
    assert limiter.take("key").allowed


def test_a_refused_request_does_not_count() -> None:
    seconds = Seconds()
    limiter = RateLimiter(1, seconds)
    limiter.take("key")
    for _ in range(100):
        limiter.take("key")
    seconds.now += 60
    assert limiter.take("key").allowed


def test_one_key_does_not_use_up_anothers_allowance() -> None:
    limiter = RateLimiter(1, Seconds())
    assert [limiter.take(key).allowed for key in ("a", "b", "a", "b")] == [True, True, False, False]


def test_a_million_made_up_keys_do_not_fill_the_memory() -> None:
    limiter = RateLimiter(1, Seconds())
    for number in range(MAX_KEYS * 2):
        limiter.take(str(number))
    assert limiter.remembered_keys == MAX_KEYS
    assert not limiter.take(str(MAX_KEYS * 2 - 1)).allowed
