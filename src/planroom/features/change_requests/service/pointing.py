"""What the items of a change request point at in the delivered model.

Looked up in three steps, because finding it takes time: the model is read (a transaction), the elements are found (none
open), and the change request is stored with them (another transaction).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import msgspec

from planroom.features.change_requests.models import NewItem
from planroom.floorplan.model.plan import Plan
from planroom.floorplan.model.pointing import elements_at, lowest_first


@dataclass(frozen=True, slots=True)
class DeliveredModel:
    """The model that the order shows."""

    id: UUID
    plan: Plan


@dataclass(frozen=True, slots=True)
class Pointed:
    """What an item points at: the storey, and the elements at its place as plain data."""

    model_id: UUID
    storey_id: str | None
    elements: list[dict[str, Any]]


def find_pointed_at(model: DeliveredModel, items: Sequence[NewItem]) -> list[Pointed]:
    """Find what each item points at. Its floor exists in the model."""
    storeys = lowest_first(model.plan.storeys)
    found: list[Pointed] = []
    for item in items:
        storey = storeys[item.floor] if item.floor is not None else None
        near = elements_at(storey, item.place, model.plan.tolerance_mm) if storey and item.place else ()
        found.append(Pointed(model.id, storey.id if storey else None, [msgspec.to_builtins(one) for one in near]))
    return found
