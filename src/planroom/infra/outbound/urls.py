"""Customers' URLs, read strictly and once: what is checked is what is connected to."""

import re
from dataclasses import dataclass
from typing import NoReturn
from urllib.parse import urljoin

import httpx

from planroom.infra.outbound.addresses import parse_address
from planroom.infra.outbound.port import OutboundCode, OutboundError

MAX_LENGTH = 2048
_PORTS = {"http": 80, "https": 443}

_SHAPE = re.compile(r"(?P<scheme>https?)://(?P<authority>[^/?#]*)(?P<rest>.*)", re.IGNORECASE | re.DOTALL)
_AUTHORITY = re.compile(r"(?P<host>\[[0-9A-Fa-f:.]+\]|[^\[\]:]+)(?::(?P<port>[0-9]{1,5}))?")
# Blanks, control characters and backslashes, which readers of URLs disagree about.
_SUSPICIOUS = re.compile(r"[\s\\\x00-\x20\x7f-\xa0\u200b-\u200f\u2028-\u202f\u2060\ufeff]")
_LABEL = re.compile(r"[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?")
_NUMBER_LIKE = re.compile(r"[0-9]+|0x[0-9a-f]*")


@dataclass(frozen=True, slots=True)
class Target:
    """Where a call goes. ``host`` is an ASCII name or an address; ``path`` is the encoded path with the query."""

    scheme: str
    host: str
    port: int
    path: bytes

    @property
    def host_header(self) -> str:
        """The Host header: the port only where it is not the scheme's own."""
        shown = f"[{self.host}]" if ":" in self.host else self.host
        return shown if self.port == _PORTS[self.scheme] else f"{shown}:{self.port}"


def parse_target(url: str) -> Target:
    """Read an absolute http or https URL; OutboundError ``bad_url`` says what is wrong with it.

    Refused besides what no URL is: a user name or password in it, a port outside 1 to 65535, an address written in
    another way than four plain decimal numbers or bracketed IPv6, and characters that hide what a URL says.
    """
    if len(url) > MAX_LENGTH:
        _refuse(f"The URL is longer than {MAX_LENGTH} characters.")
    if _SUSPICIOUS.search(url):
        _refuse("The URL holds a blank, a control character or a backslash; encode it.")
    shape = _SHAPE.fullmatch(url)
    if shape is None:
        _refuse("Give an absolute URL that begins with http:// or https://.")
    if "@" in shape["authority"]:
        _refuse("The URL carries a user name or password; leave it out.")
    authority = _AUTHORITY.fullmatch(shape["authority"])
    if authority is None:
        _refuse("The URL has no readable host and port.")
    scheme = shape["scheme"].lower()
    return Target(
        scheme=scheme,
        host=_read_host(authority["host"]),
        port=_read_port(authority["port"], _PORTS[scheme]),
        path=_encode_path(shape["rest"]),
    )


def redirect_target(url: str, location: str) -> str:
    """Give where a redirect of ``url`` leads; OutboundError ``redirect_refused`` when that is no URL we would call.

    The customer gave a good address; it is the server behind it that sends us astray.
    """
    try:
        target = urljoin(url, location)
        parse_target(target)
    except (ValueError, OutboundError) as error:
        message = "The address redirects to something that is no http or https address."
        raise OutboundError(OutboundCode.REDIRECT_REFUSED, message) from error
    return target


def _read_host(text: str) -> str:
    if text.startswith("["):
        address = parse_address(text[1:-1])
        if address is None or address.version != 6:  # noqa: PLR2004 — IPv6
            _refuse("The address in brackets is no IPv6 address.")
        return str(address)
    try:
        host = httpx.URL(scheme="http", host=text).raw_host.decode("ascii").lower().removesuffix(".")
    except (httpx.InvalidURL, ValueError):
        _refuse("The URL's host is not a name that can exist.")
    labels = host.split(".")
    if len(host) > 253 or not all(_LABEL.fullmatch(label) for label in labels):  # noqa: PLR2004 — RFC 1035
        _refuse("The URL's host is not a name that can exist.")
    # A last label that is a number makes an address of it for some readers: 2130706433, 0x7f.1, 017700000001.
    if _NUMBER_LIKE.fullmatch(labels[-1]) and parse_address(host) is None:
        _refuse("The URL's host is a number; write an address as four decimal numbers.")
    return host


def _read_port(text: str | None, default: int) -> int:
    port = default if text is None else int(text)
    if not 1 <= port <= 65535:  # noqa: PLR2004 — a port has 16 bits
        _refuse("The URL's port must lie between 1 and 65535.")
    return port


def _encode_path(rest: str) -> bytes:
    try:
        return httpx.URL(f"http://host{rest}").raw_path
    except (httpx.InvalidURL, ValueError):
        _refuse("The URL's path cannot be read.")


def _refuse(message: str) -> NoReturn:
    raise OutboundError(OutboundCode.BAD_URL, message)
