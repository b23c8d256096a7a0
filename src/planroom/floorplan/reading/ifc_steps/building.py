"""From the elements of an IFC file to storeys: each wall, hole, space and stair is put where the cut meets it."""

import math
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple, TypeVar

import ifcopenshell
from ifcopenshell import entity_instance

from planroom.floorplan.geometry.region import in_ring
from planroom.floorplan.model.limits import MAX_SIZE_MM, MAX_STOREYS
from planroom.floorplan.model.opening import OpeningKind
from planroom.floorplan.model.plan import Storey
from planroom.floorplan.model.room import RoomType
from planroom.floorplan.model.wall import Wall
from planroom.floorplan.reading import import_kinds as kinds
from planroom.floorplan.reading.ifc_steps.holes import MAX_HOLES, Filled, filled_hole, joined_holes
from planroom.floorplan.reading.ifc_steps.levels import Level, height_of_storey_mm, levels_of, numbers_of
from planroom.floorplan.reading.ifc_steps.opening import BROKEN, MAX_LISTED, guid_of, listed
from planroom.floorplan.reading.ifc_steps.shapes import ShapeReader, Units
from planroom.floorplan.reading.ifc_steps.spaces import Space, space_of
from planroom.floorplan.reading.ifc_steps.stairs import Flight, flight_of
from planroom.floorplan.reading.ifc_steps.stated_areas import compare_areas
from planroom.floorplan.reading.ifc_steps.walls import WallShape, shape_of_wall
from planroom.floorplan.reading.importing.dividing import divide_rooms
from planroom.floorplan.reading.importing.finishing import RoomSource, StoreyFrame, finish_storey
from planroom.floorplan.reading.importing.ledger import Ledger
from planroom.floorplan.reading.importing.storey_draft import BoxSource, OpeningSource, StoreyDraft, WallSource
from planroom.floorplan.reading.importing.values import size_of, text_of

MAX_POINTS = 3_000_000
"""Most points of all shapes of a file, each counted as often as it is placed."""

_STEP_MM = 600.0
"""A space may begin so far below the floor of its storey, for a sunken floor."""

_Read = TypeVar("_Read")


class Building(NamedTuple):
    """What a file holds, as far as a plan shows it."""

    name: str
    storeys: tuple[Storey, ...]
    north_deg: float | None


class _Placed(NamedTuple):
    """An element of the file with what was read of it."""

    source: entity_instance
    shape: WallShape


def read_building(opened: ifcopenshell.file, units: Units, ledger: Ledger) -> Building:
    """Read all storeys of a file that are floors: a roof or a foundation without a door or window is left out."""
    return _BuildingReader(opened, units, ledger).read()


class _BuildingReader:
    """Holds what the steps of one reading share."""

    def __init__(self, opened: ifcopenshell.file, units: Units, ledger: Ledger) -> None:
        self._opened = opened
        self._ledger = ledger
        self._shapes = ShapeReader(units, MAX_POINTS)

    def read(self) -> Building:
        levels = levels_of(self._storeys())[:MAX_STOREYS]
        walls = [_Placed(wall, shape) for wall, shape in self._each("IfcWall", self._wall)]
        walls += [_Placed(wall, shape) for wall, shape in self._each("IfcCurtainWall", self._wall)]
        spaces = [space for _, space in self._each("IfcSpace", lambda source: space_of(source, self._shapes))]
        flights = [flight for _, flight in self._each("IfcStairFlight", lambda source: flight_of(source, self._shapes))]
        drafts = [StoreyDraft(self._ledger.id_for(guid_of(level.source), "storey"), self._ledger) for level in levels]
        for level, draft in zip(levels, drafts, strict=True):
            self._add_walls(level, draft, walls)
            _add_stairs(level, draft, flights)
        floors = self._floors(levels, drafts)
        numbers = numbers_of([level for level, _ in floors])
        storeys = tuple(
            self._finished(level, draft, number, spaces, flights)
            for (level, draft), number in zip(floors, numbers, strict=True)
        )
        if not storeys:
            self._ledger.note(kinds.NOTHING_READ, "The file has no storey with walls.")
        return Building(self._name(), storeys, self._north_deg())

    def _each(
        self, class_name: str, read: Callable[[entity_instance], _Read]
    ) -> Iterator[tuple[entity_instance, _Read]]:
        """Read every element of a class; what cannot be read becomes a finding, and too many points end it."""
        sources = listed(self._opened, class_name)
        if len(sources) > MAX_LISTED:
            text = f"The file has {len(sources)} elements of the class {class_name}; {MAX_LISTED} were read."
            self._ledger.note(kinds.TOO_MANY_ELEMENTS, text)
        for source in sources[:MAX_LISTED]:
            try:
                yield source, read(source)
            except OverflowError:
                text = f"The shapes of the file have more than {MAX_POINTS} points; the others were left out."
                self._ledger.note(kinds.TOO_MANY_ELEMENTS, text)
                return
            except BROKEN as fault:
                reason = str(fault) if type(fault) is ValueError else "what it refers to is missing or of a wrong kind"
                text = f"The {class_name} #{source.id()} was left out: {text_of(reason)}."
                self._ledger.note(kinds.NOT_UNDERSTOOD, text)

    def _storeys(self) -> list[tuple[float, str, entity_instance]]:
        return [entry for _, entry in self._each("IfcBuildingStorey", self._storey)]

    def _storey(self, storey: entity_instance) -> tuple[float, str, entity_instance]:
        floor_mm = float(self._shapes.frame(storey)[2, 3])
        if storey.ObjectPlacement is None and storey.Elevation:
            floor_mm = storey.Elevation * self._shapes.units.mm
        if not abs(floor_mm) <= MAX_SIZE_MM:
            message = "its height is impossible"
            raise ValueError(message)
        return round(floor_mm, 3), text_of(storey.Name) or text_of(storey.LongName), storey

    def _wall(self, wall: entity_instance) -> WallShape:
        return shape_of_wall(wall, self._shapes)

    def _add_walls(self, level: Level, draft: StoreyDraft, walls: Sequence[_Placed]) -> None:
        for source, shape in walls:
            if not _stands_on(level, source, shape):
                continue
            height = shape.heights_mm[1] - level.floor_mm if shape.heights_mm else None
            made = [
                draft.add_wall(
                    WallSource(
                        source_id=_id_on(source, level, shape, index),
                        start=band.start,
                        end=band.end,
                        thickness_mm=size_of(band.thickness_mm),
                        height_mm=size_of(height),
                    )
                )
                for index, band in enumerate(shape.bands)
            ]
            for wall in made:
                if wall is not None:
                    self._add_holes(level, draft, source, wall)

    def _add_holes(self, level: Level, draft: StoreyDraft, source: entity_instance, wall: Wall) -> None:
        found: list[Filled] = []
        for relation in source.HasOpenings[:MAX_HOLES]:
            try:
                filled = filled_hole(relation.RelatedOpeningElement, wall, self._shapes)
            except BROKEN:
                text = f"A hole in the wall {wall.id} was left out: it cannot be read."
                self._ledger.note(kinds.NOT_UNDERSTOOD, text, element_ids=(wall.id,), storey_id=draft.storey_id)
                continue
            if filled is not None and filled.is_on(level.floor_mm, level.above_mm):
                found.append(filled)
        for leaf, hole in self._joined(draft, found):
            opening = OpeningSource(
                source_id=leaf.source_id,
                kind=leaf.kind,
                height_mm=size_of(hole.high_mm - hole.low_mm),
                sill_mm=round(hole.low_mm - level.floor_mm, 3) if leaf.kind is OpeningKind.WINDOW else None,
                hinge=leaf.hinge,
                swing=leaf.swing,
            )
            draft.add_opening(opening, wall, hole.offset_mm, hole.width_mm)

    def _joined(self, draft: StoreyDraft, holes: Sequence[Filled]) -> list[Filled]:
        joined = joined_holes(holes)
        if len(joined) < len(holes):
            text = f"{len(holes)} openings above each other became {len(joined)}."
            ids = tuple(filled.leaf.source_id for filled in holes)
            self._ledger.note(kinds.OPENINGS_JOINED, text, element_ids=ids, storey_id=draft.storey_id)
        return joined

    def _floors(self, levels: Sequence[Level], drafts: Sequence[StoreyDraft]) -> list[tuple[Level, StoreyDraft]]:
        pairs = [(level, draft) for level, draft in zip(levels, drafts, strict=True) if draft.walls]
        lived_in = [pair for pair in pairs if pair[1].openings]
        for level, draft in pairs:
            if lived_in and not draft.openings:
                text = f"The storey {level.name!r} has neither door nor window: a roof or a foundation, left out."
                self._ledger.note(kinds.STOREY_LEFT_OUT, text)
        return lived_in or pairs

    def _finished(
        self, level: Level, draft: StoreyDraft, number: int, spaces: Sequence[Space], flights: Sequence[Flight]
    ) -> Storey:
        own = [space for space in spaces if level.cuts(space.low_mm, space.high_mm)]
        based = {space.source_id: space for space in own if level.holds(space.low_mm + _STEP_MM)}
        heights = [space.high_mm - space.low_mm for space in based.values()]
        frame = StoreyFrame(level.name, number, level.floor_mm, size_of(height_of_storey_mm(level, heights)) or 2440.0)
        rooms = [_room(space, is_void=space.source_id not in based, flights=flights) for space in own]
        divide_rooms(draft, [outline for space in based.values() for outline in space.outlines])
        storey = finish_storey(draft, rooms, frame)
        compare_areas(storey, based, self._ledger)
        return storey

    def _name(self) -> str:
        names = (
            text_of(source.LongName) or text_of(source.Name) for _, source in self._each("IfcProject", lambda own: own)
        )
        return next((name for name in names if name), "")

    def _north_deg(self) -> float | None:
        for context in listed(self._opened, "IfcGeometricRepresentationContext")[:MAX_LISTED]:
            try:
                if not context.is_a("IfcGeometricRepresentationSubContext") and context.TrueNorth is not None:
                    x, y, *_ = context.TrueNorth.DirectionRatios
                    return round(math.degrees(math.atan2(x, y)), 4)
            except BROKEN:
                continue
        return None


def _stands_on(level: Level, source: entity_instance, shape: WallShape) -> bool:
    if shape.heights_mm is not None:
        return level.cuts(*shape.heights_mm)
    return any(relation.RelatingStructure == level.source for relation in source.ContainedInStructure)


def _id_on(source: entity_instance, level: Level, shape: WallShape, index: int) -> str:
    is_above = shape.heights_mm is not None and shape.heights_mm[0] < level.floor_mm - 1000.0
    parts = [guid_of(source), f"on-{level.name}" if is_above else "", str(index + 1) if index else ""]
    return "_".join(part for part in parts if part)


def _room(space: Space, *, is_void: bool, flights: Sequence[Flight]) -> RoomSource:
    """Give a space as a room; over a space that is more than a storey high there is a stairwell or a void."""
    if not is_void:
        return RoomSource(space.source_id, space.seed, space.label, space.type, size_of(space.high_mm - space.low_mm))
    has_stairs = any(in_ring(outline, flight.centre) for outline in space.outlines for flight in flights)
    kind = RoomType.STAIRWELL if has_stairs else RoomType.OPEN_TO_BELOW
    return RoomSource(f"{space.source_id}_void", space.seed, space.label, kind)


def _add_stairs(level: Level, draft: StoreyDraft, flights: Sequence[Flight]) -> None:
    for flight in flights:
        if level.holds(flight.low_mm + 500.0):
            draft.add_stair(
                BoxSource(flight.source_id, flight.centre, flight.width_mm, flight.depth_mm, flight.turn_deg)
            )
