"""Areas before and after a change of a plan: of each room, each storey and the whole, in square metres."""

import msgspec

from planroom.floorplan.model.changes import AreaChange
from planroom.floorplan.model.plan import Plan
from planroom.floorplan.model.room_names import shown_name
from planroom.floorplan.reports.areas import STANDARD_FIGURES, AreaM2, AreaReport, measure_areas


class FigureChange(msgspec.Struct, frozen=True):
    """A figure before and after, in square metres; None where the plan has no scale."""

    before_m2: AreaM2
    after_m2: AreaM2


class AreaComparison(msgspec.Struct, frozen=True, kw_only=True):
    """The areas of two versions of a plan side by side, changed or not.

    ``rooms`` have their net areas, None where a room was or is not there. ``storeys`` have the service's own internal
    area (``gia_m2``), and ``total`` holds every figure of the whole by its name.
    """

    rooms: tuple[AreaChange, ...]
    storeys: tuple[AreaChange, ...]
    total: dict[str, FigureChange]


def compare_areas(before: Plan, after: Plan) -> AreaComparison:
    """Measure two versions of a plan; rooms and storeys are matched by their ids, the newer version's first."""
    old, new = measure_areas(before), measure_areas(after)
    room_names = {
        room.id: shown_name(room) for plan in (before, after) for storey in plan.storeys for room in storey.rooms
    }
    storey_names = {storey.id: storey.name for report in (old, new) for storey in report.storeys}
    old_rooms, new_rooms = _room_areas(old), _room_areas(new)
    old_storeys, new_storeys = _storey_areas(old), _storey_areas(new)
    return AreaComparison(
        rooms=tuple(
            AreaChange(key, room_names[key], old_rooms.get(key), new_rooms.get(key))
            for key in dict.fromkeys([*new_rooms, *old_rooms])
        ),
        storeys=tuple(
            AreaChange(key, storey_names[key], old_storeys.get(key), new_storeys.get(key))
            for key in dict.fromkeys([*new_storeys, *old_storeys])
        ),
        total={name: FigureChange(getattr(old.total, name), getattr(new.total, name)) for name in STANDARD_FIGURES},
    )


def _room_areas(report: AreaReport) -> dict[str, AreaM2]:
    return {room.id: room.area_m2 for storey in report.storeys for room in storey.rooms}


def _storey_areas(report: AreaReport) -> dict[str, AreaM2]:
    return {storey.id: storey.gia_m2 for storey in report.storeys}


def describe_areas(comparison: AreaComparison) -> tuple[str, ...]:
    """Say in a sentence how the internal area of the whole changed; none when it did not."""
    gia = comparison.total["gia_m2"]
    if gia.before_m2 == gia.after_m2 or gia.before_m2 is None or gia.after_m2 is None:
        return ()
    return (f"Internal area of the home: {gia.after_m2:.2f} m² instead of {gia.before_m2:.2f} m².",)
