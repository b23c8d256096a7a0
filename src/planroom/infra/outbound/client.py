"""The outgoing HTTP client: every call to an address that a customer gave goes through here."""

import ssl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import NamedTuple

import httpcore
import httpx

from planroom.infra.database.unit_of_work import forbid_inside_unit_of_work
from planroom.infra.outbound.connecting import PinnedBackend
from planroom.infra.outbound.content import read_beginning, read_whole, too_large
from planroom.infra.outbound.deadline import Deadline
from planroom.infra.outbound.port import Answer, OutboundCode, OutboundError
from planroom.infra.outbound.resolving import Resolver, resolve_checked, system_resolver
from planroom.infra.outbound.urls import Target, parse_target, redirect_target
from planroom.infra.settings import Settings

MAX_REDIRECTS = 3
MAX_ANSWER_BYTES = 64 * 1024
"""How much of a webhook receiver's answer is read."""
CHECK_SECONDS = 5.0
"""How long looking up a name may take when an address is only checked."""

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_FRAMING = frozenset({"host", "content-length", "transfer-encoding", "expect", "upgrade"})
_OUR_HEADERS = {"user-agent": "Planroom", "accept": "*/*", "accept-encoding": "identity", "connection": "close"}


class Call(NamedTuple):
    """One request to be sent."""

    method: str
    url: str
    body: bytes
    headers: Mapping[str, str]


class CheckedOutbound:
    """Calls public addresses only, unless the installation allows private ones; time and size are bounded.

    Proxies, credentials and anything else of the environment play no part.
    """

    def __init__(
        self,
        settings: Settings,
        resolver: Resolver = system_resolver,
        ssl_context: ssl.SSLContext | None = None,
    ) -> None:
        """Take limits and address rules from ``settings``; the others are for installations with their own roots."""
        self._settings = settings
        self._resolver = resolver
        self._ssl_context = ssl_context or _default_ssl_context()

    def fetch(self, url: str, *, limit_bytes: int | None = None) -> Answer:
        """GET a customer's file, whole. See Outbound.fetch."""
        forbid_inside_unit_of_work("an outgoing call")
        deadline = Deadline(self._settings.fetch_timeout_seconds)
        most = self._settings.max_source_bytes
        limit = most if limit_bytes is None else min(limit_bytes, most)
        for _ in range(MAX_REDIRECTS + 1):
            with self._exchange(Call("GET", url, b"", {}), deadline) as (response, headers):
                if response.status not in _REDIRECTS or "location" not in headers:
                    _check_length(headers, limit)
                    body = read_whole(response.iter_stream(), _encoding(headers), limit)
                    return Answer(response.status, headers, body, deadline.elapsed_seconds)
                url = redirect_target(url, headers["location"])
        raise OutboundError(OutboundCode.REDIRECT_REFUSED, f"The address redirects more than {MAX_REDIRECTS} times.")

    def post(self, url: str, body: bytes, headers: Mapping[str, str]) -> Answer:
        """POST ``body`` to a webhook. See Outbound.post."""
        forbid_inside_unit_of_work("an outgoing call")
        deadline = Deadline(self._settings.webhook_timeout_seconds)
        with self._exchange(Call("POST", url, body, headers), deadline) as (response, answered):
            beginning = read_beginning(_until_it_breaks(response), MAX_ANSWER_BYTES)
            return Answer(response.status, answered, beginning, deadline.elapsed_seconds)

    def check_address(self, url: str) -> None:
        """Look the host up and check its addresses, without a call. See Outbound.check_address."""
        forbid_inside_unit_of_work("looking up a host name")
        self._resolve(parse_target(url), Deadline(CHECK_SECONDS))

    def _resolve(self, target: Target, deadline: Deadline) -> PinnedBackend:
        addresses = resolve_checked(
            target.host, self._resolver, deadline, allow_private=self._settings.allow_private_addresses
        )
        return PinnedBackend(addresses, deadline)

    @contextmanager
    def _exchange(self, call: Call, deadline: Deadline) -> Iterator[tuple[httpcore.Response, dict[str, str]]]:
        """Send one request on a connection of its own and give the answer, whose body is not read yet."""
        target = parse_target(call.url)
        url = httpcore.URL(scheme=target.scheme, host=target.host, port=target.port, target=target.path)
        connection = httpcore.HTTPConnection(
            origin=url.origin, ssl_context=self._ssl_context, network_backend=self._resolve(target, deadline)
        )
        request = httpcore.Request(call.method, url, headers=_request_headers(call, target), content=call.body)
        with connection, _told_as_outbound_errors(deadline):
            response = connection.handle_request(request)
            yield response, _answer_headers(response)


def _default_ssl_context() -> ssl.SSLContext:
    """Trust the roots that come with the HTTP library and those of the operating system."""
    context = httpx.create_ssl_context(trust_env=False)
    context.load_default_certs()
    return context


def _request_headers(call: Call, target: Target) -> list[tuple[str, str]]:
    """Put the caller's headers and ours together; what frames the request is ours alone."""
    framing = {"host": target.host_header}
    if call.method == "POST":
        framing["content-length"] = str(len(call.body))
    given = {name.lower(): value for name, value in call.headers.items() if name.lower() not in _FRAMING}
    return [*framing.items(), *(given | _OUR_HEADERS).items()]


def _answer_headers(response: httpcore.Response) -> dict[str, str]:
    return {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in response.headers}


def _until_it_breaks(response: httpcore.Response) -> Iterator[bytes]:
    """Read the body of an answer whose status is all that counts: one that breaks off changes nothing about it."""
    with suppress(httpcore.ProtocolError, httpcore.NetworkError):
        yield from response.iter_stream()


def _encoding(headers: Mapping[str, str]) -> str:
    return headers.get("content-encoding", "").strip().lower()


def _check_length(headers: Mapping[str, str], limit_bytes: int) -> None:
    """Refuse by the announced length, before anything is read."""
    announced = headers.get("content-length", "")
    if announced.isdecimal() and int(announced[:20]) > limit_bytes:
        raise too_large(limit_bytes)


@contextmanager
def _told_as_outbound_errors(deadline: Deadline) -> Iterator[None]:
    try:
        yield
    except httpcore.TimeoutException:
        raise deadline.error() from None
    except httpcore.NetworkError as error:
        reason = _certificate_problem(error) or "The connection could not be made or broke off."
        raise OutboundError(OutboundCode.CONNECTION_FAILED, reason) from error
    except (httpcore.ProtocolError, UnicodeEncodeError) as error:
        raise OutboundError(OutboundCode.PROTOCOL_ERROR, "The answer is no HTTP that we understand.") from error


def _certificate_problem(error: httpcore.NetworkError) -> str | None:
    cause = error.__cause__ or error.__context__
    if isinstance(cause, ssl.SSLCertVerificationError):
        return f"The server's certificate is not valid: {cause.verify_message}."
    return None
