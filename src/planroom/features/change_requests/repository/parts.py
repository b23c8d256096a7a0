"""Rows of items, images and histories: they are read together with their change requests, for a whole page at once."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import Any, TypeVar
from uuid import UUID

import sqlalchemy as sa

from planroom.features.change_requests.errors import ChangeRequestItemNotFound, ImageNotFound
from planroom.features.change_requests.models import (
    ChangeRequest,
    ChangeRequestImage,
    ChangeRequestItem,
    FullChangeRequest,
    HistoryEntry,
    change_request_history,
    change_request_images,
    change_request_items,
)
from planroom.features.change_requests.rules import ImageState, ItemState
from planroom.infra.database.unit_of_work import UnitOfWork

MAX_HISTORY = 200
"""How much of a history is shown; only drawing that fails again and again makes one so long."""

Row = TypeVar("Row", ChangeRequestItem, ChangeRequestImage, HistoryEntry)


def insert_items(uow: UnitOfWork, items: Sequence[ChangeRequestItem]) -> None:
    """Store the items of a new change request."""
    if items:
        uow.connection.execute(sa.insert(change_request_items), [item._asdict() for item in items])


def insert_images(uow: UnitOfWork, images: Sequence[ChangeRequestImage]) -> None:
    """Store the images of a new change request."""
    if images:
        uow.connection.execute(sa.insert(change_request_images), [image._asdict() for image in images])


def insert_history(uow: UnitOfWork, entry: HistoryEntry) -> None:
    """Store what happened to a change request."""
    uow.connection.execute(sa.insert(change_request_history).values(entry._asdict()))


def with_parts(uow: UnitOfWork, company_id: UUID, asked: Sequence[ChangeRequest]) -> list[FullChangeRequest]:
    """Put the company's change requests and their parts together, in three statements for all."""
    return _with_parts(uow, asked, lambda table: table.c.company_id == company_id)


def with_parts_for_operator(uow: UnitOfWork, asked: Sequence[ChangeRequest]) -> list[FullChangeRequest]:
    """Put change requests of any company and their parts together, in three statements for all."""
    return _with_parts(uow, asked, lambda _: sa.true())


def lock_item(uow: UnitOfWork, asked: ChangeRequest, item_id: UUID) -> ChangeRequestItem:
    """Give an item of a change request whose row is locked; ChangeRequestItemNotFound when it has none of this id."""
    row = uow.connection.execute(
        sa.select(*_columns(change_request_items, ChangeRequestItem)).where(
            change_request_items.c.company_id == asked.company_id,
            change_request_items.c.change_request_id == asked.id,
            change_request_items.c.id == item_id,
        )
    ).one_or_none()
    if row is None:
        raise ChangeRequestItemNotFound
    return ChangeRequestItem(*row)


def update_item(uow: UnitOfWork, item: ChangeRequestItem, *, state: ItemState, reply: str | None) -> None:
    """Store the answer to an item."""
    uow.connection.execute(
        sa.update(change_request_items)
        .where(change_request_items.c.company_id == item.company_id, change_request_items.c.id == item.id)
        .values(state=state, reply=reply)
    )


def settle_open_items(uow: UnitOfWork, asked: ChangeRequest, state: ItemState) -> None:
    """Give the items of a change request that are still open a ``state``."""
    uow.connection.execute(
        sa.update(change_request_items)
        .where(
            change_request_items.c.company_id == asked.company_id,
            change_request_items.c.change_request_id == asked.id,
            change_request_items.c.state == ItemState.OPEN,
        )
        .values(state=state)
    )


def reopen_items(uow: UnitOfWork, asked: ChangeRequest, item_ids: Sequence[UUID]) -> int:
    """Open items of a change request again, all of them where none are named; gives how many."""
    named = [change_request_items.c.id.in_(item_ids)] if item_ids else []
    return uow.connection.execute(
        sa.update(change_request_items)
        .where(
            change_request_items.c.company_id == asked.company_id,
            change_request_items.c.change_request_id == asked.id,
            *named,
        )
        .values(state=ItemState.OPEN)
    ).rowcount


def find_waiting_image_for_job(uow: UnitOfWork, image_id: UUID, *, lock: bool = False) -> ChangeRequestImage | None:
    """Find an image that waits to be fetched; with ``lock`` no second worker finishes it in this transaction's time."""
    query = sa.select(*_columns(change_request_images, ChangeRequestImage)).where(
        change_request_images.c.id == image_id, change_request_images.c.state == ImageState.WAITING
    )
    row = uow.connection.execute(query.with_for_update() if lock else query).one_or_none()
    return ChangeRequestImage(*row) if row is not None else None


def update_image(uow: UnitOfWork, image: ChangeRequestImage, **values: Any) -> None:  # noqa: ANN401 — columns
    """Change columns of an image."""
    uow.connection.execute(
        sa.update(change_request_images)
        .where(change_request_images.c.company_id == image.company_id, change_request_images.c.id == image.id)
        .values(values)
    )


def get_image_by_token(uow: UnitOfWork, token: str) -> ChangeRequestImage:
    """Give the image behind the secret in its address; ImageNotFound when there is none."""
    row = uow.connection.execute(
        sa.select(*_columns(change_request_images, ChangeRequestImage)).where(change_request_images.c.token == token)
    ).one_or_none()
    if row is None:
        raise ImageNotFound
    return ChangeRequestImage(*row)


def _with_parts(
    uow: UnitOfWork, asked: Sequence[ChangeRequest], is_visible: Callable[[sa.Table], sa.ColumnElement[bool]]
) -> list[FullChangeRequest]:
    ids = [one.id for one in asked]
    if not ids:
        return []

    def by_request(table: sa.Table, kind: type[Row], *order: sa.ColumnElement[Any]) -> dict[UUID, list[Row]]:
        found: dict[UUID, list[Row]] = defaultdict(list)
        query = sa.select(*_columns(table, kind)).where(table.c.change_request_id.in_(ids), is_visible(table))
        for row in uow.connection.execute(query.order_by(*order)):
            one = kind(*row)
            found[one.change_request_id].append(one)
        return found

    items = by_request(change_request_items, ChangeRequestItem, change_request_items.c.position)
    images = by_request(change_request_images, ChangeRequestImage, change_request_images.c.position)
    history = by_request(change_request_history, HistoryEntry, change_request_history.c.id)
    return [
        FullChangeRequest(one, items.get(one.id, ()), images.get(one.id, ()), history.get(one.id, ())[-MAX_HISTORY:])
        for one in asked
    ]


def _columns(table: sa.Table, kind: type[Row]) -> list[sa.Column[Any]]:
    return [table.c[name] for name in kind._fields]
