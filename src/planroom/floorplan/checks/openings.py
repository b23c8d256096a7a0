"""Checks of openings: each within its wall, beside its neighbours, and of a size that exists."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from planroom.floorplan.geometry.points import Point
from planroom.floorplan.geometry.strips import Strip, Touch, neighbours, touch_of
from planroom.floorplan.model.finding import Finding, FindingKind, Severity
from planroom.floorplan.model.opening import Opening, OpeningKind
from planroom.floorplan.model.plan import Storey
from planroom.floorplan.model.wall import Wall

OPENING_WITHOUT_WALL = FindingKind(
    "opening-101", Severity.ERROR, "OpeningWithoutWall", "Hang the opening on a wall of its storey, or remove it."
)
OPENING_WIDER_THAN_WALL = FindingKind(
    "opening-103", Severity.ERROR, "OpeningWiderThanWall", "Narrow the opening, or hang it on a longer wall."
)
OPENING_OUTSIDE_WALL = FindingKind(
    "opening-104", Severity.ERROR, "OpeningOutsideWall", "Move the opening so that it lies within its wall."
)
OPENINGS_OVERLAP = FindingKind(
    "opening-105", Severity.ERROR, "OpeningsOverlap", "Move or narrow one of the openings, or remove it."
)
OPENING_SIZE_UNLIKELY = FindingKind(
    "opening-106", Severity.WARNING, "OpeningSizeUnlikely", "Check the opening's width, and the plan's scale."
)
OPENING_IN_JUNCTION = FindingKind(
    "opening-107", Severity.WARNING, "OpeningInJunction", "Move the opening clear of the wall that meets its wall."
)
KINDS = (
    OPENING_WITHOUT_WALL,
    OPENING_WIDER_THAN_WALL,
    OPENING_OUTSIDE_WALL,
    OPENINGS_OVERLAP,
    OPENING_SIZE_UNLIKELY,
    OPENING_IN_JUNCTION,
)

WIDTHS_MM: dict[OpeningKind, tuple[float, float]] = {
    OpeningKind.DOOR: (450.0, 1400.0),
    OpeningKind.DOUBLE_DOOR: (600.0, 3000.0),
    OpeningKind.SLIDING_DOOR: (600.0, 6000.0),
    OpeningKind.FOLDING_DOOR: (500.0, 6000.0),
    OpeningKind.POCKET_DOOR: (450.0, 2000.0),
    OpeningKind.GARAGE_DOOR: (1800.0, 7500.0),
    OpeningKind.CASED: (450.0, 9000.0),
    OpeningKind.WINDOW: (250.0, 9000.0),
}
"""Narrowest and widest that is built, by kind; ours, wide enough for old houses."""


def check_openings(storey: Storey, tolerance_mm: float) -> Iterator[Finding]:
    """Find faults of a storey's openings."""
    walls = {wall.id: wall for wall in storey.walls}
    meeting = _meeting_walls(storey, tolerance_mm)
    rows: dict[str, list[Opening]] = {}
    for opening in storey.openings:
        wall = walls.get(opening.wall_id)
        if wall is None:
            yield OPENING_WITHOUT_WALL.found(
                f"The opening {opening.id!r} names the wall {opening.wall_id!r}, which this storey does not have.",
                element_ids=(opening.id,),
                storey_id=storey.id,
            )
            continue
        rows.setdefault(wall.id, []).append(opening)
        yield from _faults_of_size(storey, opening, wall)
        faults = list(_faults_of_place(storey, opening, wall, tolerance_mm))
        yield from faults or _junctions(storey, opening, wall, meeting[wall.id], tolerance_mm)
    for wall_id, row in rows.items():
        yield from _overlaps(storey, walls[wall_id], row, tolerance_mm)


def _faults_of_size(storey: Storey, opening: Opening, wall: Wall) -> Iterator[Finding]:
    least, most = WIDTHS_MM[opening.kind]
    if not least <= opening.width_mm <= most:
        yield OPENING_SIZE_UNLIKELY.found(
            f"The {opening.kind.value.replace('_', ' ')} {opening.id!r} is {opening.width_mm:.0f} mm wide.",
            element_ids=(opening.id, wall.id),
            storey_id=storey.id,
            place=place_of(opening, wall),
        )


def _faults_of_place(storey: Storey, opening: Opening, wall: Wall, tolerance_mm: float) -> Iterator[Finding]:
    ids, place = (opening.id, wall.id), place_of(opening, wall)
    half = opening.width_mm / 2
    if opening.width_mm > wall.length_mm + tolerance_mm:
        yield OPENING_WIDER_THAN_WALL.found(
            f"The opening {opening.id!r} is {opening.width_mm:.0f} mm wide, its wall {wall.length_mm:.0f} mm long.",
            element_ids=ids,
            storey_id=storey.id,
            place=place,
        )
    elif opening.offset_mm - half < -tolerance_mm or opening.offset_mm + half > wall.length_mm + tolerance_mm:
        yield OPENING_OUTSIDE_WALL.found(
            f"The opening {opening.id!r} reaches beyond the end of its wall {wall.id!r}.",
            element_ids=ids,
            storey_id=storey.id,
            place=place,
        )


def _meeting_walls(storey: Storey, tolerance_mm: float) -> dict[str, list[tuple[Wall, Touch]]]:
    """Give for each wall the ends of other walls that meet it."""
    strips = [Strip(wall.start, wall.end, wall.thickness_mm) for wall in storey.walls]
    meeting: dict[str, list[tuple[Wall, Touch]]] = {wall.id: [] for wall in storey.walls}
    for index, others in enumerate(neighbours(strips, 2 * tolerance_mm)):
        for other in others:
            for at_start in (True, False):
                touch = touch_of(strips[other], strips[index], tolerance_mm, at_start=at_start)
                if touch is not None:
                    meeting[storey.walls[index].id].append((storey.walls[other], touch))
    return meeting


def _junctions(
    storey: Storey, opening: Opening, wall: Wall, meeting: Sequence[tuple[Wall, Touch]], tolerance_mm: float
) -> Iterator[Finding]:
    for other, touch in meeting:
        reach_mm = opening.width_mm / 2 + other.thickness_mm / 2 / abs(touch.sine)
        if abs(touch.along_mm - opening.offset_mm) < reach_mm - tolerance_mm:
            yield OPENING_IN_JUNCTION.found(
                f"The opening {opening.id!r} lies where the wall {other.id!r} meets its wall {wall.id!r}.",
                element_ids=(opening.id, wall.id, other.id),
                storey_id=storey.id,
                place=place_of(opening, wall),
            )


def _overlaps(storey: Storey, wall: Wall, row: list[Opening], tolerance_mm: float) -> Iterator[Finding]:
    row = sorted(row, key=lambda opening: (opening.offset_mm - opening.width_mm / 2, opening.id))
    for first, second in pairwise(row):
        common = first.offset_mm + first.width_mm / 2 - (second.offset_mm - second.width_mm / 2)
        if common > tolerance_mm:
            yield OPENINGS_OVERLAP.found(
                f"The openings {first.id!r} and {second.id!r} overlap by {common:.0f} mm.",
                element_ids=(first.id, second.id, wall.id),
                storey_id=storey.id,
                place=place_of(second, wall),
            )


def place_of(opening: Opening, wall: Wall) -> Point:
    """Give the centre of an opening."""
    return wall.point_at(opening.offset_mm)
