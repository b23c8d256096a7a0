"""Refusals of requests that carry an idempotency key."""

from planroom.kit.errors import AppError


class IdempotencyKeyReused(AppError):
    """The key was used for a request with another body."""

    code = "idempotency_key_reused"
    message = "This Idempotency-Key came with another body before; use a new key for a new request."


class RequestStillRunning(AppError):
    """The first request with this key has not been answered yet."""

    code = "request_still_running"
    message = "The first request with this Idempotency-Key is still running; ask again after the time in Retry-After."
