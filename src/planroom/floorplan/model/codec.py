"""The plan as versioned JSON: bounded reading that names every fault, and writing that gives stable bytes."""

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

import msgspec

from planroom.floorplan.model.faults import faults_in
from planroom.floorplan.model.identity import ELEMENT_LISTS, all_ids
from planroom.floorplan.model.limits import MAX_BYTES, fault_in_text
from planroom.floorplan.model.older_versions import OLDEST_VERSION, brought_up_to_date
from planroom.floorplan.model.plan import SCHEMA_VERSION, Plan, Storey
from planroom.floorplan.model.room import Room
from planroom.kit.errors import AppError, ErrorKind

_KNOWN_VERSIONS = f"this program reads versions {OLDEST_VERSION} to {SCHEMA_VERSION}"

MAX_FAULTS = 20
"""How many faults are listed; a plan with more is not worth a longer list."""


class PlanUnreadable(AppError, ValueError):
    """The data is no plan of a known schema version; ``faults`` says what is wrong and where, up to MAX_FAULTS."""

    code = "plan_unreadable"
    kind = ErrorKind.INVALID
    message = "The data is not a plan."

    def __init__(self, faults: Iterable[str]) -> None:
        """Collect the faults, each of them ``place: what is wrong``."""
        listed = tuple(islice(faults, MAX_FAULTS + 1))
        more = ("there are more faults; mend these first",) if len(listed) > MAX_FAULTS else ()
        self.faults = listed[:MAX_FAULTS] + more
        super().__init__("The plan cannot be used: " + "; ".join(self.faults))


def read_plan(data: bytes) -> Plan:
    """Read a plan from JSON.

    Raises:
        PlanUnreadable: the data is too large, no JSON, of an unknown schema version, or breaks a rule of the schema.
    """
    if len(data) > MAX_BYTES:
        raise PlanUnreadable([f"$: has {len(data)} bytes, more than the limit of {MAX_BYTES}"])
    try:
        value = msgspec.json.decode(data)
    except RecursionError:
        raise PlanUnreadable(["$: is nested too deeply"]) from None
    except (msgspec.DecodeError, UnicodeDecodeError) as fault:
        raise PlanUnreadable([f"$: {fault}"]) from None
    return plan_from_builtins(value)


def plan_from_builtins(value: object) -> Plan:
    """Read a plan from dicts, lists, strings and numbers, as JSON decodes to.

    Raises:
        PlanUnreadable: as for read_plan.
    """
    value = brought_up_to_date(value, _version_of(value))
    try:
        plan = msgspec.convert(value, Plan)
    except msgspec.ValidationError:
        raise PlanUnreadable(faults_in(value, Plan)) from None
    faults = tuple(islice(faults_of_plan(plan), MAX_FAULTS + 1))
    if faults:
        raise PlanUnreadable(faults)
    return plan


def write_plan(plan: Plan) -> bytes:
    """Write a plan as JSON, one element a line: equal plans give equal bytes, on every machine.

    Raises:
        PlanUnreadable: the plan breaks a rule of the schema, so that it could not be read again.
    """
    return (_laid_out(plan_to_builtins(plan), 0) + "\n").encode()


def plan_to_builtins(plan: Plan) -> dict[str, Any]:
    """Give the plan as dicts, lists, strings and numbers, ready to be put into a larger JSON reply.

    Raises:
        PlanUnreadable: the plan breaks a rule of the schema.
    """
    checked = plan_from_builtins(msgspec.to_builtins(plan))
    plain: dict[str, Any] = _without_negative_zero(msgspec.to_builtins(checked))
    return plain


def plan_json_schema() -> dict[str, Any]:
    """Give the JSON Schema of a plan. Unique ids and references to walls are rules beyond it."""
    schema = msgspec.json.schema(Plan)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "Planroom plan", **schema}


def faults_of_plan(plan: Plan) -> Iterator[str]:
    """Give the faults that types cannot show: repeated ids, openings on unknown walls, texts that cannot be drawn."""
    yield from _text_fault("$.name", plan.name)
    yield from _text_fault("$.scale.note", plan.scale.note)
    counts = Counter(all_ids(plan))
    repeated = sorted(element_id for element_id, count in counts.items() if count > 1)
    yield from (f"$: the id {element_id!r} is used more than once" for element_id in repeated)
    for index, storey in enumerate(plan.storeys):
        yield from _faults_of_storey(storey, f"$.storeys[{index}]")


def _faults_of_storey(storey: Storey, path: str) -> Iterator[str]:
    yield from _text_fault(f"{path}.name", storey.name)
    for name in ELEMENT_LISTS:
        for index, element in enumerate(getattr(storey, name)):
            yield from _text_fault(f"{path}.{name}[{index}].id", element.id)
    for index, room in enumerate(storey.rooms):
        yield from _text_fault(f"{path}.rooms[{index}].label", room.label)
        yield from _slope_fault(f"{path}.rooms[{index}].slope", room)
    for name in ("dimensions", "notes"):
        for index, element in enumerate(getattr(storey, name)):
            yield from _text_fault(f"{path}.{name}[{index}].text", element.text)
    walls = {wall.id for wall in storey.walls}
    for index, opening in enumerate(storey.openings):
        if opening.wall_id not in walls:
            yield f"{path}.openings[{index}].wall_id: {opening.wall_id!r} is no wall of this storey"


def _text_fault(path: str, text: str) -> Iterator[str]:
    fault = fault_in_text(text)
    if fault is not None:
        yield f"{path}: {fault}"


def _slope_fault(path: str, room: Room) -> Iterator[str]:
    if not room.is_slope_sound:
        yield f"{path}: heights must rise from one entry to the next, and shares must not"


def _version_of(value: object) -> int:
    """Give the schema version of a plan that this program can read."""
    if not isinstance(value, dict):
        raise PlanUnreadable(["$: is no object; a plan is one"])
    if "schema_version" not in value:
        raise PlanUnreadable([f"$.schema_version: is missing; {_KNOWN_VERSIONS}"])
    version = value["schema_version"]
    if type(version) is not int or not OLDEST_VERSION <= version <= SCHEMA_VERSION:
        raise PlanUnreadable([f"$.schema_version: {version!r:.40} is unknown; {_KNOWN_VERSIONS}"])
    return version


def _without_negative_zero(value: Any) -> Any:  # noqa: ANN401 - JSON data is of any type
    if isinstance(value, dict):
        return {key: _without_negative_zero(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_without_negative_zero(part) for part in value]
    return value + 0.0 if isinstance(value, float) else value


def _laid_out(value: Any, depth: int) -> str:  # noqa: ANN401 - JSON data is of any type
    """Write JSON with one line for each thing that holds no list of things."""
    if isinstance(value, dict) and any(_is_list_of_things(part) for part in value.values()):
        lines = [f"{_line(key)}: {_laid_out(part, depth + 1)}" for key, part in value.items()]
        return _block("{", lines, "}", depth)
    if _is_list_of_things(value):
        return _block("[", [_laid_out(part, depth + 1) for part in value], "]", depth)
    return _line(value)


def _is_list_of_things(value: object) -> bool:
    return isinstance(value, list) and any(isinstance(part, dict) for part in value)


def _block(opening: str, lines: list[str], closing: str, depth: int) -> str:
    inner = ",\n".join("  " * (depth + 1) + line for line in lines)
    return f"{opening}\n{inner}\n{'  ' * depth}{closing}"


def _line(value: object) -> str:
    return msgspec.json.encode(value).decode()
