"""A storey in the making: walls, openings and what stands, each taken as far as it makes sense.

What makes none is written into the ledger and left out, so that the storey always fits the schema of plans.
"""

from typing import NamedTuple

from planroom.floorplan.geometry.points import Point, distance_mm
from planroom.floorplan.model.building_parts import Stair
from planroom.floorplan.model.limits import MAX_ELEMENTS, MIN_SIZE_MM
from planroom.floorplan.model.opening import Hinge, Opening, OpeningKind, Swing
from planroom.floorplan.model.plan import Fixture, FixtureKind
from planroom.floorplan.model.wall import Wall, WallKind
from planroom.floorplan.reading import import_kinds as kinds
from planroom.floorplan.reading.importing.hosting import Span, host_of, span_of
from planroom.floorplan.reading.importing.ledger import Ledger
from planroom.floorplan.reading.importing.values import text_of

ASSUMED_THICKNESS_MM = 120.0
"""The thickness of a wall of which the file tells none (formats rule 3)."""

MIN_OPENING_MM = 100.0
MAX_COMPARISONS = 2_000_000
"""How often openings that name no wall are compared with a wall; a large house needs a thousandth of it."""

_SHOWN_ID = 60


class WallSource(NamedTuple):
    """What a file says of a wall, already in millimetres; None is what it does not say."""

    source_id: object
    start: Point | None
    end: Point | None
    thickness_mm: float | None = None
    height_mm: float | None = None
    kind: WallKind | None = None


class OpeningSource(NamedTuple):
    """What a file says of an opening besides its place, already in millimetres."""

    source_id: object
    kind: OpeningKind
    height_mm: float | None = None
    sill_mm: float | None = None
    hinge: Hinge = Hinge.START
    swing: Swing = Swing.LEFT


class BoxSource(NamedTuple):
    """What a file says of a thing that stands on the floor."""

    source_id: object
    centre: Point | None
    width_mm: float | None
    depth_mm: float | None
    turn_deg: float = 0.0


class _Box(NamedTuple):
    centre: Point
    width_mm: float
    depth_mm: float
    turn_deg: float


class StoreyDraft:
    """Collects the elements of one storey."""

    def __init__(self, storey_id: str, ledger: Ledger, assumed_thickness_mm: float = ASSUMED_THICKNESS_MM) -> None:
        """Begin an empty storey."""
        self.storey_id = storey_id
        self.ledger = ledger
        self.walls: list[Wall] = []
        self.openings: list[Opening] = []
        self.fixtures: list[Fixture] = []
        self.stairs: list[Stair] = []
        self._thickness_mm = assumed_thickness_mm
        self._full: set[str] = set()
        self._compared = 0

    def add_wall(self, source: WallSource) -> Wall | None:
        """Add a wall; None when it has no place or no length, or there are too many."""
        name = f"The wall {_shown(source.source_id)}"
        if source.start is None or source.end is None:
            self.ledger.note(kinds.OUT_OF_RANGE, f"{name} has an end that is no place.", storey_id=self.storey_id)
            return None
        if distance_mm(source.start, source.end) < MIN_SIZE_MM:
            self.ledger.note(kinds.NO_LENGTH, f"{name} has no length.", storey_id=self.storey_id, place=source.start)
            return None
        if self._is_full("walls", len(self.walls)):
            return None
        wall = Wall(
            id=self.ledger.id_for(source.source_id, "wall"),
            start=source.start,
            end=source.end,
            thickness_mm=source.thickness_mm or self._thickness_mm,
            height_mm=source.height_mm,
            kind=source.kind,
            thickness_assumed=source.thickness_mm is None,
        )
        self.walls.append(wall)
        return wall

    def add_opening(self, source: OpeningSource, wall: Wall, offset_mm: float, width_mm: float) -> Opening | None:
        """Hang an opening on a wall, as far as it lies on it; None when it does not, or there are too many."""
        span = span_of(wall, offset_mm, width_mm)
        if span.width_mm < MIN_OPENING_MM:
            self._off_walls(source, wall.point_at(min(max(offset_mm, 0.0), wall.length_mm)))
            return None
        return self._hang(source, wall, span)

    def place_opening(self, source: OpeningSource, start: Point, end: Point, reach_mm: float) -> Opening | None:
        """Hang an opening that names no wall on the wall under it; None when there is none, or two alike."""
        middle = Point((start.x_mm + end.x_mm) / 2, (start.y_mm + end.y_mm) / 2)
        self._compared += len(self.walls)
        if self._compared > MAX_COMPARISONS and self._is_full("openings that name no wall", MAX_ELEMENTS):
            return None
        hosted = host_of(start, end, self.walls, reach_mm)
        if hosted is None or hosted.span.width_mm < MIN_OPENING_MM:
            self._off_walls(source, middle)
            return None
        if hosted.rival is not None:
            self.ledger.note(
                kinds.BETWEEN_WALLS,
                f"The {_words(source.kind)} {_shown(source.source_id)} lies as near to the wall {hosted.wall.id} "
                f"as to the wall {hosted.rival.id}.",
                element_ids=(hosted.wall.id, hosted.rival.id),
                storey_id=self.storey_id,
                place=middle,
            )
            return None
        return self._hang(source, hosted.wall, hosted.span)

    def add_fixture(self, source: BoxSource, kind: FixtureKind) -> None:
        """Add a fixture or a piece of furniture."""
        box = self._box(source, str(kind), len(self.fixtures))
        if box is not None:
            name = self.ledger.id_for(source.source_id, str(kind))
            self.fixtures.append(Fixture(id=name, kind=kind, **box._asdict()))

    def add_stair(self, source: BoxSource) -> None:
        """Add a flight of stairs."""
        box = self._box(source, "stair", len(self.stairs))
        if box is not None:
            name = self.ledger.id_for(source.source_id, "stair")
            self.stairs.append(Stair(id=name, **box._asdict()))

    def _hang(self, source: OpeningSource, wall: Wall, span: Span) -> Opening | None:
        if self._is_full("openings", len(self.openings)):
            return None
        opening = Opening(
            id=self.ledger.id_for(source.source_id, "opening"),
            wall_id=wall.id,
            kind=source.kind,
            offset_mm=round(span.offset_mm, 3),
            width_mm=round(span.width_mm, 3),
            height_mm=source.height_mm,
            sill_mm=source.sill_mm,
            hinge=source.hinge,
            swing=source.swing,
        )
        self.openings.append(opening)
        return opening

    def _off_walls(self, source: OpeningSource, place: Point) -> None:
        text = f"The {_words(source.kind)} {_shown(source.source_id)} lies on no wall."
        self.ledger.note(kinds.OFF_WALLS, text, storey_id=self.storey_id, place=place)

    def _box(self, source: BoxSource, name: str, count: int) -> _Box | None:
        if source.centre is None or source.width_mm is None or source.depth_mm is None:
            text = f"The {_words(name)} {_shown(source.source_id)} has no place or no size."
            self.ledger.note(kinds.OUT_OF_RANGE, text, storey_id=self.storey_id, place=source.centre)
            return None
        if self._is_full(f"things of the kind {_words(name)}", count):
            return None
        return _Box(source.centre, source.width_mm, source.depth_mm, source.turn_deg % 360.0)

    def _is_full(self, name: str, count: int) -> bool:
        if count < MAX_ELEMENTS:
            return False
        if name not in self._full:
            self._full.add(name)
            text = f"The storey has too many {name}; the others were left out."
            self.ledger.note(kinds.TOO_MANY_ELEMENTS, text, storey_id=self.storey_id)
        return True


def _shown(source_id: object) -> str:
    return text_of(str(source_id) if isinstance(source_id, int | str) else "")[:_SHOWN_ID] or "without an id"


def _words(name: str) -> str:
    return name.replace("_", " ")
