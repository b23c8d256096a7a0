"""A load generator: kept-alive connections that each send the next request as soon as the answer is there.

Raw asyncio, because a comfortable client costs more than the server that it measures.
"""

import asyncio
from dataclasses import dataclass, field
from time import perf_counter
from typing import NamedTuple

# After a round, every request is answered before the next round begins: nothing is left over for others to pay.
_DRAIN_SECONDS = 30
_HEAD_END = b"\r\n\r\n"


@dataclass
class Tally:
    """What came back."""

    answers: int = 0
    failures: list[bytes] = field(default_factory=list)
    waiting: int = 0
    ending: bool = False


class Caller(asyncio.Protocol):
    """One connection."""

    def __init__(self, request: bytes, tally: Tally) -> None:
        self._request = request
        self._tally = tally
        self._received = b""
        self._missing = 0
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        self._send()

    def _send(self) -> None:
        if self._transport is not None and not self._tally.ending:
            self._tally.waiting += 1
            self._transport.write(self._request)

    def data_received(self, data: bytes) -> None:
        if self._missing:
            self._missing -= len(data)
        else:
            self._received += data
            head, end, body = self._received.partition(_HEAD_END)
            if not end:
                return
            self._received = b""
            self._missing = _content_length(head) - len(body)
            if not head.startswith(b"HTTP/1.1 200"):
                self._tally.failures.append(head)
        if self._missing == 0:
            self._tally.answers += 1
            self._tally.waiting -= 1
            self._send()


class Load(NamedTuple):
    """How much was answered in how long."""

    answers: int
    elapsed_seconds: float

    @property
    def per_second(self) -> float:
        """Answers a second."""
        return self.answers / self.elapsed_seconds


def send(port: int, request: bytes, *, connections: int, seconds: float) -> Load:
    """Send ``request`` on ``connections`` connections for ``seconds``; any answer but 200 is an error."""
    return asyncio.run(_send(port, request, connections, seconds))


async def _send(port: int, request: bytes, connections: int, seconds: float) -> Load:
    loop = asyncio.get_running_loop()
    tally = Tally()
    started = perf_counter()
    made = [await loop.create_connection(lambda: Caller(request, tally), "127.0.0.1", port) for _ in range(connections)]
    await asyncio.sleep(seconds)
    tally.ending = True
    async with asyncio.timeout(_DRAIN_SECONDS):
        while tally.waiting:  # noqa: ASYNC110 — once a round; an event would be set for every answer
            await asyncio.sleep(0.001)
    load = Load(tally.answers, perf_counter() - started)
    for transport, _ in made:
        transport.abort()
    if tally.failures or not load.answers:
        message = f"{len(tally.failures)} requests failed, the first with {tally.failures[:1]!r}"
        raise RuntimeError(message)
    return load


def _content_length(head: bytes) -> int:
    return next(int(line[15:]) for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:"))
