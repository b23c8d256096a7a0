"""The plan as versioned JSON: bounded reading that names every fault, and writing that gives stable bytes."""

import msgspec

from planroom.floorplan.model.plan import SCHEMA_VERSION, Plan
from planroom.kit.errors import AppError, ErrorKind

MAX_BYTES = 20 * 1024 * 1024


class PlanUnreadable(AppError, ValueError):
    """The data is no plan of a known schema version; the message lists what is wrong and where, up to 20 faults."""

    code = "plan_unreadable"
    kind = ErrorKind.INVALID
    message = "The data is not a plan."

    def __init__(self, faults: tuple[str, ...]) -> None:
        """Collect the faults, each of them "where: what"."""
        self.faults = faults
        super().__init__("The plan cannot be read: " + "; ".join(faults))


def read_plan(data: bytes) -> Plan:
    """Read a plan from JSON.

    Raises:
        PlanUnreadable: the data is too large, no JSON, of an unknown schema version, or breaks a rule of the schema.
    """
    if len(data) > MAX_BYTES:
        raise PlanUnreadable((f"$: {len(data)} bytes are more than the limit of {MAX_BYTES}",))
    try:
        return plan_from_builtins(msgspec.json.decode(data))
    except (msgspec.DecodeError, RecursionError) as fault:
        raise PlanUnreadable((f"$: {fault}",)) from None


def plan_from_builtins(value: object) -> Plan:
    """Read a plan from dicts, lists, strings and numbers, as JSON decodes to. Raises PlanUnreadable as read_plan."""
    version = value.get("schema_version", SCHEMA_VERSION) if isinstance(value, dict) else SCHEMA_VERSION
    if version != SCHEMA_VERSION:
        raise PlanUnreadable((f"$.schema_version: {version!r} is unknown; this program reads {SCHEMA_VERSION}",))
    try:
        return msgspec.convert(value, Plan)
    except msgspec.ValidationError as fault:
        raise PlanUnreadable((str(fault),)) from None


def write_plan(plan: Plan) -> bytes:
    """Write a plan as JSON: equal plans give equal bytes, on every machine."""
    return msgspec.json.format(msgspec.json.encode(plan, order="deterministic"), indent=1) + b"\n"


def plan_to_builtins(plan: Plan) -> dict[str, object]:
    """Give the plan as dicts, lists, strings and numbers, ready to be put into a larger JSON reply."""
    converted: dict[str, object] = msgspec.to_builtins(plan, order="deterministic")
    return converted
