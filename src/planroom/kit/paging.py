"""Offset paging as contract section 1.2 reads it: offsets count from 1, and 0 means from the start."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

DEFAULT_LIMIT = 20
MAX_LIMIT = 100

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class PageRequest:
    """Which part of a list is wanted: ``limit`` from 1 to 100 rows, ``offset`` from 0."""

    limit: int = DEFAULT_LIMIT
    offset: int = 0

    @property
    def skip(self) -> int:
        """How many rows come before the page."""
        return max(self.offset, 1) - 1

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


def make_page(request: PageRequest, rows: Sequence[Item]) -> Page[Item]:
    """Make the page from up to ``request.fetch`` rows, of which the last only proves that there are more."""
    start = max(request.offset, 1)
    has_more = len(rows) > request.limit
    return Page(
        items=rows[: request.limit],
        limit=request.limit,
        has_more=has_more,
        next_offset=start + request.limit if has_more else None,
        previous_offset=max(start - request.limit, 0),
    )
