"""Read react-planner: layers of lines between vertices, x right and y up (formats.md, "react-planner").

Areas run along the middle of the walls and name nothing but a place, so rooms come from the walls. The early form of
the format (unit "m" with pixelPerUnit) counts everything in pixels.
"""

import hashlib
from collections.abc import Iterator, Mapping
from typing import Any

from planroom.floorplan.geometry.points import Point
from planroom.floorplan.geometry.region import from_shape, label_point, region_of, sound_parts
from planroom.floorplan.geometry.units import MM_PER_CENTIMETRE, MM_PER_FOOT, MM_PER_INCH, MM_PER_METRE
from planroom.floorplan.model.limits import MAX_ELEMENTS, MAX_STOREYS
from planroom.floorplan.model.opening import Hinge, OpeningKind, Swing
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
    open_json,
    point_of,
    size_of,
    text_of,
)
from planroom.floorplan.reading.reading import Reading, gravest_first

_UNITS = {
    "cm": MM_PER_CENTIMETRE,
    "m": MM_PER_METRE,
    "mm": 1.0,
    "in": MM_PER_INCH,
    "ft": MM_PER_FOOT,
    "km": 1_000 * MM_PER_METRE,
    "mi": 5_280 * MM_PER_FOOT,
}
_DEFAULT_OPENING_MM = 800.0
_KINDS = (
    ("window", OpeningKind.WINDOW),
    ("gate", OpeningKind.GARAGE_DOOR),
    ("sliding", OpeningKind.SLIDING_DOOR),
    ("double", OpeningKind.DOUBLE_DOOR),
    ("panic", OpeningKind.DOOR),
    ("door", OpeningKind.DOOR),
)
"""Which word in a type from the open catalogue stands for which kind, the most particular first."""

_PLAIN_LABELS = frozenset({"area", "room", ""})

_Json = Mapping[str, Any]


def looks_like_react_planner(content: bytes) -> bool:
    """Tell whether a JSON file speaks of layers with lines and holes."""
    signs = (b'"layers"', b'"vertices"', b'"lines"', b'"holes"')
    return content.lstrip()[:1] == b"{" and all(sign in content for sign in signs)


def read_react_planner(content: bytes) -> Reading:
    """Read a react-planner scene; each layer becomes a storey.

    Raises NotThisFormat when the file is no JSON or has no layers, and FileTooLarge beyond the limits.
    """
    value = object_of(open_json(content, "react-planner"))
    if not isinstance(value.get("layers"), dict):
        message = "The file is no react-planner file: it has no layers."
        raise NotThisFormat(message)
    ledger = Ledger()
    mm_per_unit = _mm_per_unit(value, ledger)
    layers = sorted((str(key), object_of(layer)) for key, layer in value["layers"].items())
    layers.sort(key=lambda entry: (_altitude(entry[1]), entry[0]))
    if len(layers) > MAX_STOREYS:
        ledger.note(kinds.TOO_MANY_ELEMENTS, f"The file has {len(layers)} layers; only {MAX_STOREYS} were read.")
    storeys = tuple(
        _storey_of(key, layer, level, mm_per_unit, ledger) for level, (key, layer) in enumerate(layers[:MAX_STOREYS])
    )
    plan = Plan(
        storeys=storeys,
        scale=Scale(source=ScaleSource.MODEL, mm_per_unit=mm_per_unit),
        source=Source(format="react_planner", sha256=hashlib.sha256(content).hexdigest()),
    )
    if not storeys:
        ledger.note(kinds.NOTHING_READ, "The file has no layer.")
    return Reading(plan, gravest_first(ledger.findings()))


def _mm_per_unit(value: _Json, ledger: Ledger) -> float:
    unit = value.get("unit")
    known = _UNITS.get(unit) if isinstance(unit, str) else None
    if known is None:
        ledger.note(kinds.UNIT_ASSUMED, f"The unit {text_of(unit)[:40]!r} is not known; centimetres were taken.")
        known = MM_PER_CENTIMETRE
    if "pixelPerUnit" in value:
        pixels = number_of(value["pixelPerUnit"])
        if pixels is None or not 1e-3 <= pixels <= 1e6:  # noqa: PLR2004 - beyond these no drawing has a size
            ledger.note(kinds.UNIT_ASSUMED, "The number of pixels for each unit makes no sense; 100 was taken.")
            pixels = 100.0
        known /= pixels
    return known


def _altitude(layer: _Json) -> float:
    return number_of(layer.get("altitude")) or 0.0


def _storey_of(key: str, layer: _Json, level: int, mm_per_unit: float, ledger: Ledger) -> Storey:
    draft = StoreyDraft(ledger.id_for(key, "storey"), ledger)
    vertices = object_of(layer.get("vertices"))
    walls: dict[str, Wall] = {}
    for line_id, line in _sorted(layer.get("lines")):
        ends = _places(line.get("vertices"), vertices, mm_per_unit)
        if ends is None or len(ends) != 2:  # noqa: PLR2004 - a line has two ends
            text = f"The line {text_of(line_id)[:40]} has an end that is not in the file."
            ledger.note(kinds.DANGLING, text, storey_id=draft.storey_id)
            continue
        sizes = object_of(line.get("properties"))
        thickness_mm, height_mm = _size(sizes, "thickness", mm_per_unit), _size(sizes, "height", mm_per_unit)
        wall = draft.add_wall(WallSource(line_id, ends[0], ends[1], thickness_mm, height_mm))
        if wall is not None:
            walls[line_id] = wall
    for hole_id, hole in _sorted(layer.get("holes")):
        _hang(hole_id, hole, walls, draft, mm_per_unit)
    rooms = list(_rooms(layer, vertices, mm_per_unit, draft))
    heights = sorted(wall.height_mm for wall in draft.walls if wall.height_mm is not None)
    elevation = height_of(abs(_altitude(layer)), mm_per_unit) or 0.0
    frame = StoreyFrame(
        text_of(layer.get("name")) or f"Storey {level + 1}",
        level,
        -elevation if _altitude(layer) < 0 else elevation,
        heights[len(heights) // 2] if heights else StoreyFrame("").ceiling_height_mm,
    )
    return finish_storey(draft, rooms, frame)


def _hang(hole_id: str, hole: _Json, walls: Mapping[str, Wall], draft: StoreyDraft, mm_per_unit: float) -> None:
    """Hang a hole on its wall: its offset counts from the end with the smaller x."""
    name = f"The opening {text_of(hole_id)[:40]}"
    line = hole.get("line")
    wall = walls.get(line) if isinstance(line, str) else None
    if wall is None:
        draft.ledger.note(kinds.DANGLING, f"{name} lies on no wall of its storey.", storey_id=draft.storey_id)
        return
    share = number_of(hole.get("offset"))
    if share is None or not 0 <= share <= 1:
        text = f"{name} has no place on its wall."
        draft.ledger.note(kinds.OUT_OF_RANGE, text, element_ids=(wall.id,), storey_id=draft.storey_id)
        return
    sizes = object_of(hole.get("properties"))
    width_mm = _size(sizes, "width", mm_per_unit)
    if width_mm is None:
        text = f"{name} has no width; {_DEFAULT_OPENING_MM:.0f} mm were taken."
        draft.ledger.note(kinds.SIZE_ASSUMED, text, element_ids=(wall.id,), storey_id=draft.storey_id)
    kind = _kind(hole, draft, name)
    is_turned = wall.start.x_mm > wall.end.x_mm
    is_flipped = sizes.get("flip_horizontal") is True
    is_other_side = (sizes.get("flip_vertical") is True) != is_turned
    source = OpeningSource(
        hole_id,
        kind,
        _size(sizes, "height", mm_per_unit),
        _altitude_of(sizes, mm_per_unit) if kind is OpeningKind.WINDOW else None,
        Hinge.END if is_flipped != is_turned else Hinge.START,
        Swing.RIGHT if is_other_side else Swing.LEFT,
    )
    offset_mm = (1 - share if is_turned else share) * wall.length_mm
    draft.add_opening(source, wall, offset_mm, width_mm or _DEFAULT_OPENING_MM)


def _kind(hole: _Json, draft: StoreyDraft, name: str) -> OpeningKind:
    words = text_of(hole.get("type")).lower()
    known = next((kind for word, kind in _KINDS if word in words), None)
    if known is None:
        text = f"{name} is of the kind {words[:40]!r}, which is not known; it is a cased opening."
        draft.ledger.note(kinds.KIND_ASSUMED, text, storey_id=draft.storey_id)
    return known or OpeningKind.CASED


def _rooms(layer: _Json, vertices: _Json, mm_per_unit: float, draft: StoreyDraft) -> Iterator[RoomSource]:
    for area_id, area in _sorted(layer.get("areas")):
        ring = _places(area.get("vertices"), vertices, mm_per_unit)
        region = region_of([place for place in ring if place is not None]) if ring else None
        parts = [from_shape(shape) for shape in sound_parts(region)] if region and region.outline else []
        sound = [part for part in parts if part.outline]
        if not sound:
            text = f"The area {text_of(area_id)[:40]} has no closed outline."
            draft.ledger.note(kinds.OUTLINE_BROKEN, text, storey_id=draft.storey_id)
            continue
        name = text_of(area.get("name"))
        label = "" if name.lower() in _PLAIN_LABELS else name
        seed = label_point(max(sound, key=lambda part: part.area_mm2))
        yield RoomSource(area_id, seed, label, type_of_label(label) or RoomType.UNDEFINED)


def _sorted(value: object) -> Iterator[tuple[str, _Json]]:
    """Give the members of an object in an order of their own."""
    members = object_of(value)
    yield from ((key, object_of(members[key])) for key in sorted(members))


def _places(ids: object, vertices: _Json, mm_per_unit: float) -> list[Point | None] | None:
    """Give the places of vertices; None when one of them is not in the file."""
    found: list[Point | None] = []
    for vertex_id in list_of(ids)[:MAX_ELEMENTS]:
        vertex = vertices.get(vertex_id) if isinstance(vertex_id, str) else None
        if not isinstance(vertex, dict):
            return None
        found.append(point_of(vertex.get("x"), vertex.get("y"), mm_per_unit))
    return found


def _plain(sizes: _Json, name: str) -> object:
    """Give a size in the unit of the file: an object with a length, or in the early form a number."""
    value = sizes.get(name)
    return value.get("length") if isinstance(value, dict) else value


def _size(sizes: _Json, name: str, mm_per_unit: float) -> float | None:
    return size_of(_plain(sizes, name), mm_per_unit)


def _altitude_of(sizes: _Json, mm_per_unit: float) -> float | None:
    return height_of(_plain(sizes, "altitude"), mm_per_unit)
