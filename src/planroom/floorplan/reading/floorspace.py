"""Read FloorspaceJS: storeys of spaces whose faces share edges, x right and y up (formats.md, "FloorspaceJS").

Edges are lines without thickness: each one that bounds a face becomes a wall of an assumed thickness. A space names
the room around the middle of its face.
"""

import hashlib
import math
from collections.abc import Iterator, Mapping
from typing import Any

from planroom.floorplan.geometry.points import Point
from planroom.floorplan.geometry.region import from_shape, label_point, region_of, sound_parts
from planroom.floorplan.geometry.units import MM_PER_FOOT, MM_PER_METRE
from planroom.floorplan.model.limits import MAX_ELEMENTS, MAX_STOREYS
from planroom.floorplan.model.opening import OpeningKind
from planroom.floorplan.model.plan import Plan, Scale, ScaleSource, Source, Storey
from planroom.floorplan.model.room import RoomType
from planroom.floorplan.model.room_names import type_of_label
from planroom.floorplan.model.wall import Wall
from planroom.floorplan.reading import import_kinds as kinds
from planroom.floorplan.reading.errors import NotThisFormat
from planroom.floorplan.reading.importing.finishing import RoomSource, StoreyFrame, finish_storey
from planroom.floorplan.reading.importing.ledger import Ledger
from planroom.floorplan.reading.importing.storey_draft import OpeningSource, StoreyDraft, WallSource
from planroom.floorplan.reading.importing.values import (
    height_of,
    list_of,
    number_of,
    object_of,
    objects_in,
    open_json,
    point_of,
    size_of,
    text_of,
)
from planroom.floorplan.reading.reading import Reading, gravest_first

_UNITS = {"ip": MM_PER_FOOT, "ft": MM_PER_FOOT, "si": MM_PER_METRE, "m": MM_PER_METRE}
_ENDS = 2
_DEFAULT_CEILING_MM = 8 * MM_PER_FOOT
_DEFAULT_DOOR_MM = 3 * MM_PER_FOOT
_DEFAULT_WINDOW_MM = 4 * MM_PER_FOOT
_DOOR_KINDS = {"glass": OpeningKind.SLIDING_DOOR, "overhead": OpeningKind.GARAGE_DOOR}

_Json = Mapping[str, Any]


def looks_like_floorspace(content: bytes) -> bool:
    """Tell whether a JSON file speaks of storeys with edges between vertices."""
    return content.lstrip()[:1] == b"{" and b'"stories"' in content and b'"vertex_ids"' in content


def read_floorspace(content: bytes) -> Reading:
    """Read a FloorspaceJS file.

    Raises NotThisFormat when the file is no JSON or has no list of storeys, and FileTooLarge beyond the limits.
    """
    value = object_of(open_json(content, "FloorspaceJS"))
    if not isinstance(value.get("stories"), list):
        message = "The file is no FloorspaceJS file: it has no list of stories."
        raise NotThisFormat(message)
    ledger = Ledger()
    project = object_of(value.get("project"))
    config = object_of(project.get("config"))
    mm_per_unit = _mm_per_unit(config.get("units", "ip"), ledger)
    stories = list(objects_in(value["stories"]))
    if len(stories) > MAX_STOREYS:
        ledger.note(kinds.TOO_MANY_ELEMENTS, f"The file has {len(stories)} storeys; only {MAX_STOREYS} were read.")
    reader = _StoryReader(value, mm_per_unit, ledger)
    plan = Plan(
        storeys=tuple(reader.storeys(stories[:MAX_STOREYS])),
        scale=Scale(source=ScaleSource.MODEL, mm_per_unit=mm_per_unit),
        source=Source(format="floorspacejs", sha256=hashlib.sha256(content).hexdigest()),
        north_deg=_north_deg(project, config),
    )
    if not plan.storeys:
        ledger.note(kinds.NOTHING_READ, "The file has no storey.")
    return Reading(plan, gravest_first(ledger.findings()))


def _mm_per_unit(units: object, ledger: Ledger) -> float:
    known = _UNITS.get(units) if isinstance(units, str) else None
    if known is None:
        ledger.note(kinds.UNIT_ASSUMED, f"The units {text_of(units)[:40]!r} are not known; feet were taken.")
    return known or MM_PER_FOOT


def _north_deg(project: _Json, config: _Json) -> float | None:
    """Give where north lies; the file tells it in degrees clockwise."""
    angle = number_of(project.get("north_axis", config.get("north_axis")))
    return None if angle is None else math.fmod(angle, 360.0) + 0.0


class _StoryReader:
    """Reads the storeys of one file."""

    def __init__(self, value: _Json, mm_per_unit: float, ledger: Ledger) -> None:
        self._mm_per_unit = mm_per_unit
        self._ledger = ledger
        self._windows = _by_id(value.get("window_definitions"))
        self._doors = _by_id(value.get("door_definitions"))

    def storeys(self, stories: list[_Json]) -> Iterator[Storey]:
        """Read the storeys, each above the one before it."""
        elevation_mm = 0.0
        for level, story in enumerate(stories):
            ceiling_mm = size_of(story.get("floor_to_ceiling_height"), self._mm_per_unit) or _DEFAULT_CEILING_MM
            plenums = ("below_floor_plenum_height", "above_ceiling_plenum_height", "above_floor_plenum_height")
            plenum_mm = max(height_of(story.get(name), self._mm_per_unit) or 0.0 for name in plenums)
            multiplier = number_of(story.get("multiplier"))
            if multiplier is not None and multiplier > 1:
                text = f"The storey {text_of(story.get('name'))!r} stands for {multiplier:.0f} alike; one was read."
                self._ledger.note(kinds.NOT_UNDERSTOOD, text)
            name = text_of(story.get("name")) or f"Storey {level + 1}"
            yield self._storey(story, StoreyFrame(name, level, min(elevation_mm, 1e6), ceiling_mm))
            elevation_mm += ceiling_mm + plenum_mm

    def _storey(self, story: _Json, frame: StoreyFrame) -> Storey:
        draft = StoreyDraft(self._ledger.id_for(story.get("id"), "storey"), self._ledger)
        geometry = object_of(story.get("geometry"))
        vertices = _by_id(geometry.get("vertices"))
        edges: dict[str, tuple[Point | None, Point | None]] = {}
        walls: dict[str, Wall] = {}
        for edge in objects_in(geometry.get("edges")):
            edge_id = _key(edge.get("id"))
            ends = [vertices.get(_key(end)) for end in list_of(edge.get("vertex_ids"))[:2]]
            if None in ends or len(ends) != _ENDS:
                text = f"The edge {edge_id[:40]} has an end that is not in the file."
                self._ledger.note(kinds.DANGLING, text, storey_id=draft.storey_id)
                continue
            start, end = (point_of((v or {}).get("x"), (v or {}).get("y"), self._mm_per_unit) for v in ends)
            edges[edge_id] = (start, end)
            wall = draft.add_wall(WallSource(edge.get("id"), start, end))
            if wall is not None:
                walls.setdefault(edge_id, wall)
        for kind in ("windows", "doors"):
            for opening in objects_in(story.get(kind)):
                self._hang(opening, kind, walls, draft)
        rooms = list(self._rooms(story, _by_id(geometry.get("faces")), edges, draft))
        return finish_storey(draft, rooms, frame)

    def _hang(self, opening: _Json, kind: str, walls: Mapping[str, Wall], draft: StoreyDraft) -> None:
        """Hang one window or door, or the row of them that a list of places stands for."""
        name = f"The {kind[:-1]} {text_of(opening.get('name'))!r}"
        wall = walls.get(_key(opening.get("edge_id")))
        if wall is None:
            self._ledger.note(kinds.DANGLING, f"{name} lies on no wall of its storey.", storey_id=draft.storey_id)
            return
        definitions = self._windows if kind == "windows" else self._doors
        definition = definitions.get(_key(opening.get(f"{kind[:-1]}_definition_id")))
        if definition is None or definition.get("window_definition_mode") == "Window to Wall Ratio":
            text = f"{name} has no size of its own; it was left out."
            self._ledger.note(kinds.SIZE_ASSUMED, text, element_ids=(wall.id,), storey_id=draft.storey_id)
            return
        alpha = opening.get("alpha")
        default_mm = _DEFAULT_WINDOW_MM if kind == "windows" else _DEFAULT_DOOR_MM
        width_mm = size_of(definition.get("width"), self._mm_per_unit) or default_mm
        source = OpeningSource(
            opening.get("id"),
            _opening_kind(kind, definition),
            size_of(definition.get("height"), self._mm_per_unit),
            height_of(definition.get("sill_height"), self._mm_per_unit) if kind == "windows" else None,
        )
        for place, share in enumerate((alpha if isinstance(alpha, list) else [alpha])[:MAX_ELEMENTS]):
            number = number_of(share)
            if number is None or not 0 <= number <= 1:
                text = f"{name} has no place on its wall."
                self._ledger.note(kinds.OUT_OF_RANGE, text, element_ids=(wall.id,), storey_id=draft.storey_id)
                continue
            one = source if place == 0 else source._replace(source_id=None)
            draft.add_opening(one, wall, number * wall.length_mm, width_mm)

    def _rooms(
        self,
        story: _Json,
        faces: Mapping[str, _Json],
        edges: Mapping[str, tuple[Point | None, Point | None]],
        draft: StoreyDraft,
    ) -> Iterator[RoomSource]:
        """Give the spaces that have a face; the others are told and left out."""
        for space in objects_in(story.get("spaces")):
            name = text_of(space.get("name"))
            face = faces.get(_key(space.get("face_id")))
            if face is None:
                text = f"The space {name!r} has no face; it was left out."
                self._ledger.note(kinds.DANGLING, text, storey_id=draft.storey_id)
                continue
            ring = _ring_of(face, edges)
            seed = _inside(ring)
            if seed is None or not _is_closed(face, edges):
                text = f"The edges of the space {name!r} do not follow each other to a closed outline."
                self._ledger.note(kinds.OUTLINE_BROKEN, text, storey_id=draft.storey_id, place=seed)
            if seed is not None:
                kind = RoomType.OPEN_TO_BELOW if space.get("open_to_below") is True else type_of_label(name)
                height_mm = size_of(space.get("floor_to_ceiling_height"), self._mm_per_unit)
                yield RoomSource(space.get("id"), seed, name, kind or RoomType.UNDEFINED, height_mm)


def _by_id(value: object) -> dict[str, _Json]:
    """Give the objects of a list by their ids; the first of several with the same one."""
    found: dict[str, _Json] = {}
    for part in objects_in(value):
        found.setdefault(_key(part.get("id")), part)
    return found


def _key(value: object) -> str:
    return str(value) if isinstance(value, str) or (isinstance(value, int) and abs(value) < 10**18) else ""


def _opening_kind(kind: str, definition: _Json) -> OpeningKind:
    if kind == "windows":
        return OpeningKind.WINDOW
    words = text_of(definition.get("door_type")).lower()
    return next((known for word, known in _DOOR_KINDS.items() if word in words), OpeningKind.DOOR)


def _directed(face: _Json, edges: Mapping[str, tuple[Point | None, Point | None]]) -> Iterator[tuple[Point, Point]]:
    """Give the edges of a face in its direction, without those that have no place or no length."""
    orders = list_of(face.get("edge_order"))
    for index, edge_id in enumerate(list_of(face.get("edge_ids"))[:MAX_ELEMENTS]):
        start, end = edges.get(_key(edge_id), (None, None))
        if start is None or end is None or start == end:
            continue
        is_forward = index >= len(orders) or orders[index] == 1
        yield (start, end) if is_forward else (end, start)


def _ring_of(face: _Json, edges: Mapping[str, tuple[Point | None, Point | None]]) -> list[Point]:
    return [start for start, _ in _directed(face, edges)]


def _is_closed(face: _Json, edges: Mapping[str, tuple[Point | None, Point | None]]) -> bool:
    sides = list(_directed(face, edges))
    return all(one[1] == two[0] for one, two in zip(sides, (*sides[1:], *sides[:1]), strict=True))


def _inside(ring: list[Point]) -> Point | None:
    """Give a place inside a ring: inside the largest part of one that crosses itself."""
    region = region_of(ring)
    parts = [part for shape in sound_parts(region) if (part := from_shape(shape)).outline] if region.outline else []
    return label_point(max(parts, key=lambda part: part.area_mm2)) if parts else None
