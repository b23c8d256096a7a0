"""Working out a changed model, with no transaction open: edits carried out, plans checked."""

from collections.abc import Sequence

from planroom.floorplan.checks.run import check_plan
from planroom.floorplan.model.edits.apply import Edit, apply_edit
from planroom.floorplan.model.edits.refusals import EditRefused
from planroom.floorplan.model.finding import Finding
from planroom.floorplan.model.plan import Plan
from planroom.kit.errors import FieldFault, InvalidInput


def edit_plan(plan: Plan, edits: Sequence[Edit]) -> Plan:
    """Give the plan with all edits carried out in order.

    Raises InvalidInput with every edit that is refused, at ``edits``, position. One that is refused is passed over to
    find the others, so a later one may be refused because of it.
    """
    faults = []
    for position, edit in enumerate(edits):
        try:
            plan = apply_edit(plan, edit)
        except EditRefused as refusal:
            faults.append(FieldFault(("edits", position), refusal.text, f"value_error.{refusal.code}"))
    if faults:
        raise InvalidInput(faults)
    return plan


def find_findings(plan: Plan) -> tuple[Finding, ...]:
    """Give what is doubtful about a plan."""
    return check_plan(plan)
