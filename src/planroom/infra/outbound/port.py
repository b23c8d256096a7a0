"""The port for outgoing HTTP calls to addresses that customers gave."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol


class OutboundCode(StrEnum):
    """Why a call did not come to a full answer."""

    BAD_URL = "bad_url"
    NAME_NOT_RESOLVED = "name_not_resolved"
    ADDRESS_REFUSED = "address_refused"
    CONNECTION_FAILED = "connection_failed"
    PROTOCOL_ERROR = "protocol_error"
    REDIRECT_REFUSED = "redirect_refused"
    TIMED_OUT = "timed_out"
    TOO_LARGE = "too_large"


class OutboundError(Exception):
    """A call that did not come to a full answer. ``code`` is one of OutboundCode, the text is for people."""

    def __init__(self, code: str, message: str) -> None:
        """Keep the stable ``code`` beside the sentence for people."""
        self.code = code
        super().__init__(message)


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: ``body`` is complete for ``fetch`` and cut to its limit for ``post``."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    duration_seconds: float


class Outbound(Protocol):
    """Makes calls under the address rules, time limits and size limits of the installation."""

    def fetch(self, url: str, *, limit_bytes: int | None = None) -> Answer:
        """GET a customer's file. Follows redirects only to addresses that pass the same check (at most 3).

        Raises OutboundError, also when the body is larger than ``limit_bytes`` or the limit for sources. A 4xx or 5xx
        is an Answer.
        """
        ...

    def post(self, url: str, body: bytes, headers: Mapping[str, str]) -> Answer:
        """POST ``body`` to a webhook. No redirect is followed; the answer's body is cut while reading.

        Raises OutboundError when no answer came within the time limit (60 s in all).
        """
        ...

    def check_address(self, url: str) -> None:
        """Raise OutboundError when the URL is no absolute http(s) URL or resolves to an address that is refused."""
        ...
