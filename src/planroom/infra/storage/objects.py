"""Files on obstore: a local folder, S3, Google Cloud Storage or Azure behind one set of calls."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

import obstore
from obstore.exceptions import BaseError
from obstore.store import LocalStore, MemoryStore, ObjectStore, from_url

from planroom.infra.database.unit_of_work import forbid_inside_unit_of_work
from planroom.infra.settings import BadSetting, Settings
from planroom.infra.storage.keys import check_key
from planroom.infra.storage.port import StoredFileMissing
from planroom.kit.ids import new_id

_LINE_END = "\n"  # behind it, obstore's messages tell their insides

PIECE_BYTES = 1024 * 1024
"""How much of a file is read at a time when it is streamed."""

_SENT_BYTES = 5 * 1024 * 1024  # the smallest part that S3 takes
_SENT_AT_ONCE = 2


class ObjectStorage:
    """Storage on any store that obstore knows. See planroom.infra.storage.port.Storage."""

    def __init__(self, store: ObjectStore) -> None:
        """Keep files in ``store``."""
        self._store = store
        self._local_root = Path(store.prefix) if isinstance(store, LocalStore) and store.prefix else None

    def put(self, key: str, content: bytes) -> None:
        """Store a file, wholly or not at all: under another name first, or in one request."""
        with _calling("storing a file", key):
            obstore.put(self._store, key, content)
            if self._local_root is not None:
                _make_durable(self._local_root / key)

    def put_file(self, key: str, content: IO[bytes]) -> None:
        """Store a file in parts, of which two are in memory; it is there wholly or not at all."""
        with _calling("storing a file", key):
            content.seek(0)
            obstore.put(self._store, key, content, chunk_size=_SENT_BYTES, max_concurrency=_SENT_AT_ONCE)
            if self._local_root is not None:
                _make_durable(self._local_root / key)

    def delete(self, key: str) -> None:
        """Forget a file; one that is not there is forgotten already."""
        with _calling("deleting a file", key), suppress(FileNotFoundError):
            obstore.delete(self._store, key)

    def get(self, key: str) -> bytes:
        """Read a whole file."""
        with _reading(key):
            return bytes(obstore.get(self._store, key).bytes())

    def size(self, key: str) -> int:
        """Give a file's length in bytes."""
        with _reading(key):
            return int(obstore.head(self._store, key)["size"])

    def stream(self, key: str, start: int = 0, end: int | None = None) -> Iterator[bytes]:
        """Read a part in pieces of up to 1 MiB, each a request of its own: a slow reader keeps no connection open.

        What lies behind the end of the file is left out. Raises StoredFileMissing at once, not at the first piece.
        """
        size = self.size(key)
        stop = size if end is None else min(end, size)
        return (self._read(key, at, min(at + PIECE_BYTES, stop)) for at in range(start, stop, PIECE_BYTES))

    def check(self) -> None:
        """Write, read and delete a small file."""
        key = f"health/{new_id()}"
        with _calling("checking the storage", key):
            obstore.put(self._store, key, b"ok")
            obstore.get(self._store, key).bytes()
            obstore.delete(self._store, key)

    def _read(self, key: str, start: int, end: int) -> bytes:
        with _reading(key):
            return bytes(obstore.get_range(self._store, key, start=start, end=end))


class MemoryStorage(ObjectStorage):
    """Storage that ends with the process, for tests."""

    def __init__(self) -> None:
        """Start empty."""
        super().__init__(MemoryStore())


def open_storage(settings: Settings) -> ObjectStorage:
    """Open the storage that the settings name: a URL, or the folder ``files`` in the data folder.

    Cloud credentials come from where the provider's own tools look for them. Raises BadSetting for a URL that names
    no store.
    """
    try:
        return ObjectStorage(_open_store(settings))
    except (BaseError, ValueError, OSError) as error:
        where = settings.storage_url or settings.data / "files"
        reason = str(error).partition(_LINE_END)[0]
        message = (
            f"Files cannot be kept in {where} ({reason}); set PLANROOM_STORAGE_URL to a URL like s3://bucket/folder."
        )
        raise BadSetting(message) from error


def _open_store(settings: Settings) -> ObjectStore:
    if not settings.storage_url:
        return LocalStore((settings.data / "files").absolute(), mkdir=True)
    if settings.storage_url.startswith("file:"):
        return LocalStore.from_url(settings.storage_url, mkdir=True)
    return from_url(settings.storage_url)


@contextmanager
def _calling(what: str, key: str) -> Iterator[None]:
    """Check the key and the moment, and turn obstore's errors into OSError."""
    check_key(key)
    forbid_inside_unit_of_work(what)
    try:
        yield
    except (BaseError, FileNotFoundError) as error:
        message = f"{what} failed: {str(error).partition(_LINE_END)[0]}"
        raise OSError(message) from error


@contextmanager
def _reading(key: str) -> Iterator[None]:
    """Say the same, and StoredFileMissing when there is no such file."""
    with _calling("reading a file", key):
        try:
            yield
        except FileNotFoundError as error:
            raise StoredFileMissing(key) from error


def _make_durable(path: Path) -> None:
    """Have the file on the disk before the database says that it is there."""
    for place in (path, path.parent):
        descriptor = os.open(place, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
