"""Pages of a select, by offset or behind a cursor (contract section 1.2): the one way in which lists are read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from planroom.kit.paging import PageRequest


@dataclass(frozen=True, slots=True)
class PagedSelect:
    """A select made ready for any page. Build it once where clients ask often: making a statement has its price."""

    by_offset: sa.Select[Any]
    by_cursor: sa.Select[Any]

    def rows(
        self, connection: sa.Connection, page: PageRequest, values: Mapping[str, object] | None = None
    ) -> Sequence[sa.Row[*tuple[Any, ...]]]:
        """Fetch the rows of ``page`` and one more; ``values`` are those of the select's own parameters."""
        if page.after is None:
            return connection.execute(self.by_offset, {**(values or {}), "fetch": page.fetch, "skip": page.skip}).all()
        return connection.execute(self.by_cursor, {**(values or {}), "fetch": page.fetch, "after": page.after.id}).all()


def newest_first(query: sa.Select[Any], row_id: sa.Column[Any]) -> PagedSelect:
    """Page ``query`` from its newest row to its oldest: ids sort by the time they were made."""
    return _paged(query.order_by(row_id.desc()), row_id < sa.bindparam("after", type_=row_id.type))


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


def _paged(ordered: sa.Select[Any], is_behind: sa.ColumnElement[bool]) -> PagedSelect:
    limited = ordered.limit(sa.bindparam("fetch", type_=sa.BigInteger()))
    return PagedSelect(
        by_offset=limited.offset(sa.bindparam("skip", type_=sa.BigInteger())), by_cursor=limited.where(is_behind)
    )
