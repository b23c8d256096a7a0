"""Tests speak to this machine only: a connection to anywhere else is an error, whoever makes it in this process."""

import sys
from ipaddress import ip_address

LOCAL_NAMES = {"localhost", ""}


class ForeignAddress(RuntimeError):
    """A test tried to reach another machine."""


def refuse_foreign_addresses() -> None:
    """Watch every connection of this process from now on; there is no way back, so nothing can switch it off."""
    sys.addaudithook(_look)


def _look(event: str, arguments: tuple[object, ...]) -> None:
    if event in {"socket.connect", "socket.sendto"} and not is_local(arguments[1]):
        message = f"a test speaks to {arguments[1]}; only this machine is allowed"
        raise ForeignAddress(message)


def is_local(address: object) -> bool:
    """Tell whether a socket address is on this machine: a path of a local socket, or a loopback address."""
    if not isinstance(address, tuple):
        return True
    host = str(address[0]).partition("%")[0]
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host in LOCAL_NAMES
