"""Checks of the walls themselves: ends that meet nothing, walls on top of each other, storeys that do not close."""

from collections import Counter
from collections.abc import Iterator, Sequence

from planroom.floorplan.geometry.points import Point
from planroom.floorplan.geometry.strips import (
    Strip,
    continues,
    gap_ahead_mm,
    neighbours,
    overlap_length_mm,
    touch_of,
)
from planroom.floorplan.model.finding import Finding, FindingKind, Severity
from planroom.floorplan.model.identity import all_ids
from planroom.floorplan.model.plan import Plan, Storey
from planroom.floorplan.model.rooms import faces_of_walls
from planroom.floorplan.model.wall import Wall

WALL_WITHOUT_LENGTH = FindingKind(
    "topology-101", Severity.WARNING, "WallWithoutLength", "Remove the wall; it has no length."
)
WALL_END_LOOSE = FindingKind(
    "topology-102",
    Severity.WARNING,
    "WallEndLoose",
    "Move the wall's end to the wall that it should meet, or leave it if the wall really ends in the room.",
)
WALLS_OVERLAP = FindingKind(
    "topology-103", Severity.WARNING, "WallsOverlap", "Remove one of the two walls, or move them apart."
)
STOREY_NOT_CLOSED = FindingKind(
    "topology-104",
    Severity.ERROR,
    "StoreyNotClosed",
    "Close the walls: no space of this storey is enclosed on all sides.",
)
STOREY_WITHOUT_WALLS = FindingKind(
    "topology-105", Severity.ERROR, "StoreyWithoutWalls", "Draw the storey's walls, or remove the storey."
)
WALL_END_ALMOST_MEETS = FindingKind(
    "topology-106",
    Severity.WARNING,
    "WallEndAlmostMeets",
    "Close the gap between the wall's end and the wall in front of it, or make it an opening.",
)
STOREY_IN_PARTS = FindingKind(
    "topology-107", Severity.INFO, "StoreyInParts", "Check that the storey really has detached parts."
)
PLAN_EMPTY = FindingKind("topology-108", Severity.ERROR, "PlanEmpty", "Add a storey with walls; the plan has none.")
ID_REPEATED = FindingKind(
    "topology-109", Severity.ERROR, "IdRepeated", "Give every element of the plan an id of its own."
)
WALL_THICKNESS_UNLIKELY = FindingKind(
    "topology-110", Severity.WARNING, "WallThicknessUnlikely", "Check the wall's thickness, and the plan's scale."
)
WALL_THICKNESS_ASSUMED = FindingKind(
    "topology-112",
    Severity.INFO,
    "WallThicknessAssumed",
    "Set the real thickness where it matters; areas depend on it.",
)
KINDS = (
    WALL_WITHOUT_LENGTH,
    WALL_END_LOOSE,
    WALLS_OVERLAP,
    STOREY_NOT_CLOSED,
    STOREY_WITHOUT_WALLS,
    WALL_END_ALMOST_MEETS,
    STOREY_IN_PARTS,
    PLAN_EMPTY,
    ID_REPEATED,
    WALL_THICKNESS_UNLIKELY,
    WALL_THICKNESS_ASSUMED,
)

NEAR_MM = 300.0
"""A wall end that stops closer than this before another wall was most likely meant to meet it."""
LEAST_THICKNESS_MM = 20.0
MOST_THICKNESS_MM = 1500.0


def check_identity(plan: Plan) -> Iterator[Finding]:
    """Find ids that are used twice, and a plan without storeys."""
    if not plan.storeys:
        yield PLAN_EMPTY.found("The plan has no storey.")
    counts = Counter(all_ids(plan))
    for element_id in sorted(element_id for element_id, count in counts.items() if count > 1):
        yield ID_REPEATED.found(f"The id {element_id!r} is used {counts[element_id]} times.", element_ids=(element_id,))


def check_topology(storey: Storey, tolerance_mm: float) -> Iterator[Finding]:
    """Find faults of a storey's walls."""
    if not storey.walls:
        yield STOREY_WITHOUT_WALLS.found(f"The storey {storey.name!r} has no walls.", storey_id=storey.id)
        return
    yield from _faults_of_single_walls(storey, tolerance_mm)
    real = [wall for wall in storey.walls if wall.length_mm > tolerance_mm]
    strips = [Strip(wall.start, wall.end, wall.thickness_mm) for wall in real]
    yield from _loose_ends(storey, real, strips, tolerance_mm)
    yield from _overlaps(storey, real, strips)
    yield from _faults_of_the_whole(storey, tolerance_mm)


def _faults_of_single_walls(storey: Storey, tolerance_mm: float) -> Iterator[Finding]:
    for wall in storey.walls:
        if wall.length_mm <= tolerance_mm:
            yield WALL_WITHOUT_LENGTH.found(
                f"The wall {wall.id!r} has no length.", element_ids=(wall.id,), storey_id=storey.id, place=wall.start
            )
        if not LEAST_THICKNESS_MM <= wall.thickness_mm <= MOST_THICKNESS_MM:
            yield WALL_THICKNESS_UNLIKELY.found(
                f"The wall {wall.id!r} is {wall.thickness_mm:.0f} mm thick.",
                element_ids=(wall.id,),
                storey_id=storey.id,
                place=_middle(wall),
            )
    assumed = tuple(wall.id for wall in storey.walls if wall.thickness_assumed)
    if assumed:
        yield WALL_THICKNESS_ASSUMED.found(
            f"The thickness of {len(assumed)} of {len(storey.walls)} walls was not in the source and is assumed.",
            element_ids=assumed,
            storey_id=storey.id,
        )


def _loose_ends(
    storey: Storey, walls: Sequence[Wall], strips: Sequence[Strip], tolerance_mm: float
) -> Iterator[Finding]:
    near = neighbours(strips, 2 * NEAR_MM)
    for index, wall in enumerate(walls):
        hosts = [strips[other] for other in near[index]]
        for at_start in (True, False):
            if _meets(strips[index], hosts, tolerance_mm, at_start=at_start):
                continue
            gap_mm = gap_ahead_mm(strips[index], hosts, NEAR_MM, at_start=at_start)
            kind = WALL_END_LOOSE if gap_mm is None else WALL_END_ALMOST_MEETS
            what = "meets no other wall" if gap_mm is None else f"stops {gap_mm:.0f} mm before the next wall"
            yield kind.found(
                f"The {'start' if at_start else 'end'} of the wall {wall.id!r} {what}.",
                element_ids=(wall.id,),
                storey_id=storey.id,
                place=wall.start if at_start else wall.end,
            )


def _meets(strip: Strip, hosts: Sequence[Strip], tolerance_mm: float, *, at_start: bool) -> bool:
    return any(
        touch_of(strip, host, tolerance_mm, at_start=at_start) is not None
        or continues(strip, host, tolerance_mm, at_start=at_start)
        for host in hosts
    )


def _overlaps(storey: Storey, walls: Sequence[Wall], strips: Sequence[Strip]) -> Iterator[Finding]:
    for index, others in enumerate(neighbours(strips, 0.0)):
        for other_index in (other for other in others if other > index):
            wall, other = walls[index], walls[other_index]
            common = overlap_length_mm(strips[index], strips[other_index])
            if common > max(wall.thickness_mm, other.thickness_mm):
                yield WALLS_OVERLAP.found(
                    f"The walls {wall.id!r} and {other.id!r} lie on top of each other over {common:.0f} mm.",
                    element_ids=(wall.id, other.id),
                    storey_id=storey.id,
                    place=_middle(wall if wall.length_mm <= other.length_mm else other),
                )


def _faults_of_the_whole(storey: Storey, tolerance_mm: float) -> Iterator[Finding]:
    faces = faces_of_walls(storey.walls, tolerance_mm)
    if not faces.spaces:
        yield STOREY_NOT_CLOSED.found(f"The walls of {storey.name!r} enclose no space.", storey_id=storey.id)
    if len(faces.outlines) > 1:
        yield STOREY_IN_PARTS.found(
            f"The walls of {storey.name!r} form {len(faces.outlines)} parts that do not touch.",
            storey_id=storey.id,
            place=faces.outlines[1].outline[0],
        )


def _middle(wall: Wall) -> Point:
    return Point((wall.start.x_mm + wall.end.x_mm) / 2, (wall.start.y_mm + wall.end.y_mm) / 2)
