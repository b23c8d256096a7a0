"""Read ResPlan: flats as polygons in the pixels of a normalised canvas, y up (formats.md, "ResPlan").

A file is one plan or a list of plans. There is no scale: the plan is drawn so that its doors have a likely width, and
says that its scale is unknown. Walls are polygons that stop at openings, so the wall body is the union of walls, doors
and windows; each straight band of it becomes a wall. The graph of the file follows from fixed rules on the polygons
and is not read.
"""

import hashlib
import re
import statistics
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from planroom.floorplan.geometry.bands import bands_of, melted
from planroom.floorplan.geometry.points import Point
from planroom.floorplan.geometry.region import Region, from_shape, inner_radius_mm, region_of, sound_parts
from planroom.floorplan.geometry.strips import Strip, outline_of_strip
from planroom.floorplan.model.opening import OpeningKind
from planroom.floorplan.model.plan import Plan, Scale, ScaleSource, Source, Storey
from planroom.floorplan.model.room import RoomType
from planroom.floorplan.model.rooms import inner_point
from planroom.floorplan.reading import import_kinds as kinds
from planroom.floorplan.reading.blueprint_steps.swings import with_likely_swings
from planroom.floorplan.reading.errors import NotThisFormat
from planroom.floorplan.reading.importing.boxes import long_axis
from planroom.floorplan.reading.importing.finishing import RoomSource, StoreyFrame, finish_storey
from planroom.floorplan.reading.importing.ledger import Ledger
from planroom.floorplan.reading.importing.storey_draft import OpeningSource, StoreyDraft, WallSource
from planroom.floorplan.reading.importing.values import list_of, object_of, open_json, point_of
from planroom.floorplan.reading.reading import Reading, gravest_first

MAX_POLYGONS = 2_000
MAX_CORNERS = 20_000
TOLERANCE_MM = 20.0
_STOREY_ID = "storey-1"
_USUAL_DOOR_MM = 800.0
_DEFAULT_MM_PER_UNIT = 40.0
_LEAST_MM_PER_UNIT, _MOST_MM_PER_UNIT = 0.5, 500.0
_FEWEST_CORNERS = 3
_GAP_SHARE = 0.25

_ROOMS: dict[str, tuple[str, RoomType]] = {
    "living": ("Living room", RoomType.LIVING_ROOM),
    "kitchen": ("Kitchen", RoomType.KITCHEN),
    "bedroom": ("Bedroom", RoomType.BEDROOM),
    "bathroom": ("Bath", RoomType.BATH),
    "balcony": ("Balcony", RoomType.BALCONY),
    "balacony": ("Balcony", RoomType.BALCONY),
    "storage": ("Storage", RoomType.STORAGE),
    "stair": ("Stairs", RoomType.STAIRWELL),
    "veranda": ("Veranda", RoomType.PORCH),
    "garden": ("Garden", RoomType.OUTDOOR),
    "parking": ("Parking", RoomType.GARAGE),
}
_OPENINGS = {"door": OpeningKind.DOOR, "front_door": OpeningKind.DOOR, "window": OpeningKind.WINDOW}
_WALLS = "wall"
_UNREAD = frozenset({"inner", "land", "neighbor", "pool"})

_RING = re.compile(r"\(([^()]*)\)")
_POLYGON = re.compile(r"\s*POLYGON\s*(?:Z\s*)?\((?P<rings>.*)\)\s*", re.IGNORECASE | re.DOTALL)

_Ring = list[tuple[float, float]]
_Polygon = list[_Ring]


def looks_like_resplan(content: bytes) -> bool:
    """Tell whether a JSON file speaks of ResPlan's geometries."""
    return content.lstrip()[:1] in (b"{", b"[") and b'"geometries"' in content and b"POLYGON" in content


def read_resplan(content: bytes, *, index: int = 0) -> Reading:
    """Read one plan of a ResPlan file, the first one unless ``index`` says another; the plan has one storey.

    Raises NotThisFormat when the file is no JSON or has no plan at the index, and FileTooLarge beyond the limits.
    """
    value = open_json(content, "ResPlan")
    plans = [plan for plan in (value if isinstance(value, list) else [value]) if _is_plan(plan)]
    if not 0 <= index < len(plans):
        message = f"The file is no ResPlan file, or has no plan number {index}."
        raise NotThisFormat(message)
    ledger = Ledger()
    if len(plans) > 1:
        ledger.note(kinds.SEVERAL_PLANS, f"The file has {len(plans)} plans; number {index} was read.")
    polygons = _polygons_of(plans[index]["geometries"], ledger)
    scale = _working_scale(polygons)
    ledger.note(kinds.NO_SCALE, scale.note)
    storey = _storey_of(polygons, scale.mm_per_unit, ledger)
    source = Source(format="resplan", sha256=hashlib.sha256(content).hexdigest())
    plan = Plan(storeys=(storey,), scale=scale, source=source, tolerance_mm=TOLERANCE_MM)
    return Reading(plan, gravest_first(ledger.findings()))


def _is_plan(value: object) -> bool:
    return isinstance(object_of(value).get("geometries"), dict)


def _polygons_of(geometries: Mapping[str, Any], ledger: Ledger) -> dict[str, list[_Polygon]]:
    """Give the polygons by category, in an order of their own, within the limits."""
    found: dict[str, list[_Polygon]] = {}
    polygons = corners = 0
    for category in sorted(geometries):
        if category not in _ROOMS and category not in _OPENINGS and category != _WALLS:
            if category not in _UNREAD:
                ledger.note(kinds.NOT_UNDERSTOOD, f"The category {category[:40]!r} is not known.")
            continue
        for text in list_of(geometries[category]):
            rings = _rings_of(text)
            if rings is None:
                ledger.note(kinds.OUTLINE_BROKEN, f"A {category} is no polygon in WKT.")
                continue
            polygons += 1
            corners += sum(map(len, rings))
            if polygons > MAX_POLYGONS or corners > MAX_CORNERS:
                ledger.note(kinds.TOO_MANY_ELEMENTS, "The plan has too many polygons or corners; the rest is left out.")
                return found
            found.setdefault(category, []).append(rings)
    return {category: sorted(rings) for category, rings in found.items()}


def _rings_of(text: object) -> _Polygon | None:
    """Give the rings of a WKT polygon, the outer one first; None when it is none."""
    matched = _POLYGON.fullmatch(text) if isinstance(text, str) else None
    rings = [_corners(ring[1]) for ring in _RING.finditer(matched["rings"])] if matched else []
    sound = [ring for ring in rings if len(ring) > _FEWEST_CORNERS]
    return sound if sound and len(sound) == len(rings) else None


def _corners(text: str) -> _Ring:
    """Read the corners of a ring; none at all when one of them is no pair of numbers."""
    corners: _Ring = []
    for pair in text.split(","):
        words = pair.split()
        try:
            corners.append((float(words[0]), float(words[1])))
        except (ValueError, IndexError):
            return []
    return corners


def _working_scale(polygons: Mapping[str, list[_Polygon]]) -> Scale:
    """Choose the size at which a plan without a scale is drawn: by the widths of its doors."""
    widths = [_longest_side(rings[0]) for rings in polygons.get("door", [])]
    sound = [width for width in widths if 0 < width < 1e6]  # noqa: PLR2004 - larger ones, inf and nan are no widths
    factor = _USUAL_DOOR_MM / statistics.median(sound) if sound else _DEFAULT_MM_PER_UNIT
    factor = min(max(factor, _LEAST_MM_PER_UNIT), _MOST_MM_PER_UNIT)
    note = f"The file has no scale. It is drawn at {factor:.1f} mm a unit, so that its doors look right."
    return Scale(source=ScaleSource.UNKNOWN, mm_per_unit=round(factor, 4), uncertainty=1.0, note=note)


def _longest_side(ring: _Ring) -> float:
    xs, ys = [x for x, _ in ring], [y for _, y in ring]
    return max(max(xs) - min(xs), max(ys) - min(ys))


def _storey_of(polygons: Mapping[str, list[_Polygon]], mm_per_unit: float, ledger: Ledger) -> Storey:
    draft = StoreyDraft(_STOREY_ID, ledger)
    regions = {
        category: [part for rings in listed for part in _regions(category, rings, mm_per_unit, ledger)]
        for category, listed in polygons.items()
    }
    thickness_mm = _wall_thickness_mm(regions)
    for category in _OPENINGS:
        regions[category] = [_as_thick(region, thickness_mm) for region in regions.get(category, [])]
    solid = [region for category in (_WALLS, *_OPENINGS) for region in regions.get(category, [])]
    if solid:
        for band in bands_of(melted(solid, _GAP_SHARE * thickness_mm), thickness_mm):
            width_mm = round(band.width_mm, 1)
            start, end = (Point(round(p.x_mm, 3), round(p.y_mm, 3)) for p in (band.start, band.end))
            draft.add_wall(WallSource(None, start, end, width_mm))
    doors = frozenset(_add_openings(draft, regions, thickness_mm))
    rooms = list(_rooms_of(regions, thickness_mm, ledger))
    storey = finish_storey(draft, rooms, StoreyFrame("Ground floor"), TOLERANCE_MM)
    on_storey = frozenset(opening.id for opening in storey.openings) & doors
    return with_likely_swings(storey, on_storey, TOLERANCE_MM) if on_storey else storey


def _regions(category: str, rings: _Polygon, mm_per_unit: float, ledger: Ledger) -> tuple[Region, ...]:
    """Give a polygon in millimetres: in sound parts where its rings touch or cross themselves."""
    points = [[point_of(x, y, mm_per_unit) for x, y in ring] for ring in rings]
    known = [[point for point in ring if point is not None] for ring in points]
    region = region_of(known[0], known[1:])
    if known != points or not region.outline:
        place = known[0][0] if known[0] else None
        ledger.note(kinds.OUTLINE_BROKEN, f"The outline of a {category} has no area or no place.", place=place)
        return ()
    return tuple(part for shape in sound_parts(region) if (part := from_shape(shape)).outline)


def _wall_thickness_mm(regions: Mapping[str, list[Region]]) -> float:
    """Give the usual thickness: openings are as deep as their wall, and a wall is twice its area by its perimeter."""
    depths = [2 * inner_radius_mm(region) for name in _OPENINGS for region in regions.get(name, [])]
    depths = depths or [2 * inner_radius_mm(region) for region in regions.get(_WALLS, [])]
    return max(statistics.median(depths), 1.0) if depths else 1.0


def _as_thick(region: Region, thickness_mm: float) -> Region:
    """Give an opening the thickness of the walls when it is drawn as a sliver: it still parts them."""
    axis = long_axis(region.outline)
    if axis is None or inner_radius_mm(region) > thickness_mm / 4:
        return region
    return region_of(outline_of_strip(Strip(*axis, thickness_mm)))


def _add_openings(draft: StoreyDraft, regions: Mapping[str, list[Region]], thickness_mm: float) -> Iterator[str]:
    """Hang the openings on their walls; give the ids of the doors."""
    for category, kind in _OPENINGS.items():
        for region in regions.get(category, []):
            axis = long_axis(region.outline)
            opening = axis and draft.place_opening(OpeningSource(None, kind), *axis, thickness_mm)
            if opening and kind is OpeningKind.DOOR:
                yield opening.id


def _rooms_of(regions: Mapping[str, Sequence[Region]], thickness_mm: float, ledger: Ledger) -> Iterator[RoomSource]:
    """Give the rooms, the largest of a kind first, without slivers thinner than a wall."""
    for category, (label, kind) in _ROOMS.items():
        for region in sorted(regions.get(category, []), key=lambda region: -region.area_mm2):
            if 2 * inner_radius_mm(region) > thickness_mm:
                yield RoomSource(None, inner_point(region), label, kind)
            else:
                text = f"A {category} is thinner than a wall; it is no room."
                ledger.note(kinds.OUTLINE_BROKEN, text, storey_id=_STOREY_ID, place=region.outline[0])
