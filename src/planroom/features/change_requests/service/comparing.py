"""What changed between the delivered model and the one that answers a change request.

Worked out with no transaction open, because measuring the areas of a large plan takes time.
"""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

import msgspec

from planroom.features.plans.models import Revision
from planroom.floorplan.model.change_texts import describe_changes
from planroom.floorplan.model.changes import summarise_changes
from planroom.floorplan.reports.area_changes import compare_areas, describe_areas


@dataclass(frozen=True, slots=True)
class Models:
    """The model that the order shows, and the newer one that is the answer."""

    delivered: Revision
    newest: Revision


@dataclass(frozen=True, slots=True)
class Comparison:
    """What changed between two models, in plain data."""

    delivered_id: UUID
    newest_id: UUID
    changes: dict[str, Any]

    def is_of(self, models: Models) -> bool:
        """Say whether these two models were compared."""
        return (self.delivered_id, self.newest_id) == (models.delivered.id, models.newest.id)


def compare(models: Models) -> Comparison:
    """Say what changed: ``summary`` in sentences, the rest by element, ``areas`` before and after."""
    before, after = models.delivered.plan, models.newest.plan
    changes, areas = summarise_changes(before, after), compare_areas(before, after)
    found: dict[str, Any] = msgspec.to_builtins(changes)
    summary = [*describe_changes(changes), *describe_areas(areas)]
    return Comparison(
        models.delivered.id,
        models.newest.id,
        {"summary": summary, **found, "areas": msgspec.to_builtins(areas)},
    )
