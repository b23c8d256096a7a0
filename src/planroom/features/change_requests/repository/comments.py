"""Rows of comments."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from planroom.features.change_requests.models import ChangeRequest, Comment, change_request_comments
from planroom.infra.database.paging import newest_first
from planroom.infra.database.unit_of_work import UnitOfWork
from planroom.kit.paging import PageRequest

_columns: tuple[sa.Column[Any], ...] = tuple(change_request_comments.c[name] for name in Comment._fields)


def insert_comment(uow: UnitOfWork, comment: Comment) -> None:
    """Store a comment."""
    uow.connection.execute(sa.insert(change_request_comments).values(comment._asdict()))


def count_comments(uow: UnitOfWork, asked: ChangeRequest) -> int:
    """Count the comments of a change request."""
    counted = uow.connection.scalar(
        sa.select(sa.func.count())
        .select_from(change_request_comments)
        .where(
            change_request_comments.c.company_id == asked.company_id,
            change_request_comments.c.change_request_id == asked.id,
        )
    )
    return int(counted or 0)


def list_comments(uow: UnitOfWork, asked: ChangeRequest, page: PageRequest) -> list[Comment]:
    """List the comments of a change request, newest first."""
    query = sa.select(*_columns).where(
        change_request_comments.c.company_id == asked.company_id,
        change_request_comments.c.change_request_id == asked.id,
    )
    listed = newest_first(query, change_request_comments.c.id)
    return [Comment(*row) for row in listed.rows(uow.connection, page)]


def list_newest_comments_for_operator(
    uow: UnitOfWork, change_request_ids: Collection[UUID], of_each: int
) -> dict[UUID, list[Comment]]:
    """List the newest comments of each change request, of any company, oldest first, in one statement."""
    rank = (
        sa.func.row_number()
        .over(partition_by=change_request_comments.c.change_request_id, order_by=change_request_comments.c.id.desc())
        .label("rank")
    )
    ranked = (
        sa.select(*_columns, rank).where(change_request_comments.c.change_request_id.in_(change_request_ids)).subquery()
    )
    rows = uow.connection.execute(
        sa.select(*(ranked.c[name] for name in Comment._fields)).where(ranked.c.rank <= of_each).order_by(ranked.c.id)
    )
    found: dict[UUID, list[Comment]] = {}
    for comment in (Comment(*row) for row in rows):
        found.setdefault(comment.change_request_id, []).append(comment)
    return found
