"""Stored files as replies: conditional, in parts, and cached for good, because what a key names never changes."""

import asyncio
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, NamedTuple
from urllib.parse import quote

from litestar import Request, Response
from litestar.response.base import ASGIResponse
from litestar.types import Receive, Scope, Send

from planroom.infra.http.etags import names_etag, quote_etag
from planroom.infra.http.parts import parts_of
from planroom.infra.http.ranges import ByteRange, find_range
from planroom.infra.storage.port import Storage

# The database threads are few and must not wait for files.
_FILE_THREADS = ThreadPoolExecutor(max_workers=4, thread_name_prefix="files")

_IMMUTABLE = "public, max-age=31536000, immutable"
# A drawing can carry scripts. Opened as a page of its own, it may run none and belongs to no origin.
_SVG_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; sandbox"
_SVG = "image/svg+xml"


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file that is in the storage: ``sha256`` of its content in hexadecimal digits, ``size`` in bytes."""

    storage_key: str
    file_name: str
    media_type: str
    size: int
    sha256: str


class FileReply(Response[bytes]):
    """The answer to a GET or HEAD of a stored file; made by ``file_reply``, sent without a database thread."""

    def __init__(self, status: int, headers: dict[str, str], part: "FilePart | None") -> None:
        """Answer with ``part`` of a file, or with headers alone."""
        super().__init__(content=b"", status_code=status, headers=headers)
        self._part = part

    def to_asgi_response(self, *_: Any, **__: Any) -> ASGIResponse:  # noqa: ANN401 — the framework's own signature
        """Make what sends it."""
        return _FileSender(self.status_code or 200, self.headers, self._part)


class FilePart(NamedTuple):
    """What is sent of a file."""

    storage: Storage
    key: str
    range: ByteRange


def file_reply(request: Request[Any, Any, Any], file: StoredFile) -> FileReply:
    """Answer a GET or HEAD of ``file``.

    304 when the caller has it already (If-None-Match), 206 for one range (with If-Range heeded), else the whole file.
    Raises RangeNotSatisfiable (416) for a range behind the end.
    """
    etag = quote_etag(file.sha256)
    headers = _headers(file, etag)
    if names_etag(request.headers.get("if-none-match", ""), etag):
        kept = {name: headers[name] for name in ("etag", "cache-control")}
        return FileReply(304, kept, None)
    whole = ByteRange(0, file.size)
    wanted = _wanted_range(request, file.size, etag)
    part = wanted or whole
    headers["content-length"] = str(part.end - part.start)
    if wanted is not None:
        headers["content-range"] = f"bytes {part.start}-{part.end - 1}/{file.size}"
    sent = None if request.method == "HEAD" else FilePart(parts_of(request).storage, file.storage_key, part)
    return FileReply(200 if wanted is None else 206, headers, sent)


def _wanted_range(request: Request[Any, Any, Any], size: int, etag: str) -> ByteRange | None:
    if request.method == "HEAD" or request.headers.get("if-range", etag).strip() != etag:
        return None
    return find_range(request.headers.get("range"), size)


def _headers(file: StoredFile, etag: str) -> dict[str, str]:
    headers = {
        "content-type": file.media_type,
        "content-disposition": f"inline; filename*=UTF-8''{quote(file.file_name, safe='')}",
        "etag": etag,
        "cache-control": _IMMUTABLE,
        "accept-ranges": "bytes",
    }
    return headers | ({"content-security-policy": _SVG_POLICY} if file.media_type.startswith(_SVG) else {})


class _FileSender(ASGIResponse):
    """Sends a part of a file. The first piece is read before the status goes out, so that a lost file is a 500."""

    def __init__(self, status: int, headers: dict[str, Any], part: FilePart | None) -> None:
        super().__init__(status_code=status, headers=headers, is_head_response=True)
        self._part = part

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002 — ASGI
        pieces = _pieces(self._part) if self._part else _nothing()
        piece = await anext(pieces, b"")
        await self.start_response(send)
        while following := await anext(pieces, b""):
            await send({"type": "http.response.body", "body": piece, "more_body": True})
            piece = following
        await send({"type": "http.response.body", "body": piece, "more_body": False})


async def _pieces(part: FilePart) -> AsyncIterator[bytes]:
    loop = asyncio.get_running_loop()
    pieces = await loop.run_in_executor(_FILE_THREADS, part.storage.stream, part.key, *part.range)
    while piece := await loop.run_in_executor(_FILE_THREADS, next, pieces, b""):
        yield piece


async def _nothing() -> AsyncIterator[bytes]:
    return
    yield  # pragma: no cover — makes it a generator
