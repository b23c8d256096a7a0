"""Read RoomPlan: scans of rooms as JSON, a CapturedRoom, a CapturedStructure or a list of rooms (formats.md).

Walls are faces without a thickness. The two faces of one wall are put together where the rooms on both sides were
scanned; any other wall has an assumed thickness.
"""

import hashlib
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Any

from planroom.floorplan.geometry.points import MAX_COORDINATE_MM, Point, distance_mm
from planroom.floorplan.geometry.region import from_shape, label_point, region_of, sound_parts
from planroom.floorplan.geometry.units import MM_PER_METRE
from planroom.floorplan.model.limits import MAX_ELEMENTS, MAX_STOREYS
from planroom.floorplan.model.opening import OpeningKind
from planroom.floorplan.model.plan import FixtureKind, Plan, Scale, ScaleSource, Source, Storey
from planroom.floorplan.model.room import RoomType
from planroom.floorplan.reading import import_kinds as kinds
from planroom.floorplan.reading.errors import NotThisFormat
from planroom.floorplan.reading.importing.finishing import RoomSource, StoreyFrame, finish_storey
from planroom.floorplan.reading.importing.ledger import Ledger
from planroom.floorplan.reading.importing.storey_draft import BoxSource, OpeningSource, StoreyDraft, WallSource
from planroom.floorplan.reading.importing.values import list_of, number_of, object_of, objects_in, open_json, text_of
from planroom.floorplan.reading.reading import Reading, gravest_first
from planroom.floorplan.reading.roomplan_steps.pairing import Face, paired
from planroom.floorplan.reading.roomplan_steps.surfaces import (
    Surface,
    arc_of,
    corners_of,
    frame_of,
    on_plan,
    surface_of,
)

TOLERANCE_MM = 50.0
_NEW_STOREY_MM = 1_200.0
_REACH_MM = 600.0
_SAME_TURN = 1e-3
_MAX_OPENINGS = 1_000
_NO_LABELS = frozenset({"", "unidentified"})
_LISTS = ("walls", "doors", "windows", "openings", "floors", "objects", "sections")
_OPENINGS = {"doors": OpeningKind.DOOR, "windows": OpeningKind.WINDOW, "openings": OpeningKind.CASED}
_LABELS: dict[str, tuple[str, RoomType]] = {
    "livingRoom": ("Living room", RoomType.LIVING_ROOM),
    "bedroom": ("Bedroom", RoomType.BEDROOM),
    "bathroom": ("Bath", RoomType.BATH),
    "kitchen": ("Kitchen", RoomType.KITCHEN),
    "diningRoom": ("Dining room", RoomType.DINING),
}
_FIXTURES = {
    "bathtub": FixtureKind.BATHTUB,
    "toilet": FixtureKind.TOILET,
    "sink": FixtureKind.SINK,
    "stove": FixtureKind.STOVE,
    "oven": FixtureKind.STOVE,
    "refrigerator": FixtureKind.REFRIGERATOR,
    "dishwasher": FixtureKind.DISHWASHER,
    "washerDryer": FixtureKind.WASHING_MACHINE,
    "storage": FixtureKind.CABINET,
    "fireplace": FixtureKind.FIREPLACE,
    "bed": FixtureKind.BED,
    "sofa": FixtureKind.SOFA,
    "chair": FixtureKind.CHAIR,
    "table": FixtureKind.TABLE,
}

_Json = Mapping[str, Any]
_Seen = tuple[_Json, Surface]


def looks_like_roomplan(content: bytes) -> bool:
    """Tell whether a JSON file speaks of walls with a transform and dimensions."""
    signs = (b'"walls"', b'"transform"', b'"dimensions"')
    return content.lstrip()[:1] in (b"{", b"[") and all(sign in content for sign in signs)


def read_roomplan(content: bytes) -> Reading:
    """Read a RoomPlan export; several rooms of one run become one plan.

    Raises NotThisFormat when the file is no JSON or has no list of walls, and FileTooLarge beyond the limits.
    """
    ledger = Ledger()
    parts = _parts(_rooms_in(open_json(content, "RoomPlan"), ledger), ledger)
    storeys = tuple(_storeys_of(parts, ledger))
    plan = Plan(
        storeys=storeys,
        scale=Scale(source=ScaleSource.MODEL, mm_per_unit=MM_PER_METRE),
        source=Source(format="roomplan", sha256=hashlib.sha256(content).hexdigest()),
        tolerance_mm=TOLERANCE_MM,
    )
    return Reading(plan, gravest_first(ledger.findings()))


def _rooms_in(value: object, ledger: Ledger) -> list[_Json]:
    """Give what is to be merged: the file itself, or its rooms where it has no walls of its own.

    Rooms of another run turn about another origin; they are left out.
    """
    rooms = list(objects_in(value)) if isinstance(value, list) else [object_of(value)]
    if len(rooms) == 1 and not list_of(rooms[0].get("walls")) and isinstance(rooms[0].get("rooms"), list):
        rooms = list(objects_in(rooms[0]["rooms"]))
    rooms = [room for room in rooms if isinstance(room.get("walls"), list)]
    if not rooms:
        message = "The file is no RoomPlan file: it has no list of walls."
        raise NotThisFormat(message)
    frames = [frame_of(room.get("referenceOriginTransform")) for room in rooms]
    turns = [frame.numbers[:3] if frame else (1.0, 0.0, 0.0) for frame in frames]
    same = [
        room
        for room, turn in zip(rooms, turns, strict=True)
        if max(abs(one - other) for one, other in zip(turn, turns[0], strict=True)) <= _SAME_TURN
    ]
    if len(same) < len(rooms):
        text = f"{len(rooms) - len(same)} of {len(rooms)} rooms were scanned in another run and were left out."
        ledger.note(kinds.FRAMES_DIFFER, text)
    return same


def _parts(rooms: Iterable[_Json], ledger: Ledger) -> dict[str, list[_Json]]:
    """Put the lists of all rooms together, within the limits."""
    parts: dict[str, list[_Json]] = {name: [] for name in _LISTS}
    for room in rooms:
        for name in _LISTS:
            parts[name].extend(objects_in(room.get(name)))
    for name, found in parts.items():
        if len(found) > MAX_ELEMENTS:
            ledger.note(kinds.TOO_MANY_ELEMENTS, f"The file has {len(found)} {name}; only {MAX_ELEMENTS} were read.")
            del found[MAX_ELEMENTS:]
    return parts


def _storeys_of(parts: Mapping[str, list[_Json]], ledger: Ledger) -> list[Storey]:
    """Part the scan into storeys by the height of what stands on the floor."""
    seen = {name: _surfaces(parts[name], name[:-1], ledger) for name in ("walls", *_OPENINGS, "objects")}
    heights = _floor_heights(surface.low_mm for _, surface in seen["walls"])
    if not heights:
        ledger.note(kinds.NOTHING_READ, "The file has no wall with a place and a size.")
        return []
    if len(heights) > MAX_STOREYS:
        ledger.note(kinds.TOO_MANY_ELEMENTS, f"The walls stand on {len(heights)} heights; {MAX_STOREYS} were read.")
        del heights[MAX_STOREYS:]
    by_level: list[dict[str, list[_Seen]]] = [{name: [] for name in seen} for _ in heights]
    for name, found in seen.items():
        for pair in found:
            by_level[_level(pair[1].low_mm, heights)][name].append(pair)
    rooms = _rooms_of(parts, heights)
    return [_storey_of(by_level[level], rooms[level], heights, level, ledger) for level in range(len(heights))]


def _storey_of(
    seen: Mapping[str, list[_Seen]], rooms: list[RoomSource], heights: Sequence[float], level: int, ledger: Ledger
) -> Storey:
    draft = StoreyDraft(ledger.id_for(None, "storey"), ledger)
    _add_walls(draft, seen["walls"])
    _add_openings(draft, seen, heights[level])
    _add_objects(draft, seen["objects"])
    tall = sorted(surface.high_mm - surface.low_mm for _, surface in seen["walls"])
    elevation_mm = round(min(heights[level] - heights[0], MAX_COORDINATE_MM), 1)
    frame = StoreyFrame(f"Storey {level + 1}", level, elevation_mm, round(tall[len(tall) // 2], 1))
    return finish_storey(draft, rooms, frame, TOLERANCE_MM)


def _surfaces(values: Iterable[_Json], name: str, ledger: Ledger) -> list[_Seen]:
    """Read surfaces, in an order of their own."""
    found = []
    for value in values:
        surface = surface_of(value)
        if surface is None:
            text = f"The {name} {text_of(value.get('identifier'))[:40]} has no place or no size."
            ledger.note(kinds.OUT_OF_RANGE, text)
        else:
            found.append((value, surface))
    return sorted(found, key=lambda pair: (pair[1].start, pair[1].end, pair[1].low_mm))


def _floor_heights(bases: Iterable[float]) -> list[float]:
    """Give the heights of the floors: a step of more than 1.2 m starts a new storey."""
    heights: list[float] = []
    last = None
    for base in sorted(bases):
        if last is None or base - last > _NEW_STOREY_MM:
            heights.append(base)
        last = base
    return heights


def _level(height_mm: float, heights: Sequence[float]) -> int:
    """Give the storey that a height belongs to: the highest one whose floor is not clearly above it."""
    return max(0, bisect_right(heights, height_mm + _NEW_STOREY_MM / 2) - 1)


def _add_walls(draft: StoreyDraft, walls: Iterable[_Seen]) -> None:
    """Add the walls: straight faces in pairs where both were scanned, and round ones in straight pieces."""
    faces: list[Face] = []
    pieces: list[Face] = []
    for value, surface in walls:
        height_mm = surface.high_mm - surface.low_mm
        arc = arc_of(value)
        if len(arc) > 1:
            pieces += [Face(None, start, end, height_mm) for start, end in pairwise(arc)]
        else:
            faces.append(Face(surface.source_id, surface.start, surface.end, height_mm))
    for face in (*paired(faces), *pieces):
        thickness_mm = None if face.thickness_mm is None else round(face.thickness_mm, 1)
        draft.add_wall(WallSource(face.source_id, face.start, face.end, thickness_mm, round(face.height_mm, 1)))


def _add_openings(draft: StoreyDraft, seen: Mapping[str, list[_Seen]], floor_mm: float) -> None:
    """Hang the openings on the nearest wall; a door that both rooms saw is hung once."""
    for name, kind in _OPENINGS.items():
        taken: list[Point] = []
        for _, surface in seen[name]:
            if len(taken) >= _MAX_OPENINGS:
                text = f"The storey has more than {_MAX_OPENINGS} {name}; the others were left out."
                draft.ledger.note(kinds.TOO_MANY_ELEMENTS, text, storey_id=draft.storey_id)
                break
            if _is_taken(taken, surface.middle):
                continue
            taken.append(surface.middle)
            sill_mm = max(0.0, round(surface.low_mm - floor_mm, 1)) if kind is OpeningKind.WINDOW else None
            source = OpeningSource(surface.source_id, kind, round(surface.high_mm - surface.low_mm, 1), sill_mm)
            draft.place_opening(source, surface.start, surface.end, _REACH_MM)


def _is_taken(taken: Iterable[Point], place: Point) -> bool:
    return any(abs(place.x_mm - at.x_mm) < _REACH_MM and abs(place.y_mm - at.y_mm) < _REACH_MM for at in taken)


def _add_objects(draft: StoreyDraft, objects: Iterable[_Seen]) -> None:
    for _, surface in objects:
        width_mm = max(1.0, round(distance_mm(surface.start, surface.end), 1))
        box = BoxSource(surface.source_id, surface.middle, width_mm, surface.depth_mm, surface.turn_deg)
        if surface.category == "stairs":
            draft.add_stair(box)
        elif surface.category in _FIXTURES:
            draft.add_fixture(box, _FIXTURES[surface.category])


def _rooms_of(parts: Mapping[str, list[_Json]], heights: Sequence[float]) -> list[list[RoomSource]]:
    """Name the rooms of each storey after the sections in them; a floor tells that there is a room, but no name."""
    rooms: list[list[RoomSource]] = [[] for _ in heights]
    for section in parts["sections"]:
        centre = [number_of(part) for part in (*list_of(section.get("center"))[:3], None, None, None)[:3]]
        word = text_of(section.get("label"))
        x, y, z = centre
        if x is None or y is None or z is None or word in _NO_LABELS:
            continue
        seed = on_plan((x, y, z))
        if seed is not None:
            source = RoomSource(None, seed, *_LABELS.get(word, (word, RoomType.UNDEFINED)))
            rooms[_level(y * MM_PER_METRE, heights)].append(source)
    for floor in parts["floors"]:
        ring, height_mm = corners_of(floor)
        region = region_of(ring)
        shapes = [from_shape(shape) for shape in sound_parts(region)] if region.outline else []
        sound = [shape for shape in shapes if shape.outline]
        if sound and height_mm is not None:
            seed = label_point(max(sound, key=lambda shape: shape.area_mm2))
            rooms[_level(height_mm, heights)].append(RoomSource(floor.get("identifier"), seed, ""))
    return rooms
