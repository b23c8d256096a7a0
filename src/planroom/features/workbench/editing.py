"""Working out a changed model, with no transaction open: edits carried out, plans checked."""

import re
from collections.abc import Sequence
from itertools import islice

from planroom.floorplan.checks.run import check_plan
from planroom.floorplan.model.codec import MAX_FAULTS, faults_of_plan
from planroom.floorplan.model.edits.apply import Edit, apply_edit
from planroom.floorplan.model.edits.refusals import EditRefused
from planroom.floorplan.model.finding import Finding
from planroom.floorplan.model.plan import SCHEMA_VERSION, Plan
from planroom.kit.errors import FieldFault, InvalidInput

_STEP = re.compile(r"\.(\w+)|\[(\d+)\]")


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


def check_model(plan: Plan) -> None:
    """Refuse a plan that breaks a rule which types cannot show; raises InvalidInput with every fault at its place."""
    if plan.schema_version != SCHEMA_VERSION:
        message = f"unknown version; this installation takes {SCHEMA_VERSION}"
        raise InvalidInput([FieldFault(("plan", "schema_version"), message, "value_error.schema_version")])
    faults = [_fault(text) for text in islice(faults_of_plan(plan), MAX_FAULTS)]
    if faults:
        raise InvalidInput(faults)


def _fault(text: str) -> FieldFault:
    """Turn a fault of the codec, such as ``$.storeys[0].walls[1].id: …``, into one at that place of the body."""
    place, _, message = text.partition(": ")
    steps = [int(index) if index else key for key, index in _STEP.findall(place)]
    return FieldFault(("plan", *steps), message, "value_error.plan")


def find_findings(plan: Plan) -> tuple[Finding, ...]:
    """Give what is doubtful about a plan."""
    return check_plan(plan)
