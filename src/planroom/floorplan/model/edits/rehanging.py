"""Openings whose wall has moved or changed its length: each stays where it is along the axis, if it still fits."""

import msgspec

from planroom.floorplan.model.edits.openings import check_opening
from planroom.floorplan.model.edits.refusals import OpeningOffWall
from planroom.floorplan.model.opening import Opening
from planroom.floorplan.model.plan import Storey
from planroom.floorplan.model.wall import Wall

_DECIMALS = 4


def with_openings_rehung(before: Storey, after: Storey, tolerance_mm: float) -> Storey:
    """Give ``after`` with the offsets of its openings fitted to its walls; ``before`` tells where they were.

    An opening at an end that became shorter is pushed back onto its wall.

    Raises:
        OpeningOffWall: an opening is wider than its wall is now.
        OpeningsWouldOverlap: an opening would have to be pushed onto its neighbour.
    """
    old_walls = {wall.id: wall for wall in before.walls}
    new_walls = {wall.id: wall for wall in after.walls}
    openings: list[Opening] = []
    pushed: list[Opening] = []
    for opening in after.openings:
        old, new = old_walls.get(opening.wall_id), new_walls.get(opening.wall_id)
        if old is None or new is None or old == new:
            openings.append(opening)
            continue
        wanted_mm = round(opening.offset_mm - _slid_mm(old, new), _DECIMALS)
        offset_mm = _on_wall_mm(opening, new, wanted_mm, tolerance_mm)
        openings.append(msgspec.structs.replace(opening, offset_mm=offset_mm))
        if offset_mm != wanted_mm:
            pushed.append(openings[-1])
    hung = msgspec.structs.replace(after, openings=tuple(openings))
    for opening in pushed:
        check_opening(hung, new_walls[opening.wall_id], opening, tolerance_mm)
    return hung


def _slid_mm(old: Wall, new: Wall) -> float:
    """Tell how far the wall's start has moved along the axis."""
    ux, uy = (old.end.x_mm - old.start.x_mm) / old.length_mm, (old.end.y_mm - old.start.y_mm) / old.length_mm
    return (new.start.x_mm - old.start.x_mm) * ux + (new.start.y_mm - old.start.y_mm) * uy


def _on_wall_mm(opening: Opening, wall: Wall, wanted_mm: float, tolerance_mm: float) -> float:
    half, length = opening.width_mm / 2, wall.length_mm
    if half - tolerance_mm <= wanted_mm <= length - half + tolerance_mm:
        return wanted_mm
    if opening.width_mm > length + tolerance_mm:
        raise OpeningOffWall(opening, wall)
    return round(min(max(wanted_mm, half), max(half, length - half)), _DECIMALS)
