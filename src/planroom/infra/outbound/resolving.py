"""From a host to the addresses that we may connect to: resolved once, checked once."""

import socket
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from concurrent.futures import TimeoutError as FutureTimeoutError
from threading import Thread

from planroom.infra.outbound.addresses import Address, is_refused, parse_address
from planroom.infra.outbound.deadline import Deadline
from planroom.infra.outbound.port import OutboundCode, OutboundError

Resolver = Callable[[str], Sequence[str]]
"""Gives the addresses of a name as text; raises OSError when there are none."""


def system_resolver(host: str) -> Sequence[str]:
    """Ask the operating system, once for all families."""
    return [str(entry[4][0]) for entry in socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)]


def resolve_checked(host: str, resolver: Resolver, deadline: Deadline, *, allow_private: bool) -> list[Address]:
    """Give the addresses of ``host``; OutboundError ``address_refused`` when any of them is one we do not call.

    One refused address refuses the host: a name that stands for a public and a private address is up to no good.
    """
    literal = parse_address(host)
    addresses = [literal] if literal else _resolve(host, resolver, deadline)
    if any(is_refused(address, allow_private=allow_private) for address in addresses):
        message = f"The host {host} has an address inside a private or special network, which is not called."
        raise OutboundError(OutboundCode.ADDRESS_REFUSED, message)
    return addresses


def _resolve(host: str, resolver: Resolver, deadline: Deadline) -> list[Address]:
    """Resolve on a thread of its own: the operating system's resolver knows no deadline."""
    found: Future[Sequence[str]] = Future()
    Thread(target=_ask, args=(host, resolver, found), name="resolve", daemon=True).start()
    try:
        texts = found.result(deadline.remaining_seconds())
    except FutureTimeoutError:
        raise deadline.error() from None
    except (OSError, UnicodeError):
        texts = []
    addresses = [address for text in dict.fromkeys(texts) if (address := parse_address(text.partition("%")[0]))]
    if not addresses:
        raise OutboundError(OutboundCode.NAME_NOT_RESOLVED, f"The host name {host} is not known.")
    return addresses


def _ask(host: str, resolver: Resolver, found: "Future[Sequence[str]]") -> None:
    try:
        found.set_result(resolver(host))
    except Exception as error:  # noqa: BLE001 — carried over to the thread that waits
        found.set_exception(error)
