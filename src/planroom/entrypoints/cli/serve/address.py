"""The address that ``serve`` listens on: checked, and kept from others, before anything is started."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager

from planroom.entrypoints.cli.refusals import Refused


@contextmanager
def reserved_address(host: str, port: int) -> Iterator[tuple[str, int]]:
    """Give the IP address and port to listen on, nobody else's while the block runs; port 0 becomes a free one.

    Raises Refused when somebody listens there already or the host is no address of this machine.
    """
    family, address = _resolve(host, port)
    # The server shares the port among its processes (SO_REUSEPORT), and so would a second `serve` without a word.
    # A plain socket cannot be bound where somebody is, so it asks first.
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        _bind(probe, address, port)
        chosen = probe.getsockname()[1]
    with socket.socket(family) as holder:
        holder.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        _bind(holder, address, chosen)
        yield address, chosen


def _resolve(host: str, port: int) -> tuple[int, str]:
    try:
        family, _, _, _, sockaddr = socket.getaddrinfo(host or "0.0.0.0", port, type=socket.SOCK_STREAM)[0]  # noqa: S104 — an empty host means every address
    except socket.gaierror as error:
        message = f"{host} is no address that can be listened on ({error.strerror}); give another with --host."
        raise Refused(message) from None
    return family, str(sockaddr[0])


def _bind(held: socket.socket, address: str, port: int) -> None:
    try:
        held.bind((address, port))
    except OSError as error:
        message = f"{address}:{port} cannot be listened on ({error.strerror}); choose another with --host and --port."
        raise Refused(message) from None
