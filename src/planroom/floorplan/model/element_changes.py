"""Which wall or opening came, went or moved, and by how much, one by one."""

from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum

import msgspec

from planroom.floorplan.geometry.axes import axis_of
from planroom.floorplan.geometry.points import distance_mm
from planroom.floorplan.model.naming import openings_named, walls_named
from planroom.floorplan.model.opening import Opening
from planroom.floorplan.model.plan import Plan
from planroom.floorplan.model.wall import Wall

_PARALLEL_SINE = 0.01
_DECIMALS = 1


class ChangeKind(StrEnum):
    """What happened to an element."""

    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"


class ElementChange(msgspec.Struct, frozen=True, kw_only=True):
    """A wall or an opening that came, went or moved; ``name`` says which, by the rooms at its sides.

    ``by_mm`` is how far it moved: a wall sideways when it kept its direction, else as far as the end that moved more.
    ``longer_by_mm`` is by how much a wall grew, negative for one that is shorter now. Both are 0 where nothing moved.
    """

    id: str
    name: str
    change: ChangeKind
    by_mm: float = 0.0
    longer_by_mm: float = 0.0


def wall_changes(
    before: Plan, after: Plan, *, added: Iterable[str], removed: Iterable[str], moved: Iterable[str]
) -> tuple[ElementChange, ...]:
    """Tell of the walls of these ids, in their order."""
    added, removed, moved = list(added), list(removed), list(moved)
    old, new = _walls(before), _walls(after)
    old_names, new_names = _wall_names(before, removed), _wall_names(after, [*added, *moved])
    return (
        *_plain(added, new_names, ChangeKind.ADDED),
        *_plain(removed, old_names, ChangeKind.REMOVED),
        *(_moved_wall(old[key], new[key], new_names[key]) for key in moved),
    )


def opening_changes(
    before: Plan, after: Plan, *, added: Iterable[str], removed: Iterable[str], moved: Iterable[str]
) -> tuple[ElementChange, ...]:
    """Tell of the openings of these ids, in their order."""
    added, removed, moved = list(added), list(removed), list(moved)
    old_names, new_names = _opening_names(before, removed), _opening_names(after, [*added, *moved])
    return (
        *_plain(added, new_names, ChangeKind.ADDED),
        *_plain(removed, old_names, ChangeKind.REMOVED),
        *(_moved_opening(before, after, key, new_names.get(key, "opening")) for key in moved),
    )


def _plain(ids: Iterable[str], names: Mapping[str, str], change: ChangeKind) -> Iterator[ElementChange]:
    for key in ids:
        yield ElementChange(id=key, name=names.get(key, "opening"), change=change)


def _walls(plan: Plan) -> dict[str, Wall]:
    return {wall.id: wall for storey in plan.storeys for wall in storey.walls}


def _openings(plan: Plan) -> dict[str, Opening]:
    return {opening.id: opening for storey in plan.storeys for opening in storey.openings}


def _wall_names(plan: Plan, ids: Iterable[str]) -> dict[str, str]:
    wanted = set(ids)
    names: dict[str, str] = {}
    for storey in plan.storeys:
        if walls := [wall for wall in storey.walls if wall.id in wanted]:
            names |= walls_named(storey, walls, plan.tolerance_mm)
    return names


def _opening_names(plan: Plan, ids: Iterable[str]) -> dict[str, str]:
    wanted = set(ids)
    names: dict[str, str] = {}
    for storey in plan.storeys:
        if openings := [opening for opening in storey.openings if opening.id in wanted]:
            names |= openings_named(storey, openings, plan.tolerance_mm)
    return names


def _moved_wall(old: Wall, new: Wall, name: str) -> ElementChange:
    return ElementChange(
        id=new.id,
        name=name,
        change=ChangeKind.MOVED,
        by_mm=round(_sideways_mm(old, new), _DECIMALS),
        longer_by_mm=round(new.length_mm - old.length_mm, _DECIMALS),
    )


def _sideways_mm(old: Wall, new: Wall) -> float:
    old_axis, new_axis = axis_of(old.start, old.end), axis_of(new.start, new.end)
    if old_axis is not None and new_axis is not None and abs(old_axis.sine_to(new_axis)) <= _PARALLEL_SINE:
        return abs(old_axis.aside_mm(new.start) + old_axis.aside_mm(new.end)) / 2
    return max(distance_mm(old.start, new.start), distance_mm(old.end, new.end))


def _moved_opening(before: Plan, after: Plan, key: str, name: str) -> ElementChange:
    """Measure between the centres; an opening whose wall is not there has none, and no distance."""
    old, new = _openings(before)[key], _openings(after)[key]
    old_wall, new_wall = _walls(before).get(old.wall_id), _walls(after).get(new.wall_id)
    if old_wall is None or new_wall is None:
        return ElementChange(id=key, name=name, change=ChangeKind.MOVED)
    by_mm = distance_mm(old_wall.point_at(old.offset_mm), new_wall.point_at(new.offset_mm))
    return ElementChange(id=key, name=name, change=ChangeKind.MOVED, by_mm=round(by_mm, _DECIMALS))
