"""The port for files. Keys are relative paths such as ``assets/ab/abcd….png``; contents never change under a key."""

from collections.abc import Iterator
from typing import IO, Protocol


class StoredFileMissing(Exception):
    """No file is stored under this key."""


class Storage(Protocol):
    """Keeps files under keys."""

    def put(self, key: str, content: bytes) -> None:
        """Store ``content`` under ``key``, wholly or not at all; storing the same again changes nothing."""
        ...

    def put_file(self, key: str, content: IO[bytes]) -> None:
        """Store what ``content`` holds from its beginning, as ``put`` does; never is all of it in memory."""
        ...

    def delete(self, key: str) -> None:
        """Forget a file for good; nothing happens when there is none."""
        ...

    def get(self, key: str) -> bytes:
        """Read a whole file; StoredFileMissing when there is none."""
        ...

    def size(self, key: str) -> int:
        """Give a file's length in bytes; StoredFileMissing when there is none."""
        ...

    def stream(self, key: str, start: int = 0, end: int | None = None) -> Iterator[bytes]:
        """Read bytes ``start`` up to but not including ``end`` in pieces."""
        ...

    def check(self) -> None:
        """Raise OSError when files cannot be written or read just now."""
        ...
