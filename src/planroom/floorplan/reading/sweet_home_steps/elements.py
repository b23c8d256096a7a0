"""Elements of a Sweet Home 3D home: walls, rooms, doors and windows, furniture."""

import math
import re
import xml.etree.ElementTree as ET
from itertools import pairwise

import msgspec

from planroom.floorplan.geometry.axes import axis_of
from planroom.floorplan.geometry.points import Point
from planroom.floorplan.geometry.region import is_simple, label_point, region_of
from planroom.floorplan.geometry.units import MM_PER_CENTIMETRE
from planroom.floorplan.model.building_parts import MAX_RING_POINTS
from planroom.floorplan.model.opening import Hinge, Opening, OpeningKind, Swing
from planroom.floorplan.model.plan import FixtureKind
from planroom.floorplan.reading import import_kinds as kinds
from planroom.floorplan.reading.importing.finishing import RoomSource
from planroom.floorplan.reading.importing.room_words import type_by_words
from planroom.floorplan.reading.importing.storey_draft import BoxSource, OpeningSource, StoreyDraft, WallSource
from planroom.floorplan.reading.importing.values import height_of, point_of, size_of, text_of

_ARC_STEP = math.radians(5.0)
_REACH_MM = 300.0
_SILL_MM = 300.0
_HALF = 0.5
_LONGEST_NUMBER = 40

_OPENING_WORDS = (
    (OpeningKind.WINDOW, r"window|fen\wtre|fenster|ventana|finestra|raam|okno|janela|velux|shutter"),
    (OpeningKind.GARAGE_DOOR, r"garage"),
    (OpeningKind.SLIDING_DOOR, r"sliding|coulissant|schiebe|corredera|scorrevole"),
    (OpeningKind.DOUBLE_DOOR, r"double|doppel|french"),
    (OpeningKind.CASED, r"door ?frame|open ?frame|doorway|arch|cadre"),
    (OpeningKind.DOOR, r"door|porte|t[uü]r|puerta|porta|deur"),
)
_FIXTURE_WORDS = (
    (FixtureKind.WASHING_MACHINE, r"washing ?machine|washer|lave-?linge|waschmaschine|clothes ?washer"),
    (FixtureKind.DISHWASHER, r"dish ?washer|lave-?vaisselle|sp[uü]lmaschine"),
    (FixtureKind.BATHTUB, r"bath ?tub|baignoire|badewanne|bathtub"),
    (FixtureKind.SHOWER, r"shower|douche|dusche"),
    (FixtureKind.TOILET, r"toilet|wc"),
    (FixtureKind.WASHBASIN, r"wash ?basin|lavabo|waschbecken"),
    (FixtureKind.SINK, r"sink|[eé]vier|sp[uü]le"),
    (FixtureKind.STOVE, r"stove|cooker|oven|hob|cuisini[eè]re|herd"),
    (FixtureKind.REFRIGERATOR, r"fridge|refrigerator|frigo|k[uü]hlschrank"),
    (FixtureKind.WARDROBE, r"wardrobe|armoire|kleiderschrank"),
    (FixtureKind.FIREPLACE, r"fire ?place|chemin[eé]e|kamin"),
    (FixtureKind.BED, r"bed|lit|bett"),
    (FixtureKind.SOFA, r"sofa|couch|canap[eé]"),
    (FixtureKind.DESK, r"desk|bureau|schreibtisch"),
    (FixtureKind.TABLE, r"table|tisch"),
    (FixtureKind.CHAIR, r"chair|armchair|chaise|fauteuil|stuhl|sessel"),
    (FixtureKind.CABINET, r"cabinet|cupboard|placard|schrank|dresser|chest"),
)
_FIXTURE_PATTERNS = tuple(
    (kind, re.compile(rf"(?<![a-z])(?:{words})s?(?![a-z])", re.IGNORECASE)) for kind, words in _FIXTURE_WORDS
)
_STAIRS = re.compile(r"(?<![a-z])(stair|staircase|treppe|escalier|escalera|scala)", re.IGNORECASE)


def number_in(source: ET.Element, name: str) -> float | None:
    """Give a finite number of an attribute; None when it is missing or anything else."""
    text = source.get(name)
    if text is None or len(text) > _LONGEST_NUMBER:
        return None
    try:
        number = float(text)
    except ValueError:
        return None
    return number if math.isfinite(number) else None


def size_in(source: ET.Element, name: str) -> float | None:
    """Give a size of an attribute in millimetres."""
    return size_of(number_in(source, name), MM_PER_CENTIMETRE)


def floor_height_of(source: ET.Element) -> float | None:
    """Give the height of a level's floor in millimetres, which may be below zero; no attribute is the ground."""
    if source.get("elevation") is None:
        return 0.0
    place = point_of(0.0, number_in(source, "elevation"), MM_PER_CENTIMETRE)
    return None if place is None else place.y_mm


def add_wall(draft: StoreyDraft, source: ET.Element) -> None:
    """Add a wall, a round one as straight pieces of at most five degrees."""
    start, end = _place(source, "xStart", "yStart"), _place(source, "xEnd", "yEnd")
    turned = number_in(source, "arcExtent") or 0.0
    chain = [start, end]
    if start is not None and end is not None and _ARC_STEP < abs(turned) < 2 * math.pi:
        chain = list(_arc(start, end, turned))
    wall_id = source.get("id")
    for index, (a, b) in enumerate(pairwise(chain)):
        draft.add_wall(
            WallSource(
                source_id=f"{wall_id}_{index}" if wall_id and index else wall_id,
                start=a,
                end=b,
                thickness_mm=size_in(source, "thickness"),
                height_mm=size_in(source, "height"),
            )
        )


def room_of(source: ET.Element) -> RoomSource:
    """Read a room, which is drawn by hand: its outline gives the seed, its name the type."""
    label = text_of(source.get("name"))
    places = [
        point_of(number_in(point, "x"), number_in(point, "y"), MM_PER_CENTIMETRE, y_down=True)
        for point in source.iter("point")
    ]
    ring = [place for place in places if place is not None]
    is_sound = len(ring) == len(places) <= MAX_RING_POINTS and is_simple(ring)
    seed = label_point(region_of(ring)) if is_sound else None
    return RoomSource(source.get("id"), seed, label, type_by_words(label))


def add_opening(draft: StoreyDraft, source: ET.Element) -> None:
    """Hang a door or window on the wall under it."""
    centre, width = _place(source, "x", "y"), size_in(source, "width")
    turn = -(number_in(source, "angle") or 0.0)
    name = f"{text_of(source.get('name'))} {text_of(source.get('catalogId'))}"
    if centre is None or width is None:
        draft.ledger.note(
            kinds.OUT_OF_RANGE, f"The opening {name!r} has no place or no width.", storey_id=draft.storey_id
        )
        return
    dx, dy = width / 2 * math.cos(turn), width / 2 * math.sin(turn)
    sill = height_of(number_in(source, "elevation") or 0.0, MM_PER_CENTIMETRE)
    kind = _kind_by_words(name)
    if kind is None:
        kind = OpeningKind.WINDOW if (sill or 0.0) > _SILL_MM else OpeningKind.DOOR
        draft.ledger.note(
            kinds.KIND_ASSUMED, f"{name.strip()!r} was taken for a {kind}.", storey_id=draft.storey_id, place=centre
        )
    opening = draft.place_opening(
        OpeningSource(
            source_id=source.get("id"),
            kind=kind,
            height_mm=size_in(source, "height"),
            sill_mm=sill if kind is OpeningKind.WINDOW else None,
        ),
        centre.moved(-dx, -dy),
        centre.moved(dx, dy),
        _REACH_MM,
    )
    if opening is not None:
        draft.openings[-1] = _swinging(draft, opening, source, turn)


def add_furniture(draft: StoreyDraft, source: ET.Element) -> None:
    """Add a piece of furniture that a plan shows, or a flight of stairs; any other piece is no part of the plan."""
    name = f"{text_of(source.get('name'))} {text_of(source.get('catalogId'))}"
    turn_deg = round(-math.degrees(number_in(source, "angle") or 0.0) % 360.0, 4)
    box = BoxSource(
        source.get("id"), _place(source, "x", "y"), size_in(source, "width"), size_in(source, "depth"), turn_deg
    )
    if _STAIRS.search(name):
        draft.add_stair(box)
        return
    kind = next((kind for kind, words in _FIXTURE_PATTERNS if words.search(name)), None)
    if kind is not None:
        draft.add_fixture(box, kind)


def _place(source: ET.Element, x: str, y: str) -> Point | None:
    return point_of(number_in(source, x), number_in(source, y), MM_PER_CENTIMETRE, y_down=True)


def _arc(start: Point, end: Point, turned: float) -> list[Point]:
    """Split the arc that turns anticlockwise by an angle on its way; both ends stay exactly where they are."""
    chord = axis_of(start, end)
    if chord is None:
        return [start, end]
    half = chord.length_mm / 2
    centre = chord.at(half, half / math.tan(turned / 2))
    steps = math.ceil(abs(turned) / _ARC_STEP)
    first = math.atan2(start.y_mm - centre.y_mm, start.x_mm - centre.x_mm)
    radius = math.hypot(start.x_mm - centre.x_mm, start.y_mm - centre.y_mm)
    angles = [first + turned * step / steps for step in range(1, steps)]
    inner = [centre.moved(radius * math.cos(angle), radius * math.sin(angle)) for angle in angles]
    return [start, *(Point(round(p.x_mm, 3), round(p.y_mm, 3)) for p in inner), end]


def _kind_by_words(name: str) -> OpeningKind | None:
    return next((kind for kind, words in _OPENING_WORDS if re.search(words, name, re.IGNORECASE)), None)


def _swinging(draft: StoreyDraft, opening: Opening, source: ET.Element, turn: float) -> Opening:
    """Tell hinge and swing of a door by its first sash, an arc in the door's own box; a mirrored door turns it over."""
    sash = source.find("sash")
    wall = next(wall for wall in draft.walls if wall.id == opening.wall_id)
    axis = axis_of(wall.start, wall.end)
    if sash is None or axis is None:
        return opening
    angles = [number_in(sash, name) or 0.0 for name in ("startAngle", "endAngle")]
    open_angle = max(angles, key=lambda angle: abs(math.sin(angle)))
    is_right = ((number_in(sash, "xAxis") or 0.0) > _HALF) != (source.get("modelMirrored") == "true")
    runs_along = math.cos(turn) * axis.x + math.sin(turn) * axis.y > 0
    opens_up = math.sin(open_angle) > 0
    return msgspec.structs.replace(
        opening,
        hinge=Hinge.END if is_right == runs_along else Hinge.START,
        swing=Swing.LEFT if opens_up == runs_along else Swing.RIGHT,
    )
