"""Files that arrive as a form (multipart/form-data): streamed to temporary files, bounded, and gone afterwards.

The framework's own reader keeps the text fields of a form in memory whatever their size, and writes files on the
database threads, which are few.
"""

import asyncio
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack, asynccontextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from typing import IO, Any

from litestar import Request
from multipart import (  # type: ignore[import-untyped]  # the package has no types
    MultipartError,
    MultipartSegment,
    ParserLimitReached,
    PushMultipartParser,
    parse_options_header,
)

from planroom.infra.http.bodies import let_the_client_finish
from planroom.infra.http.idempotency.running import form_received
from planroom.infra.http.threads import on_outside_thread
from planroom.kit.errors import AppError, ErrorKind, FieldFault, InvalidInput

HEAD_BYTES = 4096
_MULTIPART = "multipart/form-data"
_MOST_TEXT_BYTES = 20_000
_AROUND_FILES_BYTES = 64 * 1024  # boundaries, headers and the text fields of a form
_MOST_SECONDS = 900.0  # a slow phone sends 50 MB in this time
_TOO_SLOW = f"it did not arrive within {_MOST_SECONDS / 60:.0f} minutes"
_NO_BOUNDARY = "the content-type names no boundary"


class FormExpected(AppError):
    """The body is no form with a file in it."""

    code = "form_expected"
    kind = ErrorKind.UNSUPPORTED
    message = "Send the file as a form: content-type multipart/form-data."


class FileTooLarge(AppError):
    """A file, or all files of a form together, is larger than this installation takes."""

    code = "file_too_large"
    kind = ErrorKind.TOO_LARGE
    message = "The file is larger than this installation takes."


@dataclass(frozen=True, slots=True)
class FormLimits:
    """What a form may hold at most."""

    files: int
    file_bytes: int
    all_files_bytes: int

    @property
    def body_bytes(self) -> int:
        """The largest body."""
        return self.all_files_bytes + _AROUND_FILES_BYTES


@dataclass(slots=True)
class FormFile:
    """A file of a form: on the disk until the form is closed; ``head`` is how it begins."""

    field_name: str
    file_name: str
    content: IO[bytes]
    size: int = 0
    head: bytes = b""
    digest: Any = field(default_factory=sha256)

    @property
    def sha256(self) -> str:
        """The hash of the content, in hexadecimal digits."""
        return str(self.digest.hexdigest())

    def write(self, piece: bytes) -> None:
        """Add a piece."""
        self.content.write(piece)
        self.size += len(piece)
        self.digest.update(piece)
        if len(self.head) < HEAD_BYTES:
            self.head = (self.head + piece)[:HEAD_BYTES]


@dataclass(slots=True)
class Form:
    """What has arrived. A file field in which nothing was chosen is left out."""

    files: list[FormFile] = field(default_factory=list)
    texts: dict[str, str] = field(default_factory=dict)


@asynccontextmanager
async def received_form(request: Request[Any, Any, Any], limits: FormLimits) -> AsyncIterator[Form]:
    """Receive a form whose route takes bodies of any size (``request_max_body_size=None``).

    The caller has been made sure of before. Nothing of it is left when this ends, however it ends. Raises FormExpected,
    FileTooLarge, and InvalidInput for a form that breaks off.
    """
    with ExitStack() as files:
        try:
            async with asyncio.timeout(_MOST_SECONDS):
                collector = await _receive(request, limits, files)
        except (FileTooLarge, FormExpected):
            await let_the_client_finish(request, limits.body_bytes * 2)
            raise
        except TimeoutError as error:
            raise _broken(_TOO_SLOW) from error
        # What was read to its end and cannot be taken is refused at once: the client has finished.
        if collector.refusal is not None:
            raise collector.refusal
        await form_received(_told(collector.form))
        yield collector.form


def _told(form: Form) -> Iterator[str]:
    """Say all by which two forms differ."""
    for name, text in form.texts.items():
        yield from (name, text)
    for file in form.files:
        yield from (file.field_name, file.file_name, file.sha256)


async def _receive(request: Request[Any, Any, Any], limits: FormLimits, files: ExitStack) -> "_Collector":
    boundary = _boundary(request)
    if (request.content_length or 0) > limits.body_bytes:
        raise _too_large(limits)
    collector = _Collector(limits, files)
    received = 0
    try:
        with PushMultipartParser(boundary, max_segment_count=limits.files * 2 + 10) as parser:
            async for piece in _stream(request):
                received += len(piece)
                if received > limits.body_bytes:
                    raise _too_large(limits)
                for part in parser.parse(piece):
                    await collector.take(part)
    except ParserLimitReached as error:
        raise _too_many(limits) from error
    except MultipartError as error:
        raise _broken(str(error)) from error
    return collector


async def _stream(request: Request[Any, Any, Any]) -> AsyncIterator[bytes]:
    async for piece in request.stream():
        if piece:
            yield piece


class _Collector:
    """Puts the parts of a form where they belong.

    What cannot be taken is read to its end all the same, so that the client hears why: ``refusal``.
    """

    def __init__(self, limits: FormLimits, files: ExitStack) -> None:
        self.form = Form()
        self.refusal: AppError | None = None
        self._limits = limits
        self._files = files
        self._field = ""
        self._file: FormFile | None = None
        self._text = bytearray()

    async def take(self, part: MultipartSegment | bytearray | None) -> None:
        """Take the beginning of a field, a piece of it, or its end."""
        if self.refusal is not None:
            return
        if isinstance(part, MultipartSegment):
            self._begin(part)
        elif part is None:
            self._end()
        elif self._file is not None:
            await self._write(self._file, bytes(part))
        else:
            self._text += part
            if len(self._text) > _MOST_TEXT_BYTES:
                message = f"ensure this value has at most {_MOST_TEXT_BYTES} characters"
                fault = FieldFault((self._field,), message, "value_error.any_str.max_length")
                self.refusal = InvalidInput([fault])

    def _begin(self, segment: MultipartSegment) -> None:
        self._field, self._text, self._file = str(segment.name)[:100], bytearray(), None
        if segment.filename is None:
            return
        if len(self.form.files) == self._limits.files and segment.filename:
            self.refusal = _too_many(self._limits)
            return
        content = self._files.enter_context(tempfile.TemporaryFile())  # noqa: SIM115 — closed with the form
        self._file = FormFile(self._field, str(segment.filename), content)

    async def _write(self, file: FormFile, piece: bytes) -> None:
        if file.size + len(piece) > self._limits.file_bytes:
            self.refusal = _too_large(self._limits)
            return
        await on_outside_thread(lambda: file.write(piece))

    def _end(self) -> None:
        if self._file is None:
            self.form.texts[self._field] = self._text.decode("utf-8", "replace")
        elif self._file.file_name:
            self.form.files.append(self._file)


def _boundary(request: Request[Any, Any, Any]) -> str:
    kind, options = parse_options_header(request.headers.get("content-type", ""))
    if kind != _MULTIPART or request.headers.get("content-encoding", "identity").lower() != "identity":
        raise FormExpected
    if not options.get("boundary"):
        raise _broken(_NO_BOUNDARY)
    return str(options["boundary"])


def _broken(reason: str) -> InvalidInput:
    return InvalidInput([FieldFault(("__root__",), f"body is not a whole form: {reason}", "value_error.form")])


def _too_large(limits: FormLimits) -> FileTooLarge:
    if limits.files == 1:
        return FileTooLarge(f"A file may have at most {limits.file_bytes:,} bytes.")
    return FileTooLarge(
        f"A file may have at most {limits.file_bytes:,} bytes, and all of them together {limits.all_files_bytes:,}."
    )


def _too_many(limits: FormLimits) -> FileTooLarge:
    return FileTooLarge(
        f"The form holds too much; send at most {limits.files} file{'s' * (limits.files > 1)} at a time."
    )
