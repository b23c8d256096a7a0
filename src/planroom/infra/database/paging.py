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


def newest_first(query: sa.Select[Any], row_id: sa.ColumnElement[Any]) -> PagedSelect:
    """Page ``query`` from its newest row to its oldest: ids sort by the time they were made."""
    return _paged(query.order_by(row_id.desc()), row_id < _after(row_id))


def newest_first_by_ids(query: sa.Select[Any], ids: sa.Select[Any], row_id: sa.ColumnElement[Any]) -> PagedSelect:
    """Page ``query`` as ``newest_first`` does, where finding the page would touch many rows that it does not show.

    ``ids`` selects the ids of the wanted rows from their table alone: finding, sorting and skipping is done among them,
    in an index where there is one, and ``query`` fetches the rows of the page only.
    """
    found = newest_first(ids.correlate(None), row_id)
    ordered = query.order_by(row_id.desc())
    return PagedSelect(*(ordered.where(row_id.in_(page)) for page in (found.first, found.by_offset, found.by_cursor)))


def ranked(query: sa.Select[Any], rank: sa.Column[Any], row_id: sa.Column[Any], *, rising: bool = True) -> PagedSelect:
    """Page ``query`` by ``rank``, and by id where ranks are equal; falling unless ``rising``.

    The row that a cursor names is looked up for its rank, so it must not be deleted while the list is walked.
    """
    last = _after(row_id)
    rank_of_last = sa.select(rank).where(row_id == last).correlate(None).scalar_subquery()
    here, there = sa.tuple_(rank, row_id), sa.tuple_(rank_of_last, last)
    if rising:
        return _paged(query.order_by(rank, row_id), here > there)
    return _paged(query.order_by(rank.desc(), row_id.desc()), here < there)


def _after(row_id: sa.ColumnElement[Any]) -> sa.BindParameter[Any]:
    return sa.bindparam("after", type_=row_id.type)


def _paged(ordered: sa.Select[Any], is_behind: sa.ColumnElement[bool]) -> PagedSelect:
    limited = ordered.limit(sa.bindparam("fetch", type_=sa.BigInteger()))
    return PagedSelect(
        first=limited,
        by_offset=limited.offset(sa.bindparam("skip", type_=sa.BigInteger())),
        by_cursor=limited.where(is_behind),
    )
