"""What changed between two versions of a plan, as data."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Protocol, TypeVar

import msgspec

from planroom.floorplan.geometry.points import distance_mm
from planroom.floorplan.geometry.units import m2_of
from planroom.floorplan.model.element_changes import ElementChange, opening_changes, wall_changes
from planroom.floorplan.model.opening import Opening
from planroom.floorplan.model.plan import Plan, Storey
from planroom.floorplan.model.room import Room
from planroom.floorplan.model.room_names import shown_name
from planroom.floorplan.model.rooms import area_balance, room_faces

_AREA_DECIMALS = 2


class TextChange(msgspec.Struct, frozen=True):
    """A text or word of an element before and after; ``name`` is what the element is called now."""

    id: str
    name: str
    before: str
    after: str


class AreaChange(msgspec.Struct, frozen=True):
    """The net area of a room or storey before and after, in square metres; None where it had none."""

    id: str
    name: str
    before_m2: float | None
    after_m2: float | None


class _WithId(Protocol):
    @property
    def id(self) -> str: ...


_Element = TypeVar("_Element", bound=_WithId)


class ElementChanges(msgspec.Struct, frozen=True, kw_only=True):
    """Ids of elements that came, went, changed their place, or changed otherwise."""

    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    moved: tuple[str, ...] = ()
    altered: tuple[str, ...] = ()


class PlanChanges(msgspec.Struct, frozen=True, kw_only=True):
    """All differences between two versions of a plan; elements are matched by their ids.

    ``storey_areas`` holds every storey, changed or not; everything else only what changed. Storeys and rooms that are
    ``altered`` differ in height or use, walls in thickness or kind, openings in kind, size or swing. ``wall_changes``
    and ``opening_changes`` name those that came, went or moved, and say by how much.
    """

    storeys: ElementChanges
    storeys_renamed: tuple[TextChange, ...]
    rooms: ElementChanges
    rooms_renamed: tuple[TextChange, ...]
    rooms_retyped: tuple[TextChange, ...]
    room_areas: tuple[AreaChange, ...]
    storey_areas: tuple[AreaChange, ...]
    walls: ElementChanges
    openings: ElementChanges
    fixtures: ElementChanges
    is_rescaled: bool
    wall_changes: tuple[ElementChange, ...] = ()
    opening_changes: tuple[ElementChange, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing has changed."""
        parts = (self.storeys, self.rooms, self.walls, self.openings, self.fixtures)
        texts = (self.storeys_renamed, self.rooms_renamed, self.rooms_retyped, self.room_areas)
        areas = (change.before_m2 != change.after_m2 for change in self.storey_areas)
        return not (self.is_rescaled or any(map(any_of, parts)) or any(texts) or any(areas))


def any_of(changes: ElementChanges) -> bool:
    """Tell whether there is any change of elements."""
    return bool(changes.added or changes.removed or changes.moved or changes.altered)


def summarise_changes(before: Plan, after: Plan) -> PlanChanges:
    """Compare two versions of a plan."""
    old_storeys, new_storeys = _by_id(before.storeys), _by_id(after.storeys)
    old_rooms = _by_id(room for storey in before.storeys for room in storey.rooms)
    new_rooms = _by_id(room for storey in after.storeys for room in storey.rooms)
    walls, openings = _wall_changes(before, after), _opening_changes(before, after)
    return PlanChanges(
        storeys=_changes(old_storeys, new_storeys, altered=_storey_altered),
        storeys_renamed=_texts(old_storeys, new_storeys, lambda storey: storey.name, lambda storey: storey.name),
        rooms=_changes(old_rooms, new_rooms, altered=_room_altered),
        rooms_renamed=_texts(old_rooms, new_rooms, lambda room: room.label, shown_name),
        rooms_retyped=_texts(old_rooms, new_rooms, lambda room: room.type.value, shown_name),
        room_areas=tuple(_room_areas(before, after, {**old_rooms, **new_rooms})),
        storey_areas=tuple(_storey_areas(before, after, {**old_storeys, **new_storeys})),
        walls=walls,
        openings=openings,
        fixtures=_fixture_changes(before, after),
        is_rescaled=before.scale != after.scale,
        wall_changes=wall_changes(before, after, added=walls.added, removed=walls.removed, moved=walls.moved),
        opening_changes=opening_changes(
            before, after, added=openings.added, removed=openings.removed, moved=openings.moved
        ),
    )


def _by_id(elements: Iterable[_Element]) -> dict[str, _Element]:
    return {element.id: element for element in elements}


def _changes(
    old: Mapping[str, _Element],
    new: Mapping[str, _Element],
    *,
    moved: Callable[[_Element, _Element], bool] = lambda _, __: False,
    altered: Callable[[_Element, _Element], bool],
) -> ElementChanges:
    kept = [key for key in new if key in old]
    return ElementChanges(
        added=tuple(key for key in new if key not in old),
        removed=tuple(key for key in old if key not in new),
        moved=tuple(key for key in kept if moved(old[key], new[key])),
        altered=tuple(key for key in kept if altered(old[key], new[key])),
    )


def _texts(
    old: Mapping[str, _Element],
    new: Mapping[str, _Element],
    text_of: Callable[[_Element], str],
    name_of: Callable[[_Element], str],
) -> tuple[TextChange, ...]:
    changes = (TextChange(key, name_of(new[key]), text_of(old[key]), text_of(new[key])) for key in new if key in old)
    return tuple(change for change in changes if change.before != change.after)


def _storey_altered(old: Storey, new: Storey) -> bool:
    return (old.level, old.elevation_mm, old.ceiling_height_mm) != (new.level, new.elevation_mm, new.ceiling_height_mm)


def _room_altered(old: Room, new: Room) -> bool:
    return (old.finished, old.enclosed, old.ceiling_height_mm) != (new.finished, new.enclosed, new.ceiling_height_mm)


def _room_areas(before: Plan, after: Plan, rooms: Mapping[str, Room]) -> Iterator[AreaChange]:
    old, new = _areas_m2(before), _areas_m2(after)
    for key, room in rooms.items():
        change = AreaChange(key, shown_name(room), old.get(key), new.get(key))
        if change.before_m2 != change.after_m2:
            yield change


def _areas_m2(plan: Plan) -> dict[str, float]:
    return {
        room_id: round(m2_of(face.area_mm2), _AREA_DECIMALS)
        for storey in plan.storeys
        for room_id, face in room_faces(storey, plan.tolerance_mm).items()
    }


def _storey_areas(before: Plan, after: Plan, storeys: Mapping[str, Storey]) -> Iterator[AreaChange]:
    old, new = ({storey.id: _net_m2(storey, plan) for storey in plan.storeys} for plan in (before, after))
    for key, storey in storeys.items():
        yield AreaChange(key, storey.name, old.get(key), new.get(key))


def _net_m2(storey: Storey, plan: Plan) -> float:
    return round(m2_of(area_balance(storey, plan.tolerance_mm).rooms_mm2), _AREA_DECIMALS)


def _wall_changes(before: Plan, after: Plan) -> ElementChanges:
    tolerance_mm = after.tolerance_mm
    return _changes(
        _by_id(wall for storey in before.storeys for wall in storey.walls),
        _by_id(wall for storey in after.storeys for wall in storey.walls),
        moved=lambda old, new: max(distance_mm(old.start, new.start), distance_mm(old.end, new.end)) > tolerance_mm,
        altered=lambda old, new: (
            (old.thickness_mm, old.kind, old.height_mm) != (new.thickness_mm, new.kind, new.height_mm)
        ),
    )


def _opening_changes(before: Plan, after: Plan) -> ElementChanges:
    old_walls = _by_id(wall for storey in before.storeys for wall in storey.walls)
    new_walls = _by_id(wall for storey in after.storeys for wall in storey.walls)
    tolerance_mm = after.tolerance_mm

    def moved(old: Opening, new: Opening) -> bool:
        """Tell whether an opening moved by itself, not with its wall and not because the wall's start moved."""
        is_hung_alike = old.wall_id == new.wall_id and abs(old.offset_mm - new.offset_mm) <= tolerance_mm
        old_wall, new_wall = old_walls.get(old.wall_id), new_walls.get(new.wall_id)
        if is_hung_alike or old_wall is None or new_wall is None:
            return not is_hung_alike
        return distance_mm(old_wall.point_at(old.offset_mm), new_wall.point_at(new.offset_mm)) > tolerance_mm

    return _changes(
        _by_id(opening for storey in before.storeys for opening in storey.openings),
        _by_id(opening for storey in after.storeys for opening in storey.openings),
        moved=moved,
        altered=lambda old, new: _make_of(old) != _make_of(new),
    )


def _make_of(opening: Opening) -> tuple[object, ...]:
    return (
        opening.kind,
        opening.width_mm,
        opening.height_mm,
        opening.sill_mm,
        opening.hinge,
        opening.swing,
    )


def _fixture_changes(before: Plan, after: Plan) -> ElementChanges:
    return _changes(
        _by_id(fixture for storey in before.storeys for fixture in storey.fixtures),
        _by_id(fixture for storey in after.storeys for fixture in storey.fixtures),
        moved=lambda old, new: (old.centre, old.turn_deg) != (new.centre, new.turn_deg),
        altered=lambda old, new: (old.kind, old.width_mm, old.depth_mm) != (new.kind, new.width_mm, new.depth_mm),
    )
