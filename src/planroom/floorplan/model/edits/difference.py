"""What leads from one plan to another, in the words of edits: found by carrying the edits out one after the other."""

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from planroom.floorplan.model.edits.apply import Edit, apply_edit
from planroom.floorplan.model.edits.difference_of_elements import (
    furnishing_edits,
    opening_edits,
    room_edits,
    wall_edits,
)
from planroom.floorplan.model.edits.scale_plan import ScalePlan, SetScale
from planroom.floorplan.model.edits.storeys import (
    AddStorey,
    RemoveStorey,
    SetPlanProperties,
    SetStoreyName,
    SetStoreyProperties,
)
from planroom.floorplan.model.edits.walking import Walk, tried
from planroom.floorplan.model.identity import ELEMENT_LISTS
from planroom.floorplan.model.plan import Plan, Storey
from planroom.floorplan.model.rooms import room_faces

_DECIMALS = 3
_LEAST_MEASURE_MM, _MOST_MEASURE_MM = 1.0, 1e6
_MEASURE_MM = 1_000.0


class PlanDifference(msgspec.Struct, frozen=True, kw_only=True):
    """The edits that make the second plan of the first, and the ids of what differs even so.

    Two plans count as the same when they differ only in the order of their lists, in the file they were read from, in
    where in the same space a room's seed lies, or by less than a thousandth of a millimetre.
    """

    edits: tuple[Edit, ...]
    remaining: tuple[str, ...]

    @property
    def is_complete(self) -> bool:
        """Tell whether the edits lead the whole way."""
        return not self.remaining


def edits_between(before: Plan, after: Plan) -> PlanDifference:
    """Find edits that lead from one plan to another; elements are matched by their ids. The inverse is the undo."""
    walk = Walk(before)
    _rescale(walk, after)
    for edit in _edits_of_plan(before, after):
        walk.take(edit)
    for storey_id in _missing(before.storeys, after.storeys):
        walk.take(RemoveStorey(storey_id=storey_id))
    for storey in after.storeys:
        for edit in _edits_of_storey(walk.storey(storey.id), storey):
            walk.take(edit)
        for find in (wall_edits, room_edits, opening_edits, furnishing_edits):
            find(walk, storey)
    return PlanDifference(edits=tuple(walk.edits), remaining=tuple(_remaining(walk.plan, after)))


def invert_edits(plan: Plan, edits: Iterable[Edit]) -> tuple[Edit, ...]:
    """Give the edits that undo other ones on the plan that these were made for.

    Raises:
        EditRefused: one of the edits does not fit the plan.
    """
    after = plan
    for edit in edits:
        after = apply_edit(after, edit)
    return edits_between(after, plan).edits


def _rescale(walk: Walk, after: Plan) -> None:
    """Scale the plan if that brings it nearer, and say what is known of the scale if that is not said by then."""
    known_mm = _MEASURE_MM * after.scale.mm_per_unit / walk.plan.scale.mm_per_unit
    if walk.plan.scale != after.scale and _LEAST_MEASURE_MM <= known_mm <= _MOST_MEASURE_MM:
        edit = ScalePlan(
            drawn_mm=_MEASURE_MM, known_mm=known_mm, uncertainty=after.scale.uncertainty, note=after.scale.note
        )
        scaled = tried(walk.plan, [edit])
        if scaled is not None and _count(scaled, after) < _count(walk.plan, after):
            walk.take(edit)
    if _rounded(msgspec.to_builtins(walk.plan.scale)) != _rounded(msgspec.to_builtins(after.scale)):
        walk.take(SetScale(**msgspec.structs.asdict(after.scale)))


def _count(plan: Plan, wanted: Plan) -> int:
    return sum(1 for _ in _remaining(plan, wanted))


def _missing(old: Iterable[Storey], new: Iterable[Storey]) -> list[str]:
    kept = {storey.id for storey in new}
    return [storey.id for storey in old if storey.id not in kept]


def _edits_of_plan(before: Plan, after: Plan) -> Iterator[Edit]:
    said: dict[str, Any] = {
        name: getattr(after, name)
        for name in ("name", "north_deg", "dwelling")
        if getattr(before, name) != getattr(after, name)
    }
    if said:
        yield SetPlanProperties(**said)


def _edits_of_storey(old: Storey | None, new: Storey) -> Iterator[Edit]:
    if old is None:
        yield AddStorey(
            id=new.id,
            name=new.name,
            level=new.level,
            elevation_mm=new.elevation_mm,
            ceiling_height_mm=new.ceiling_height_mm,
            below_grade=new.below_grade,
        )
        return
    if old.name != new.name:
        yield SetStoreyName(storey_id=new.id, name=new.name)
    names = ("level", "elevation_mm", "ceiling_height_mm", "below_grade")
    said: dict[str, Any] = {name: getattr(new, name) for name in names if getattr(old, name) != getattr(new, name)}
    if said:
        yield SetStoreyProperties(storey_id=new.id, **said)


def _remaining(plan: Plan, wanted: Plan) -> Iterator[str]:
    """Give the ids of what still differs; an empty id stands for the plan itself."""
    own = (plan.name, plan.north_deg, plan.dwelling, plan.tolerance_mm, _rounded(msgspec.to_builtins(plan.scale)))
    theirs = (
        wanted.name,
        wanted.north_deg,
        wanted.dwelling,
        wanted.tolerance_mm,
        _rounded(msgspec.to_builtins(wanted.scale)),
    )
    if own != theirs:
        yield ""
    mine, other = _elements(plan), _elements(wanted)
    yield from sorted(key for key in mine.keys() | other.keys() if mine.get(key) != other.get(key))


def _elements(plan: Plan) -> dict[str, object]:
    """Give each storey and element by its id as plain values that compare as they should."""
    found: dict[str, object] = {}
    for storey in plan.storeys:
        bare = msgspec.structs.replace(storey, **dict.fromkeys(ELEMENT_LISTS, ()))
        found[storey.id] = _rounded(msgspec.to_builtins(bare))
        faces = room_faces(storey, plan.tolerance_mm)
        for name in ELEMENT_LISTS:
            for element in getattr(storey, name):
                plain = {"list": name, "storey": storey.id, **msgspec.to_builtins(element)}
                if element.id in faces:
                    plain["seed"] = faces[element.id].bounds
                found[element.id] = _rounded(plain)
    return found


def _rounded(value: Any) -> Any:  # noqa: ANN401 - plain data of any type
    if isinstance(value, dict):
        return {key: _rounded(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_rounded(part) for part in value]
    return round(value, _DECIMALS) + 0.0 if isinstance(value, float) else value
