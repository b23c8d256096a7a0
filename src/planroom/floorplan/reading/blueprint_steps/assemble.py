"""Assemble: from walls and gaps on the sheet to a storey in millimetres."""

from collections.abc import Sequence
from typing import NamedTuple

import msgspec

from planroom.floorplan.geometry.points import Point
from planroom.floorplan.model.opening import Hinge, Opening, OpeningKind, Swing
from planroom.floorplan.model.plan import Fixture, FixtureKind, Storey
from planroom.floorplan.model.rooms import with_rooms_found
from planroom.floorplan.model.wall import Wall, WallKind
from planroom.floorplan.reading.blueprint_steps.draft import Draft
from planroom.floorplan.reading.blueprint_steps.hearths import Hearth
from planroom.floorplan.reading.blueprint_steps.net import at
from planroom.floorplan.reading.blueprint_steps.openings import SeenGap, Verdict
from planroom.floorplan.reading.blueprint_steps.runs import Run
from planroom.floorplan.reading.blueprint_steps.swings import with_likely_swings

STOREY_ID = "storey-1"
TOLERANCE_MM = 5.0
"""Coordinates are whole millimetres and walls end on the axes that they meet; this covers the rounding."""
_THICKNESS_STEP_MM = 5.0
_LEAST_OPENING_MM = 250.0


class Frame(NamedTuple):
    """How sheet pixels become plan millimetres: the sheet's ``left`` and ``bottom`` become the origin, y turns up."""

    left: float
    bottom: float
    mm_per_px: float

    def point(self, x: float, y: float) -> Point:
        """Give a place of the sheet as a point of the plan, in whole millimetres."""
        return Point(float(round((x - self.left) * self.mm_per_px)), float(round((self.bottom - y) * self.mm_per_px)))


class Judged(NamedTuple):
    """A gap with what it was held to be."""

    seen: SeenGap
    verdict: Verdict


class Assembled(NamedTuple):
    """The storey, the openings whose swing is a guess, and the gaps that became openings, by opening id."""

    storey: Storey
    guessed_ids: tuple[str, ...]
    judged_by_id: dict[str, Judged]


def assemble(drafted: Draft, judged: Sequence[Judged], frame: Frame) -> Assembled:
    """Make the storey: walls, fireplaces, openings, and rooms numbered from top left to bottom right."""
    runs = drafted.runs
    walls = tuple(_wall(index, run, drafted.outer[index], frame) for index, run in enumerate(runs))
    fixtures = tuple(_fireplace(number, hearth, frame) for number, hearth in enumerate(drafted.hearths, start=1))
    storey = Storey(id=STOREY_ID, name="Ground floor", walls=walls, fixtures=fixtures)
    storey = with_rooms_found(storey, TOLERANCE_MM)
    rooms = tuple(msgspec.structs.replace(room, label=f"Room {n}") for n, room in enumerate(storey.rooms, start=1))
    storey = msgspec.structs.replace(storey, rooms=rooms)
    by_id: dict[str, Judged] = {}
    openings: list[Opening] = []
    for one in judged:
        opening = _opening(f"opening-{len(openings) + 1}", one, walls[one.seen.run], runs[one.seen.run], frame)
        if opening.width_mm >= _LEAST_OPENING_MM:
            by_id[opening.id] = one
            openings.append(opening)
    unknown = frozenset(o.id for o in openings if o.kind is OpeningKind.DOOR and by_id[o.id].seen.leaf is None)
    storey = msgspec.structs.replace(storey, openings=tuple(openings))
    storey = with_likely_swings(storey, unknown, TOLERANCE_MM)
    return Assembled(storey, tuple(sorted(unknown, key=lambda name: (len(name), name))), by_id)


def wall_id(index: int) -> str:
    """Give the id of the wall that a run of the draft becomes."""
    return f"wall-{index + 1}"


def _wall(index: int, run: Run, is_outer: bool, frame: Frame) -> Wall:  # noqa: FBT001 - a value, not a switch
    thickness = run.thickness * frame.mm_per_px
    return Wall(
        id=wall_id(index),
        start=frame.point(*at(run, run.start)),
        end=frame.point(*at(run, run.end)),
        thickness_mm=max(_THICKNESS_STEP_MM, round(thickness / _THICKNESS_STEP_MM) * _THICKNESS_STEP_MM),
        kind=WallKind.EXTERIOR if is_outer else WallKind.INTERIOR,
    )


def _fireplace(number: int, hearth: Hearth, frame: Frame) -> Fixture:
    """Make a fireplace whose front, its own lower side, faces the room from which it is seen."""
    along, across = (hearth.start + hearth.end) / 2, (hearth.near + hearth.far) / 2
    centre = frame.point(along, across) if hearth.level else frame.point(across, along)
    front_deg = {(True, True): 180.0, (True, False): 0.0, (False, True): 270.0, (False, False): 90.0}
    return Fixture(
        id=f"fireplace-{number}",
        kind=FixtureKind.FIREPLACE,
        centre=centre,
        width_mm=float(round((hearth.end - hearth.start) * frame.mm_per_px)),
        depth_mm=float(round((hearth.far - hearth.near) * frame.mm_per_px)),
        turn_deg=front_deg[hearth.level, hearth.opens_near],
    )


def _opening(opening_id: str, one: Judged, wall: Wall, run: Run, frame: Frame) -> Opening:
    """Hang the gap on its wall. A level wall runs to the right, its left is up; an upright one down, its left east."""
    gap, leaf = one.seen.gap, one.seen.leaf
    start = min(max((gap.start - run.start) * frame.mm_per_px, 0.0), wall.length_mm)
    end = min(max((gap.end - run.start) * frame.mm_per_px, 0.0), wall.length_mm)
    to_left = leaf is not None and leaf.to_near == run.level
    return Opening(
        id=opening_id,
        wall_id=wall.id,
        kind=one.verdict.kind,
        offset_mm=float(round((start + end) / 2)),
        width_mm=float(round(end - start)),
        hinge=Hinge.START if leaf is None or leaf.at_start else Hinge.END,
        swing=Swing.LEFT if to_left or leaf is None else Swing.RIGHT,
    )
