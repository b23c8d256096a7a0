"""A tight limit for the few routes that anybody may call and that could be used to guess or to pester.

It counts by the caller's address, beside the limit by key that holds for every route, and in each process apart.
"""

from typing import Any

from litestar import Request

from planroom.infra.http.gate import RateLimited
from planroom.infra.http.parts import parts_of
from planroom.infra.http.rate_limit import RateLimiter

_STATE_KEY = "planroom_tight_limit"
_TOO_MANY = "Too many tries from your address; try again after the time in Retry-After."


def take_from_address(request: Request[Any, Any, Any]) -> None:
    """Count a request of the caller's address, on the event loop; raises RateLimited when there were too many."""
    limiter = _limiter(request)
    if limiter is None:
        return
    allowance = limiter.take(request.client.host if request.client else "")
    if not allowance.allowed:
        raise RateLimited(_TOO_MANY, retry_after_seconds=allowance.retry_after_seconds)


def _limiter(request: Request[Any, Any, Any]) -> RateLimiter | None:
    """Give the application's one limiter, made when it is first asked for; None when there is no limit."""
    settings = parts_of(request).settings
    if not settings.sign_ins_per_minute:
        return None
    limiter: RateLimiter | None = request.app.state.get(_STATE_KEY)
    if limiter is None:
        limiter = RateLimiter(max(settings.sign_ins_per_minute // settings.processes, 1))
        request.app.state[_STATE_KEY] = limiter
    return limiter
