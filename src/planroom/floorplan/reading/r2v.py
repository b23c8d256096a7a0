"""Read R2V annotations: homes as tab-separated lines in the pixels of a picture, y down (formats.md, "R2V text").

Each line is ``x1 y1 x2 y2 category n1 n2``. Walls are centre lines without a thickness, openings are lines on walls,
icons are boxes, and a room is a box somewhere inside it. There is no scale: the plan is drawn so that its openings
have a likely width, and says that its scale is unknown.
"""

import hashlib
import statistics
from collections.abc import Iterable
from typing import NamedTuple

import msgspec

from planroom.floorplan.geometry.points import Point
from planroom.floorplan.model.limits import MAX_BYTES
from planroom.floorplan.model.opening import Opening, OpeningKind
from planroom.floorplan.model.plan import FixtureKind, Plan, Scale, ScaleSource, Source, Storey
from planroom.floorplan.model.room import RoomType
from planroom.floorplan.model.wall import WallKind
from planroom.floorplan.model.wall_kinds import with_wall_kinds
from planroom.floorplan.reading import import_kinds as kinds
from planroom.floorplan.reading.blueprint_steps.swings import with_likely_swings
from planroom.floorplan.reading.errors import FileTooLarge, NotThisFormat
from planroom.floorplan.reading.importing.finishing import RoomSource, StoreyFrame, finish_storey
from planroom.floorplan.reading.importing.ledger import Ledger
from planroom.floorplan.reading.importing.storey_draft import BoxSource, OpeningSource, StoreyDraft, WallSource
from planroom.floorplan.reading.importing.values import point_of, size_of
from planroom.floorplan.reading.reading import Reading, gravest_first

MAX_ROWS = 20_000
_MOST_TOLERANCE_MM = 100.0
_STOREY_ID = "storey-1"
_FIELDS = 5
_SNAP_PX = 3.0
_USUAL_OPENING_MM = 750.0
_DEFAULT_MM_PER_PX = 20.0
_LEAST_MM_PER_PX, _MOST_MM_PER_PX = 1.0, 200.0
_REACH_PX = 6.0
_MOST_PX = 1e6
_SLIDING_MM = 1_300.0

_ROOMS: dict[str, tuple[str, RoomType]] = {
    "living_room": ("Living room", RoomType.LIVING_ROOM),
    "kitchen": ("Kitchen", RoomType.KITCHEN),
    "bedroom": ("Bedroom", RoomType.BEDROOM),
    "bathroom": ("Bath", RoomType.BATH),
    "restroom": ("Toilet", RoomType.TOILET),
    "washing_room": ("Washroom", RoomType.LAUNDRY),
    "corridor": ("Hall", RoomType.HALLWAY),
    "balcony": ("Balcony", RoomType.BALCONY),
    "closet": ("Closet", RoomType.CLOSET),
    "PS": ("Pipe shaft", RoomType.UTILITY),
}
"""Labels and types of the categories, the one that names a shared room first."""

_FIXTURES: dict[str, FixtureKind] = {
    "washing_basin": FixtureKind.WASHBASIN,
    "bathtub": FixtureKind.BATHTUB,
    "toilet": FixtureKind.TOILET,
    "cooking_counter": FixtureKind.STOVE,
}
_WITHOUT_SHAPE = frozenset({"special", "entrance", "point"})


class _Row(NamedTuple):
    category: str
    x1: float
    y1: float
    x2: float
    y2: float


def looks_like_r2v(content: bytes) -> bool:
    """Tell whether the first lines are rows of R2V."""
    rows = [line.split("\t") for line in content[:2_000].decode("ascii", "replace").splitlines()[:5]]
    return bool(rows) and all(_row_of(fields) is not None for fields in rows[:-1] or rows)


def read_r2v(content: bytes) -> Reading:
    """Read an R2V annotation as a plan of one storey.

    Raises NotThisFormat when no line is a row of R2V, and FileTooLarge beyond MAX_BYTES; all else is a finding.
    """
    if len(content) > MAX_BYTES:
        raise FileTooLarge
    ledger = Ledger()
    rows = _rows_of(content, ledger)
    if not rows:
        message = "The file is no R2V file: no line has two places and a category."
        raise NotThisFormat(message)
    scale = _working_scale(rows)
    ledger.note(kinds.NO_SCALE, scale.note)
    storey = _storey_of(rows, scale.mm_per_unit, ledger)
    source = Source(format="r2v", sha256=hashlib.sha256(content).hexdigest())
    plan = Plan(storeys=(storey,), scale=scale, source=source, tolerance_mm=_tolerance_mm(scale.mm_per_unit))
    return Reading(plan, gravest_first(ledger.findings()))


def _rows_of(content: bytes, ledger: Ledger) -> list[_Row]:
    """Give the rows in an order of their own, so that the order of the lines does not matter."""
    lines = content.decode("utf-8", "replace").splitlines()
    if len(lines) > MAX_ROWS:
        ledger.note(kinds.TOO_MANY_ELEMENTS, f"The file has {len(lines)} lines; only {MAX_ROWS} were read.")
    rows = []
    for number, line in enumerate(lines[:MAX_ROWS], start=1):
        row = _row_of(line.split("\t"))
        if row is not None:
            rows.append(row)
        elif line.strip():
            ledger.note(kinds.NOT_UNDERSTOOD, f"Line {number} is no row of two places and a category.")
    return sorted(rows)


def _row_of(fields: list[str]) -> _Row | None:
    if len(fields) < _FIELDS or not fields[4].strip().isidentifier():
        return None
    try:
        x1, y1, x2, y2 = (float(field) for field in fields[:4])
    except ValueError:
        return None
    return _Row(fields[4].strip(), x1, y1, x2, y2)


def _working_scale(rows: Iterable[_Row]) -> Scale:
    """Choose the size at which a plan without a scale is drawn: the narrower openings are single doors."""
    spans = (max(abs(row.x2 - row.x1), abs(row.y2 - row.y1)) for row in rows if row.category == "door")
    finite = sorted(span for span in spans if 0 < span < _MOST_PX)
    usual = statistics.median(finite[: max(1, len(finite) // 2)]) if finite else 0.0
    factor = _USUAL_OPENING_MM / usual if usual else _DEFAULT_MM_PER_PX
    factor = min(max(factor, _LEAST_MM_PER_PX), _MOST_MM_PER_PX)
    note = f"The file is in pixels without a scale. It is drawn at {factor:.1f} mm a pixel, so that doors look right."
    return Scale(source=ScaleSource.UNKNOWN, mm_per_unit=round(factor, 4), uncertainty=1.0, note=note)


def _tolerance_mm(mm_per_px: float) -> float:
    """Give what counts as the same place: people drew ends up to 3 px away from the wall that they meant."""
    return min(_SNAP_PX * mm_per_px, _MOST_TOLERANCE_MM)


def _storey_of(rows: list[_Row], mm_per_px: float, ledger: Ledger) -> Storey:
    draft = StoreyDraft(_STOREY_ID, ledger)
    tolerance_mm = _tolerance_mm(mm_per_px)
    for row in rows:
        if row.category == "wall":
            draft.add_wall(WallSource(None, *_ends(row, mm_per_px)))
    rooms = [
        RoomSource(None, _middle(row, mm_per_px), *_ROOMS[category])
        for category in _ROOMS
        for row in rows
        if row.category == category
    ]
    for row in rows:
        _add_other(row, draft, mm_per_px)
    storey = finish_storey(draft, rooms, StoreyFrame("Ground floor"), tolerance_mm)
    return _with_kinds(storey, tolerance_mm, ledger)


def _add_other(row: _Row, draft: StoreyDraft, mm_per_px: float) -> None:
    """Add what is neither wall nor room."""
    start, end = _ends(row, mm_per_px)
    if row.category == "door":
        if start is None or end is None:
            draft.ledger.note(kinds.OUT_OF_RANGE, "A door has an end that is no place.", storey_id=_STOREY_ID)
        else:
            draft.place_opening(OpeningSource(None, OpeningKind.DOOR), start, end, _REACH_PX * mm_per_px)
    elif row.category in _FIXTURES:
        draft.add_fixture(_box(row, mm_per_px), _FIXTURES[row.category])
    elif row.category == "stairs":
        draft.add_stair(_box(row, mm_per_px))
    elif row.category != "wall" and row.category not in _ROOMS and row.category not in _WITHOUT_SHAPE:
        text = f"The category {row.category[:40]} is not known."
        draft.ledger.note(kinds.NOT_UNDERSTOOD, text, storey_id=_STOREY_ID, place=start)


def _ends(row: _Row, mm_per_px: float) -> tuple[Point | None, Point | None]:
    return point_of(row.x1, row.y1, mm_per_px, y_down=True), point_of(row.x2, row.y2, mm_per_px, y_down=True)


def _middle(row: _Row, mm_per_px: float) -> Point | None:
    return point_of((row.x1 + row.x2) / 2, (row.y1 + row.y2) / 2, mm_per_px, y_down=True)


def _box(row: _Row, mm_per_px: float) -> BoxSource:
    width, depth = size_of(abs(row.x2 - row.x1), mm_per_px), size_of(abs(row.y2 - row.y1), mm_per_px)
    return BoxSource(None, _middle(row, mm_per_px), width, depth)


def _with_kinds(storey: Storey, tolerance_mm: float, ledger: Ledger) -> Storey:
    """Tell openings apart by what lies beside them, since the file calls all of them doors."""
    if not storey.openings:
        return storey
    known = with_wall_kinds(storey, tolerance_mm)
    outer = {wall.id for wall in known.walls if wall.kind is WallKind.EXTERIOR}
    openings = tuple(
        msgspec.structs.replace(opening, kind=_kind_of(opening, is_outer=opening.wall_id in outer))
        for opening in storey.openings
    )
    text = f"The file calls all {len(openings)} openings doors; those in outer walls were taken for windows."
    ledger.note(kinds.KIND_ASSUMED, text, storey_id=storey.id)
    doors = frozenset(opening.id for opening in openings if opening.kind is OpeningKind.DOOR)
    return with_likely_swings(msgspec.structs.replace(storey, openings=openings), doors, tolerance_mm)


def _kind_of(opening: Opening, *, is_outer: bool) -> OpeningKind:
    if is_outer:
        return OpeningKind.WINDOW
    return OpeningKind.SLIDING_DOOR if opening.width_mm > _SLIDING_MM else OpeningKind.DOOR
