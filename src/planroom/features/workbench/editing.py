"""Working out a changed model, with no transaction open: edits carried out, plans checked."""

import re
from collections.abc import Sequence
from itertools import islice

from planroom.floorplan.model.codec import MAX_FAULTS, faults_of_plan
from planroom.floorplan.model.edits.apply import Edit
from planroom.floorplan.model.plan import SCHEMA_VERSION, Plan
from planroom.infra.settings import Settings
from planroom.kit.errors import FieldFault, InvalidInput
from planroom.production.limits import Limits
from planroom.production.pipeline import Drafted, EditsRefused, revise

_STEP = re.compile(r"\.(\w+)|\[(\d+)\]")


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


def work_out(plan: Plan, edits: Sequence[Edit], settings: Settings) -> Drafted:
    """Carry out edits and check the plan, in a child process: a plan can be made so that checking it takes for ever.

    Raises InvalidInput with every edit that is refused, at ``edits``, position; ProductionFailed beyond the limits.
    """
    limits = Limits(timeout_seconds=settings.draft_timeout_seconds, memory_bytes=settings.draft_memory_bytes)
    try:
        return revise(plan, edits, limits=limits)
    except EditsRefused as refused:
        raise InvalidInput(
            [
                FieldFault(("edits", refusal.position), refusal.message, f"value_error.{refusal.code}")
                for refusal in refused.refusals
            ]
        ) from refused
