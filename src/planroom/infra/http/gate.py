"""What happens to every request before routing and to every reply on its way out.

It wraps the whole application, because middleware of the framework does not see a request that finds no route.
"""

from collections.abc import Iterable
from time import perf_counter

import structlog
from litestar.enums import HttpMethod, ScopeType
from litestar.types import ASGIApp, HTTPScope, Message, Receive, Scope, Send

from planroom.infra.http.credentials import find_credentials
from planroom.infra.http.error_replies import ErrorReply, reply_to_error
from planroom.infra.http.origins import Origins
from planroom.infra.http.proxies import behind_proxies
from planroom.infra.http.rate_limit import Allowance, RateLimiter
from planroom.infra.http.request_ids import choose_request_id, keep_request_id
from planroom.kit.errors import AppError, ErrorKind

LIMITED_PREFIX = "/api/"
HEALTH_PREFIX = "/health/"
OPEN_PREFIXES = (LIMITED_PREFIX, HEALTH_PREFIX, "/docs")
HIDDEN_PATH = "(hidden)"
"""What the log shows instead of an address that no route took; outside the API a part of it may be a secret."""

Header = tuple[bytes, bytes]

log = structlog.get_logger(__name__)


class RateLimited(AppError):
    """The key has used up its requests."""

    code = "rate_limited"
    kind = ErrorKind.RATE_LIMITED
    message = "Too many requests with this key; try again after the time in Retry-After."


class NothingHere(AppError):
    """A path that no route can have."""

    code = "not_found"
    kind = ErrorKind.NOT_FOUND
    message = "There is nothing at this address."


class Gate:
    """Gives each request its id, counts it, logs it, and answers when everything behind has failed."""

    def __init__(self, app: ASGIApp, limiter: RateLimiter | None, origins: Origins, *, proxies: int = 0) -> None:
        """Stand before ``app``; without a limiter nothing is counted. ``origins`` may call from a browser.

        ``proxies`` is how many proxies of our own every request comes through.
        """
        self._app = app
        self._proxies = proxies
        self._limiter = limiter
        self._origins = origins

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        if scope["type"] == ScopeType.HTTP:
            await self._handle(behind_proxies(scope, self._proxies), receive, send)
        else:
            await self._app(scope, receive, send)

    async def _handle(self, scope: HTTPScope, receive: Receive, send: Send) -> None:
        request_id = choose_request_id(scope["headers"])
        keep_request_id(scope, request_id)
        reply = Reply(send, request_id, is_private=scope["path"].startswith(LIMITED_PREFIX))
        started = perf_counter()
        with structlog.contextvars.bound_contextvars(request_id=request_id):
            reply.extra += self._origins.headers_for(scope)
            try:
                if asked_before := self._origins.answer(scope):
                    await reply.send_error(asked_before)
                    return
                self._admit(scope, reply)
                await self._app(_as_get(scope, reply), receive, reply.send)
            except Exception as error:
                if reply.status:
                    log.exception("request.failed_while_answering")
                    raise
                await reply.send_error(reply_to_error(error, request_id))
            finally:
                _log_request(scope, reply.status, perf_counter() - started)

    def _admit(self, scope: HTTPScope, reply: "Reply") -> None:
        path = scope["path"]
        if "\0" in path:
            raise NothingHere
        if self._limiter is None or not path.startswith(LIMITED_PREFIX):
            return
        allowance = self._limiter.take(_caller(scope))
        reply.extra += _rate_headers(allowance)
        if not allowance.allowed:
            raise RateLimited(retry_after_seconds=allowance.retry_after_seconds)


class Reply:
    """The way out: adds our headers to whatever is sent and remembers the status; 0 until one is sent."""

    def __init__(self, send: Send, request_id: str, *, is_private: bool) -> None:
        """Send through ``send``. What is private is kept by no cache that others share, unless its route says more."""
        self.status = 0
        self._is_private = is_private
        self.is_head = False
        self.extra: list[Header] = [(b"x-request-id", request_id.encode()), (b"x-content-type-options", b"nosniff")]
        self._send = send

    async def send(self, message: Message) -> None:
        """Pass a message on."""
        if message["type"] == "http.response.start":
            self.status = message["status"]
            message["headers"] = [*message["headers"], *self.extra, *self._cache_headers(message["headers"])]
        elif self.is_head and message["type"] == "http.response.body":
            message["body"] = b""
        await self._send(message)

    def _cache_headers(self, told: Iterable[Header]) -> list[Header]:
        # A cache takes only requests with an Authorization header for private by itself, and a key comes in another.
        if not self._is_private or any(name.lower() == b"cache-control" for name, _ in told):
            return []
        return [(b"cache-control", b"private, no-cache")]

    async def send_error(self, reply: ErrorReply) -> None:
        """Send an error for which no framework is left."""
        headers = [(name.encode(), value.encode("latin-1")) for name, value in reply.headers.items()]
        headers += [(b"content-type", b"application/json"), (b"content-length", str(len(reply.body)).encode())]
        await self.send({"type": "http.response.start", "status": reply.status, "headers": headers})
        await self.send({"type": "http.response.body", "body": reply.body, "more_body": False})


def _as_get(scope: HTTPScope, reply: Reply) -> HTTPScope:
    """Let every GET of the APIs answer to HEAD: the same headers, and no body. Files know HEAD themselves."""
    if scope["method"] != "HEAD" or not scope["path"].startswith(LIMITED_PREFIX):
        return scope
    reply.is_head = True
    return {**scope, "method": HttpMethod.GET}


def _log_request(scope: HTTPScope, status: int, seconds: float) -> None:
    path = scope["path"]
    tell = log.debug if path.startswith(HEALTH_PREFIX) else log.info
    # Outside the API, a path can be a secret: whoever reads the log must not be able to open the file. Inside, it can
    # name a person, whose address would outlive them in the log.
    # A request that the routing refuses has no template: 405 for a file's address, 404 for one with a slip in it.
    is_open = path.startswith(OPEN_PREFIXES) and "@" not in path
    shown = path if is_open else scope.get("path_template", HIDDEN_PATH)
    tell("http.request", method=scope["method"], path=shown, status=status, duration_ms=round(seconds * 1000, 1))


def _caller(scope: HTTPScope) -> str:
    """Tell callers apart: by the credential that will be looked at, else by their address."""
    found = find_credentials(scope["headers"])
    client = scope.get("client")
    return found.api_key or found.bearer or (client[0] if client else "")


def _rate_headers(allowance: Allowance) -> list[Header]:
    return [
        (b"ratelimit-limit", str(allowance.limit).encode()),
        (b"ratelimit-remaining", str(allowance.remaining).encode()),
        (b"ratelimit-reset", str(allowance.reset_seconds).encode()),
    ]
