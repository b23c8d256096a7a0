"""Walking from one plan to another: edits that are tried, taken or dropped."""

from collections.abc import Sequence

from planroom.floorplan.model.edits.apply import Edit, apply_edit
from planroom.floorplan.model.edits.refusals import EditRefused
from planroom.floorplan.model.plan import Plan, Storey


class Walk:
    """A plan on its way to another one, and the edits taken so far."""

    def __init__(self, plan: Plan) -> None:
        """Start at a plan."""
        self.plan = plan
        self.edits: list[Edit] = []

    def storey(self, storey_id: str) -> Storey | None:
        """Give a storey as it is now."""
        return next((storey for storey in self.plan.storeys if storey.id == storey_id), None)

    def take(self, *edits: Edit) -> bool:
        """Carry edits out, all or none; tell whether they fit."""
        plan = tried(self.plan, edits)
        if plan is None:
            return False
        self.plan = plan
        self.edits += edits
        return True


def tried(plan: Plan, edits: Sequence[Edit]) -> Plan | None:
    """Give the plan after the edits, or None when one of them does not fit."""
    try:
        for edit in edits:
            plan = apply_edit(plan, edit)
    except EditRefused:
        return None
    return plan
