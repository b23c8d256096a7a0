"""The query parameters of every list: ``limit`` from 1 to 100, and ``offset`` from 0 or ``cursor`` (contract 1.2).

A list with more parameters derives its own struct, so that all faults of a query are told at once:

    class OrderQuery(PageQuery):
        status: list[OrderStatus] = []

    query = read_query(request, OrderQuery)      # infra/http/query.py
    orders = list_orders(uow, actor, query.page, ...)
"""

from typing import Annotated, Any

import msgspec
from litestar import Request

from planroom.infra.http.query import read_query
from planroom.kit.paging import CURSOR_PATTERN, DEFAULT_LIMIT, MAX_LIMIT, PageRequest, read_cursor

# The largest offset that both databases can bind with room for the page behind it.
MAX_OFFSET = 2**62


class PageQuery(msgspec.Struct, frozen=True, kw_only=True):
    """Which part of a list is wanted. With ``cursor`` it is what comes behind it, and ``offset`` is not looked at."""

    limit: Annotated[int, msgspec.Meta(ge=1, le=MAX_LIMIT)] = DEFAULT_LIMIT
    offset: Annotated[int, msgspec.Meta(ge=0, le=MAX_OFFSET)] = 0
    cursor: Annotated[str, msgspec.Meta(pattern=CURSOR_PATTERN)] | None = None

    @property
    def page(self) -> PageRequest:
        """The same as the use cases take it."""
        return PageRequest(self.limit, self.offset, read_cursor(self.cursor) if self.cursor else None)


def read_page(request: Request[Any, Any, Any]) -> PageRequest:
    """Read ``limit``, ``offset`` and ``cursor``; raises InvalidInput with every fault, as ``query_params``."""
    return read_query(request, PageQuery).page
