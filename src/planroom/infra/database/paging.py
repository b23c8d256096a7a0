"""Pages of a select, by offset or behind a cursor (contract section 1.2): the one way in which lists are read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from planroom.kit.paging import PageRequest


@dataclass(frozen=True, slots=True)
class PagedSelect:
    """A select made ready for any page. Build it once where clients ask often: making a statement has its price."""

    first: sa.Select[Any]
    by_offset: sa.Select[Any]
    by_cursor: sa.Select[Any]

    def rows(
        self, connection: sa.Connection, page: PageRequest, values: Mapping[str, object] | None = None
    ) -> Sequence[sa.Row[*tuple[Any, ...]]]:
        """Fetch the rows of ``page`` and one more; ``values`` are those of the select's own parameters."""
        given = {**(values or {}), "fetch": page.fetch}
        if page.after is not None:
            return connection.execute(self.by_cursor, {**given, "after": page.after.id}).all()
        if page.skip:
            return connection.execute(self.by_offset, {**given, "skip": page.skip}).all()
        return connection.execute(self.first, given).all()


def newest_first(query: sa.Select[Any], row_id: sa.Column[Any], ids: sa.Select[Any] | None = None) -> PagedSelect:
    """Page ``query`` from its newest row to its oldest: ids sort by the time they were made.

    ``ids`` selects the ids of the same rows, from their table alone. With it a page by offset counts its way through
    an index and fetches no row that it does not show, which matters where lists are very long.
    """
    ordered = query.order_by(row_id.desc())
    by_cursor = row_id < sa.bindparam("after", type_=row_id.type)
    if ids is None:
        return _paged(ordered, by_cursor)
    begin = ids.order_by(row_id.desc()).limit(1).offset(_SKIP).correlate(None).scalar_subquery()
    return _paged(ordered, by_cursor, by_offset=row_id <= begin)


def ranked(query: sa.Select[Any], rank: sa.Column[Any], row_id: sa.Column[Any], *, rising: bool = True) -> PagedSelect:
    """Page ``query`` by ``rank``, and by id where ranks are equal; falling unless ``rising``.

    The row that a cursor names is looked up for its rank, so it must not be deleted while the list is walked.
    """
    last = sa.bindparam("after", type_=row_id.type)
    rank_of_last = sa.select(rank).where(row_id == last).correlate(None).scalar_subquery()
    here, there = sa.tuple_(rank, row_id), sa.tuple_(rank_of_last, last)
    if rising:
        return _paged(query.order_by(rank, row_id), here > there)
    return _paged(query.order_by(rank.desc(), row_id.desc()), here < there)


_SKIP = sa.bindparam("skip", type_=sa.BigInteger())


def _paged(
    ordered: sa.Select[Any], by_cursor: sa.ColumnElement[bool], by_offset: sa.ColumnElement[bool] | None = None
) -> PagedSelect:
    limited = ordered.limit(sa.bindparam("fetch", type_=sa.BigInteger()))
    return PagedSelect(
        first=limited,
        by_offset=limited.offset(_SKIP) if by_offset is None else limited.where(by_offset),
        by_cursor=limited.where(by_cursor),
    )
