"""Which web pages may call the API from a browser (CORS): none, unless a setting names their origins."""

from litestar.types import HTTPScope

from planroom.infra.http.error_replies import ErrorReply

ANY = "*"

Header = tuple[bytes, bytes]

_EXPOSED = (
    b"etag, retry-after, x-request-id, idempotency-replayed, ratelimit-limit, ratelimit-remaining, ratelimit-reset"
)
_ALLOWED_HEADERS = "api-key, authorization, content-type, idempotency-key, if-match, if-none-match, x-request-id"
_ALLOWED_METHODS = "GET, HEAD, POST, PUT, PATCH, DELETE"
_ONE_DAY_SECONDS = 86_400


class Origins:
    """The origins that may read our replies."""

    def __init__(self, allowed: frozenset[str]) -> None:
        """Allow ``allowed``; ``*`` allows all."""
        self._allowed = allowed

    def headers_for(self, scope: HTTPScope) -> list[Header]:
        """Give the headers that let the page behind a request read the reply; none for pages that may not."""
        if not self._allowed:
            return []
        vary = (b"vary", b"origin")
        origin = _header(scope, b"origin")
        if origin is None or not self._allowed & {ANY, origin.decode("latin-1")}:
            return [vary]
        return [vary, (b"access-control-allow-origin", origin), (b"access-control-expose-headers", _EXPOSED)]

    def answer(self, scope: HTTPScope) -> ErrorReply | None:
        """Answer a browser that asks before it calls (a preflight request); None for all other requests."""
        asks = _header(scope, b"access-control-request-method") is not None and _header(scope, b"origin") is not None
        if not self._allowed or scope["method"] != "OPTIONS" or not asks:
            return None
        told = {
            "access-control-allow-methods": _ALLOWED_METHODS,
            "access-control-allow-headers": _ALLOWED_HEADERS,
            "access-control-max-age": str(_ONE_DAY_SECONDS),
        }
        return ErrorReply(204, b"", told)


def _header(scope: HTTPScope, name: bytes) -> bytes | None:
    return next((value for found, value in scope["headers"] if found == name), None)
