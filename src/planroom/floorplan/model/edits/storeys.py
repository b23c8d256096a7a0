"""Edits of storeys."""

import msgspec

from planroom.floorplan.model.edits.operation import Operation, check_text, find_storey, with_storey
from planroom.floorplan.model.limits import ElementId, Text
from planroom.floorplan.model.plan import Plan


class SetStoreyName(Operation, frozen=True, kw_only=True, tag="set_storey_name"):
    """Rename a storey; the name is the floor label on the drawing."""

    storey_id: ElementId
    name: Text

    def applied_to(self, plan: Plan) -> Plan:
        """Give the plan with the storey renamed."""
        check_text("A storey's name", self.name)
        storey = find_storey(plan, self.storey_id)
        return with_storey(plan, msgspec.structs.replace(storey, name=self.name))
