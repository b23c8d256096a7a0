"""Paging as contract section 1.2 reads it: offsets count from 1, and 0 means from the start; or by a cursor.

A cursor names the last row that its holder has seen, so that the next page begins exactly behind it however many rows
were added in the meantime, and costs the same wherever it lies.
"""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, NamedTuple, Protocol, TypeVar
from uuid import UUID

DEFAULT_LIMIT = 20
MAX_LIMIT = 100

# A mark for the version, then 21 bytes in base64: the row's id, and its position in 40 bits.
CURSOR_PATTERN = r"^c1[A-Za-z0-9_-]{28}$"
_MARK = "c1"
_ID_BYTES = 16
_POSITION_BYTES = 5


class Listed(Protocol):
    """A row of a list: its ``id`` is what a cursor names."""

    @property
    def id(self) -> UUID:
        """The row's id, which no other row of the list has."""
        ...


Item = TypeVar("Item")
ListedItem = TypeVar("ListedItem", bound=Listed)


class Cursor(NamedTuple):
    """The last row that was seen, and how many rows had been seen with it."""

    id: UUID
    position: int


@dataclass(frozen=True, slots=True)
class PageRequest:
    """Which part of a list is wanted: ``limit`` from 1 to 100 rows, ``offset`` from 0, or what comes after a cursor.

    Where ``after`` is given, ``offset`` is not looked at.
    """

    limit: int = DEFAULT_LIMIT
    offset: int = 0
    after: Cursor | None = None

    @property
    def start(self) -> int:
        """The position of the page's first row, counted from 1."""
        return self.after.position + 1 if self.after else max(self.offset, 1)

    @property
    def skip(self) -> int:
        """How many rows come before the page."""
        return self.start - 1

    @property
    def fetch(self) -> int:
        """How many rows to ask the database for: one more than the page, to learn whether there are more."""
        return self.limit + 1


@dataclass(frozen=True, slots=True)
class Page(Generic[Item]):
    """One part of a list, with the positions of its neighbours (contract section 1.2)."""

    items: Sequence[Item]
    limit: int
    has_more: bool
    next_offset: int | None
    previous_offset: int
    next_cursor: str | None


def make_page(request: PageRequest, rows: Sequence[ListedItem]) -> Page[ListedItem]:
    """Make the page from up to ``request.fetch`` rows, of which the last only proves that there are more."""
    start = request.start
    has_more = len(rows) > request.limit
    last = rows[request.limit - 1] if has_more else None
    return Page(
        items=rows[: request.limit],
        limit=request.limit,
        has_more=has_more,
        next_offset=start + request.limit if has_more else None,
        previous_offset=max(start - request.limit, 0),
        next_cursor=write_cursor(Cursor(last.id, start + request.limit - 1)) if last else None,
    )


def write_cursor(cursor: Cursor) -> str:
    """Write a cursor as clients keep it; it fits CURSOR_PATTERN."""
    return _MARK + urlsafe_b64encode(cursor.id.bytes + cursor.position.to_bytes(_POSITION_BYTES, "big")).decode()


def read_cursor(text: str) -> Cursor:
    """Read a text that fits CURSOR_PATTERN, which every cursor of ``write_cursor`` does."""
    content = urlsafe_b64decode(text.removeprefix(_MARK))
    return Cursor(UUID(bytes=content[:_ID_BYTES]), int.from_bytes(content[_ID_BYTES:], "big"))
