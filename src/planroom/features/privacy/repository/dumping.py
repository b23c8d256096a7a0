"""Everything of a company, table by table, and the files that its rows refer to."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from planroom.features.privacy.models import ArchivedFile
from planroom.features.privacy.rules import (
    BELOW_ORDER_ROWS,
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


def list_files(uow: UnitOfWork, company_id: UUID) -> list[ArchivedFile]:
    """List the stored files of a company and where each lies in its archive."""
    return [
        ArchivedFile(key, file_place(name, *place))
        for name, query in _file_queries(company_id)
        for key, *place in uow.connection.execute(query)
    ]


def _file_queries(company_id: UUID) -> Iterator[tuple[str, sa.Select[Any]]]:
    t = metadata.tables
    files, deliveries = t["asset_files"], t["deliveries"]
    yield (
        "asset_files",
        sa.select(files.c.storage_key, deliveries.c.order_id, deliveries.c.version, files.c.file_name)
        .join(deliveries, deliveries.c.id == files.c.delivery_id)
        .where(files.c.company_id == company_id),
    )
    sources, readings = t["plan_sources"], t["plan_readings"]
    yield (
        "plan_sources",
        sa.select(sources.c.storage_key, readings.c.order_id, sources.c.id, sa.literal("source"))
        .join(readings, readings.c.id == sources.c.reading_id)
        .where(sources.c.company_id == company_id, sources.c.storage_key.is_not(None)),
    )
    images, asked = t["change_request_images"], t["change_requests"]
    yield (
        "change_request_images",
        sa.select(images.c.storage_key, asked.c.order_id, asked.c.id, images.c.position)
        .join(asked, asked.c.id == images.c.change_request_id)
        .where(images.c.company_id == company_id, images.c.storage_key.is_not(None)),
    )
    uploads = t["uploads"]
    yield (
        "uploads",
        sa.select(uploads.c.storage_key, uploads.c.id, sa.literal(""), uploads.c.file_name).where(
            uploads.c.company_id == company_id, uploads.c.removed_at.is_(None)
        ),
    )


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
    return [column for column in table.columns if column.name not in NOT_EXPORTED_COLUMNS]
