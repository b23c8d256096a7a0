"""Rows of deliveries and files. Every query names the company, but for the public address of a file."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import msgspec
import sqlalchemy as sa

from planroom.features.deliverables.models import (
    AssetFile,
    DeliveredVersion,
    Delivery,
    DeliveryState,
    asset_files,
    deliveries,
    presentations,
)
from planroom.features.deliverables.rules import ProductRange
from planroom.infra.database.paging import newest_first
from planroom.infra.database.unit_of_work import UnitOfWork
from planroom.kit.paging import PageRequest
from planroom.production.presentation import Presentation

_delivery_columns = (
    deliveries.c.id,
    deliveries.c.company_id,
    deliveries.c.order_id,
    deliveries.c.revision_id,
    deliveries.c.version,
    deliveries.c.product_range,
    deliveries.c.state,
    deliveries.c.assets,
    deliveries.c.total_scanned_area_m2,
    deliveries.c.requested_at,
    deliveries.c.finished_at,
)


def list_waiting(
    uow: UnitOfWork, company_id: UUID, order_id: UUID, product_range: ProductRange, *, lock: bool = False
) -> list[Delivery]:
    """List deliveries that are not drawn yet, in order of version; with ``lock`` nobody else can finish them now."""
    query = (
        sa.select(*_delivery_columns)
        .where(
            deliveries.c.company_id == company_id,
            deliveries.c.order_id == order_id,
            deliveries.c.product_range == product_range,
            deliveries.c.state == DeliveryState.WAITING,
        )
        .order_by(deliveries.c.version)
    )
    rows = uow.connection.execute(query.with_for_update() if lock else query)
    return [Delivery(**row._asdict()) for row in rows]


def list_delivered(uow: UnitOfWork, company_id: UUID, order_id: UUID, page: PageRequest) -> list[DeliveredVersion]:
    """List the deliveries of an order whose files are there, newest first."""
    before = sa.func.lag(deliveries.c.revision_id, type_=sa.Uuid()).over(
        partition_by=deliveries.c.product_range, order_by=deliveries.c.version
    )
    found = (
        sa.select(
            deliveries.c.id,
            deliveries.c.version,
            deliveries.c.product_range,
            deliveries.c.revision_id,
            before.label("previous_revision_id"),
            deliveries.c.finished_at,
        )
        .where(
            deliveries.c.company_id == company_id,
            deliveries.c.order_id == order_id,
            deliveries.c.state == DeliveryState.RENDERED,
        )
        .subquery()
    )
    rows = newest_first(sa.select(found), found.c.id).rows(uow.connection, page)
    return [DeliveredVersion(**row._asdict()) for row in rows]


def newest_version(uow: UnitOfWork, company_id: UUID, order_id: UUID, product_range: ProductRange) -> int:
    """Give the version of the newest delivery of the range, 0 when there is none."""
    version = uow.connection.scalar(
        sa.select(sa.func.max(deliveries.c.version)).where(
            deliveries.c.company_id == company_id,
            deliveries.c.order_id == order_id,
            deliveries.c.product_range == product_range,
        )
    )
    return int(version or 0)


def insert_delivery(uow: UnitOfWork, delivery: Delivery, presentation: Presentation) -> None:
    """Store a delivery that waits to be drawn, in the way that is frozen with it."""
    uow.connection.execute(
        sa.insert(deliveries).values(
            id=delivery.id,
            company_id=delivery.company_id,
            order_id=delivery.order_id,
            revision_id=delivery.revision_id,
            version=delivery.version,
            product_range=delivery.product_range,
            state=delivery.state,
            requested_at=delivery.requested_at,
            presentation=msgspec.to_builtins(presentation),
        )
    )


def find_delivery_to_draw(uow: UnitOfWork, delivery_id: UUID, *, lock: bool = False) -> Delivery | None:
    """Find a delivery that waits; with ``lock`` nobody else can finish it until the transaction ends."""
    query = sa.select(*_delivery_columns).where(
        deliveries.c.id == delivery_id, deliveries.c.state == DeliveryState.WAITING
    )
    row = uow.connection.execute(query.with_for_update() if lock else query).one_or_none()
    return Delivery(**row._asdict()) if row is not None else None


def find_frozen_presentation(uow: UnitOfWork, delivery: Delivery) -> Presentation | None:
    """Find how a delivery is drawn; None for those of the first release, which did not keep it."""
    frozen = uow.connection.scalar(
        sa.select(deliveries.c.presentation).where(
            deliveries.c.company_id == delivery.company_id, deliveries.c.id == delivery.id
        )
    )
    return None if frozen is None else msgspec.convert(frozen, Presentation)


def find_delivery(uow: UnitOfWork, company_id: UUID, delivery_id: UUID) -> Delivery | None:
    """Find a delivery of the company."""
    row = uow.connection.execute(
        sa.select(*_delivery_columns).where(deliveries.c.company_id == company_id, deliveries.c.id == delivery_id)
    ).one_or_none()
    return Delivery(**row._asdict()) if row is not None else None


def lock_waiting_delivery(uow: UnitOfWork, company_id: UUID, delivery_id: UUID) -> Delivery | None:
    """Find a delivery of the company that waits, and keep others from finishing it until the transaction ends."""
    row = uow.connection.execute(
        sa.select(*_delivery_columns)
        .where(
            deliveries.c.company_id == company_id,
            deliveries.c.id == delivery_id,
            deliveries.c.state == DeliveryState.WAITING,
        )
        .with_for_update()
    ).one_or_none()
    return Delivery(**row._asdict()) if row is not None else None


def update_delivery(uow: UnitOfWork, delivery: Delivery, **values: Any) -> None:  # noqa: ANN401 — column values
    """Change columns of a delivery."""
    uow.connection.execute(
        sa.update(deliveries)
        .where(deliveries.c.id == delivery.id, deliveries.c.company_id == delivery.company_id)
        .values(**values)
    )


def insert_files(uow: UnitOfWork, delivery: Delivery, files: Sequence[AssetFile]) -> None:
    """Store the files of a delivery."""
    rows = [
        {
            "token": file.token,
            "company_id": delivery.company_id,
            "delivery_id": delivery.id,
            "file_name": file.file_name,
            "media_type": file.media_type,
            "size": file.size,
            "sha256": file.sha256,
            "storage_key": file.storage_key,
            "created_at": file.created_at,
        }
        for file in files
    ]
    uow.connection.execute(sa.insert(asset_files), rows)


def find_file(uow: UnitOfWork, token: str) -> AssetFile | None:
    """Find a file by the token in its address, which is all that a reader of the file has."""
    row = uow.connection.execute(
        sa.select(
            asset_files.c.token,
            asset_files.c.file_name,
            asset_files.c.media_type,
            asset_files.c.size,
            asset_files.c.sha256,
            asset_files.c.storage_key,
            asset_files.c.created_at,
        ).where(asset_files.c.token == token)
    ).one_or_none()
    return AssetFile(**row._asdict()) if row is not None else None


def put_presentation(uow: UnitOfWork, company_id: UUID, order_id: UUID, presentation: Presentation) -> None:
    """Store how the plans of an order look from now on; the caller holds the order's row."""
    uow.connection.execute(
        sa.delete(presentations).where(presentations.c.company_id == company_id, presentations.c.order_id == order_id)
    )
    uow.connection.execute(
        presentations.insert().values(order_id=order_id, company_id=company_id, **msgspec.structs.asdict(presentation))
    )


def find_presentation(uow: UnitOfWork, company_id: UUID, order_id: UUID) -> Presentation | None:
    """Find how the plans of an order look."""
    query = sa.select(*(presentations.c[name] for name in Presentation.__struct_fields__))
    row = uow.connection.execute(
        query.where(presentations.c.company_id == company_id, presentations.c.order_id == order_id)
    ).one_or_none()
    return None if row is None else Presentation(**row._asdict())
