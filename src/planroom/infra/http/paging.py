"""The query parameters of every list: ``limit`` from 1 to 100 and ``offset`` from 0 (contract section 1.2).

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
from planroom.kit.paging import DEFAULT_LIMIT, MAX_LIMIT, PageRequest

# The largest offset that both databases can bind with room for the page behind it.
MAX_OFFSET = 2**62


class PageQuery(msgspec.Struct, frozen=True, kw_only=True):
    """Which part of a list is wanted."""

    limit: Annotated[int, msgspec.Meta(ge=1, le=MAX_LIMIT)] = DEFAULT_LIMIT
    offset: Annotated[int, msgspec.Meta(ge=0, le=MAX_OFFSET)] = 0

    @property
    def page(self) -> PageRequest:
        """The same as the use cases take it."""
        return PageRequest(limit=self.limit, offset=self.offset)


def read_page(request: Request[Any, Any, Any]) -> PageRequest:
    """Read ``limit`` and ``offset``; raises InvalidInput with every fault, as ``query_params``."""
    return read_query(request, PageQuery).page
