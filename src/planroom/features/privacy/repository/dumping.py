"""Everything of a company, table by table, and the files that its rows refer to."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from planroom.features.privacy.models import ArchivedFile
from planroom.features.privacy.rules import (
    BELOW_ORDER_ROWS,
    NOT_EXPORTED_BODIES,
    NOT_EXPORTED_COLUMNS,
    NOT_EXPORTED_TABLES,
    file_place,
)
from planroom.infra.database.base import metadata
from planroom.infra.database.unit_of_work import UnitOfWork

ROWS_AT_ONCE = 200

Row = Mapping[str, Any]


def exported_tables() -> list[sa.Table]:
    """List the tables whose rows belong to a company, by name, with those that belong to one by their parent."""
    by_parent = {name for name, _, _ in BELOW_ORDER_ROWS}
    return [
        table
        for table in sorted(metadata.sorted_tables, key=lambda table: table.name)
        if table.name not in NOT_EXPORTED_TABLES
        and ("company_id" in table.c or table.name in by_parent or table.name == "companies")
    ]


def list_rows(uow: UnitOfWork, company_id: UUID, table: sa.Table, after: object) -> Sequence[Row]:
    """List the rows of a company in a table behind the one with the key ``after``; None begins."""
    key = _key_of(table)
    query = sa.select(*_shown(table), key.label("_key")).where(_of_company(table, company_id))
    if after is not None:
        query = query.where(key > after)
    rows = uow.connection.execute(query.order_by(key).limit(ROWS_AT_ONCE)).mappings()
    return [{str(column): value for column, value in row.items()} for row in rows]


def list_files(uow: UnitOfWork, company_id: UUID, table: str, after: object) -> list[tuple[object, ArchivedFile]]:
    """List stored files of a company behind the row ``after`` of a table; None begins. Each comes with its row's key.

    The place in the archive is that of :func:`planroom.features.privacy.rules.file_place`.
    """
    key, query = _FILES[table]()
    of_company = metadata.tables[table].c.company_id == company_id
    page = query.where(of_company, metadata.tables[table].c.storage_key.is_not(None)).add_columns(key)
    if after is not None:
        page = page.where(key > after)
    rows = uow.connection.execute(page.order_by(key).limit(ROWS_AT_ONCE))
    return [(row[-1], ArchivedFile(row[0], file_place(table, *row[1:4]))) for row in rows]


FileQuery = tuple[sa.Column[Any], sa.Select[Any]]


def _asset_files() -> FileQuery:
    files, deliveries = metadata.tables["asset_files"], metadata.tables["deliveries"]
    columns = (files.c.storage_key, deliveries.c.order_id, deliveries.c.version, files.c.file_name)
    return files.c.token, sa.select(*columns).join(deliveries, deliveries.c.id == files.c.delivery_id)


def _plan_sources() -> FileQuery:
    sources, readings = metadata.tables["plan_sources"], metadata.tables["plan_readings"]
    columns = (sources.c.storage_key, readings.c.order_id, sources.c.id, sa.literal("source"))
    return sources.c.id, sa.select(*columns).join(readings, readings.c.id == sources.c.reading_id)


def _change_request_images() -> FileQuery:
    images, asked = metadata.tables["change_request_images"], metadata.tables["change_requests"]
    columns = (images.c.storage_key, asked.c.order_id, asked.c.id, images.c.position)
    return images.c.id, sa.select(*columns).join(asked, asked.c.id == images.c.change_request_id)


def _uploads() -> FileQuery:
    uploads = metadata.tables["uploads"]
    columns = (uploads.c.storage_key, uploads.c.id, sa.literal(""), uploads.c.file_name)
    return uploads.c.id, sa.select(*columns).where(uploads.c.removed_at.is_(None))


# Tables are looked up when they are asked for: by then all features are known.
_FILES: dict[str, Callable[[], FileQuery]] = {
    "asset_files": _asset_files,
    "plan_sources": _plan_sources,
    "change_request_images": _change_request_images,
    "uploads": _uploads,
}
EXPORTED_FILES = tuple(_FILES)
"""The tables whose stored files are in an archive."""


def _of_company(table: sa.Table, company_id: UUID) -> sa.ColumnElement[bool]:
    if table.name == "companies":
        return table.c.id == company_id
    if "company_id" in table.c:
        return table.c.company_id == company_id
    pointer, parent_name = next((column, parent) for name, column, parent in BELOW_ORDER_ROWS if name == table.name)
    parent = metadata.tables[parent_name]
    return table.c[pointer].in_(sa.select(parent.c.id).where(parent.c.company_id == company_id))


def _key_of(table: sa.Table) -> sa.Column[Any]:
    (key,) = table.primary_key.columns
    return key


def _shown(table: sa.Table) -> list[sa.Column[Any]]:
    hidden = NOT_EXPORTED_COLUMNS | NOT_EXPORTED_BODIES.get(table.name, frozenset())
    return [column for column in table.columns if column.name not in hidden]
