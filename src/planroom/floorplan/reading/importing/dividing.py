"""Dividing: where a file gives outlines of rooms and no wall runs between two of them, a thin wall parts them.

Such a wall is as thin as the model allows, and open over its whole length: it keeps the rooms apart for names and
areas, and nobody would build it.
"""

from collections.abc import Iterator, Sequence

from planroom.floorplan.geometry.axes import Axis, axis_of
from planroom.floorplan.geometry.points import Point
from planroom.floorplan.geometry.region import region_of
from planroom.floorplan.geometry.strips import Strip
from planroom.floorplan.geometry.uncovered import uncovered_parts
from planroom.floorplan.model.limits import MAX_SIZE_MM, MIN_SIZE_MM
from planroom.floorplan.model.opening import OpeningKind
from planroom.floorplan.reading.import_kinds import ROOMS_DIVIDED
from planroom.floorplan.reading.importing.storey_draft import OpeningSource, StoreyDraft, WallSource

REACH_MM = 60.0
"""How far from a wall's face an outline may run and still follow it."""

MAX_SIDES = 4_000
"""Most sides of outlines that are looked at; rooms beyond are not divided."""

_LEAST_DIVIDER_MM = 2 * REACH_MM
_MAX_WALLS = 2_000


def divide_rooms(draft: StoreyDraft, outlines: Sequence[Sequence[Point]]) -> None:
    """Add a thin open wall wherever the outline of a room runs through the open, between or around rooms."""
    sides = list(_sides(outlines))[:MAX_SIDES]
    if len(draft.walls) > _MAX_WALLS or not sides:
        return
    strips = [Strip(wall.start, wall.end, wall.thickness_mm) for wall in draft.walls]
    count = 0
    for start, end in uncovered_parts(sides, strips, REACH_MM):
        axis = axis_of(start, end)
        if axis is not None and _LEAST_DIVIDER_MM <= axis.length_mm <= MAX_SIZE_MM / 2:
            count += _add_divider(draft, axis, f"{draft.storey_id}-divider-{count + 1}")
    if count:
        text = f"{count} thin lines part rooms between which there is no wall."
        draft.ledger.note(ROOMS_DIVIDED, text, storey_id=draft.storey_id)


def _sides(outlines: Sequence[Sequence[Point]]) -> Iterator[tuple[Point, Point]]:
    """Give the sides of all outlines, the longest first, so that parallel ones merge into it."""
    rings = [region_of(outline).outline for outline in outlines]
    sides = [(a, b) for ring in rings for a, b in zip(ring, (*ring[1:], *ring[:1]), strict=True)]
    yield from sorted(sides, key=lambda side: (-_length(side), side))


def _length(side: tuple[Point, Point]) -> float:
    axis = axis_of(*side)
    return round(axis.length_mm, 1) if axis else 0.0


def _add_divider(draft: StoreyDraft, axis: Axis, divider_id: str) -> bool:
    """Add a divider, let into what it ends at so that nothing stays open."""
    start, end = axis.at(-REACH_MM), axis.at(axis.length_mm + REACH_MM)
    wall = draft.add_wall(WallSource(divider_id, start, end, MIN_SIZE_MM))
    if wall is None:
        return False
    draft.add_opening(OpeningSource(f"{divider_id}-open", OpeningKind.CASED), wall, wall.length_mm / 2, axis.length_mm)
    return True
