"""Connections that go to the very address that was checked, and whose every wait ends at the deadline.

The HTTP library asks for a connection to a host name; it gets one to our address. The name stays what the Host header
says and what the certificate is verified against.
"""

import ssl
from collections.abc import Iterable, Sequence
from typing import Any

import httpcore

from planroom.infra.outbound.addresses import Address, parse_address
from planroom.infra.outbound.deadline import Deadline

_MAX_CONNECT_SECONDS = 10.0
"""How long one of several addresses may keep us waiting before the next is tried."""


class PinnedBackend(httpcore.NetworkBackend):
    """Connects to one of ``addresses`` whatever host is asked for."""

    def __init__(self, addresses: Sequence[Address], deadline: Deadline) -> None:
        """Keep what may be connected to."""
        self._addresses = addresses
        self._deadline = deadline
        self._backend = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,  # noqa: ARG002 — the point of this class
        port: int,
        timeout: float | None = None,  # noqa: ARG002 — the deadline rules
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """Connect to the first address that answers."""
        last_error: Exception | None = None
        for address in self._addresses:
            seconds = min(self._deadline.remaining_seconds(), _MAX_CONNECT_SECONDS)
            try:
                stream = self._backend.connect_tcp(str(address), port, seconds, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                last_error = error
                continue
            return DeadlineStream(_checked(stream, address), self._deadline)
        raise last_error or httpcore.ConnectError("no address")


class DeadlineStream(httpcore.NetworkStream):
    """A connection on which every read, write and handshake ends at the deadline."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: Deadline) -> None:
        """Wrap ``stream``."""
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ARG002 — the deadline rules
        """Read what there is."""
        return self._stream.read(max_bytes, self._deadline.remaining_seconds())

    def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ARG002 — the deadline rules
        """Write all of ``buffer``, asking the deadline again for every piece."""
        piece = 64 * 1024
        for start in range(0, len(buffer), piece):
            self._stream.write(buffer[start : start + piece], self._deadline.remaining_seconds())

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ARG002 — the deadline rules
    ) -> httpcore.NetworkStream:
        """Make it an encrypted connection; the certificate must be the host name's."""
        seconds = self._deadline.remaining_seconds()
        return DeadlineStream(self._stream.start_tls(ssl_context, server_hostname, seconds), self._deadline)

    def close(self) -> None:
        """Close the connection."""
        self._stream.close()

    def get_extra_info(self, info: str) -> Any:  # noqa: ANN401 — the library's own signature
        """Tell about the connection."""
        return self._stream.get_extra_info(info)


def _checked(stream: httpcore.NetworkStream, address: Address) -> httpcore.NetworkStream:
    """Make sure that the other end is who we wanted: the last line of defence, and free."""
    peer = parse_address(str(stream.get_extra_info("server_addr")[0]).partition("%")[0])
    if peer != address:
        stream.close()
        message = "the connection did not go to the address that was checked"
        raise httpcore.ConnectError(message)
    return stream
