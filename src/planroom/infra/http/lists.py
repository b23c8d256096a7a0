"""The envelope of every list (contract section 1.2)."""

from collections.abc import Callable
from typing import Generic, TypeVar

import msgspec

from planroom.kit.paging import Page

Row = TypeVar("Row")
Item = TypeVar("Item")


class Pagination(msgspec.Struct, frozen=True, kw_only=True):
    """Where the page stands; ``next_offset`` and ``next_cursor`` are null on the last page.

    Following ``next_cursor`` is exact while rows are being added, and costs the same on every page.
    """

    has_more: bool
    limit: int
    next_offset: int | None
    previous_offset: int
    next_cursor: str | None


class ListRead(msgspec.Struct, Generic[Item], frozen=True, kw_only=True):
    """One page of a list."""

    pagination: Pagination
    items: list[Item]


def list_read(page: Page[Row], to_item: Callable[[Row], Item]) -> ListRead[Item]:
    """Make the envelope of ``page``, with ``to_item`` applied to each row."""
    return ListRead(
        pagination=Pagination(
            has_more=page.has_more,
            limit=page.limit,
            next_offset=page.next_offset,
            previous_offset=page.previous_offset,
            next_cursor=page.next_cursor,
        ),
        items=[to_item(row) for row in page.items],
    )
