"""The model and the delivered versions of an order on the wire."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

import msgspec

from planroom.features.deliverables.models import DeliveredVersion
from planroom.features.deliverables.rules import ProductRange
from planroom.features.orders.service.history import DeliveredModel
from planroom.floorplan.model.change_texts import describe_changes
from planroom.floorplan.model.changes import summarise_changes
from planroom.floorplan.model.plan import Plan


class OrderModelRead(msgspec.Struct, frozen=True, kw_only=True):
    """The model whose files the order shows. ``version`` is that of the order; lengths in ``plan`` are millimetres."""

    order_id: str
    model_id: str
    version: int | None
    created_at: float
    plan: Plan


class VersionRead(msgspec.Struct, frozen=True, kw_only=True):
    """What was delivered once. ``changes`` is null for the first version; empty where only the drawing differs."""

    version: int
    product_type: ProductRange
    model_id: str
    delivered_at: float
    changes: dict[str, Any] | None


class FileUrl(msgspec.Struct, frozen=True, kw_only=True):
    """Where a file is served for good, without a key."""

    url: str


def order_model_read(delivered: DeliveredModel) -> OrderModelRead:
    """Show the model of an order."""
    order, revision = delivered
    return OrderModelRead(
        order_id=str(order.id),
        model_id=str(revision.id),
        version=order.version,
        created_at=revision.created_at.timestamp(),
        plan=revision.plan,
    )


def version_read(delivered: DeliveredVersion, plans: Mapping[UUID, Plan]) -> VersionRead:
    """Show a delivered version, with what changed in the model since the version before."""
    return VersionRead(
        version=delivered.version,
        product_type=delivered.product_range,
        model_id=str(delivered.revision_id),
        delivered_at=delivered.finished_at.timestamp(),
        changes=_changes(delivered, plans),
    )


def _changes(delivered: DeliveredVersion, plans: Mapping[UUID, Plan]) -> dict[str, Any] | None:
    if delivered.previous_revision_id is None:
        return None
    if delivered.previous_revision_id == delivered.revision_id:
        return {"summary": []}
    changes = summarise_changes(plans[delivered.previous_revision_id], plans[delivered.revision_id])
    return {"summary": list(describe_changes(changes)), **msgspec.to_builtins(changes)}
