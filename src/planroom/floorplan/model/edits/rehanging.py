"""Openings whose wall has moved or changed its length: each stays where it is along the axis, if it still fits."""

import msgspec

from planroom.floorplan.geometry.strips import Strip, touch_of
from planroom.floorplan.model.edits.openings import check_opening
from planroom.floorplan.model.edits.refusals import OpeningOffWall
from planroom.floorplan.model.opening import Opening
from planroom.floorplan.model.plan import Storey
from planroom.floorplan.model.wall import Wall

_DECIMALS = 4
_SAME_MM = 0.001


def with_openings_rehung(before: Storey, after: Storey, tolerance_mm: float) -> Storey:
    """Give ``after`` with the offsets of its openings fitted to its walls; ``before`` tells where they were.

    An opening at an end that became shorter is pushed back, clear of the wall that its wall meets there.

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
        slid_mm = _slid_mm(old, new)
        kept_mm = round(opening.offset_mm - slid_mm, _DECIMALS) if slid_mm else opening.offset_mm
        offset_mm = _pushed_mm(opening, kept_mm, old, new, _margins_mm(new, after, tolerance_mm))
        openings.append(msgspec.structs.replace(opening, offset_mm=offset_mm))
        if offset_mm != kept_mm:
            pushed.append(openings[-1])
    hung = msgspec.structs.replace(after, openings=tuple(openings))
    for opening in pushed:
        check_opening(hung, new_walls[opening.wall_id], opening, tolerance_mm)
    return hung


def _slid_mm(old: Wall, new: Wall) -> float:
    """Tell how far the wall's start has moved along the axis; nothing when the whole wall went along with it."""
    ux, uy = (old.end.x_mm - old.start.x_mm) / old.length_mm, (old.end.y_mm - old.start.y_mm) / old.length_mm
    start_mm = (new.start.x_mm - old.start.x_mm) * ux + (new.start.y_mm - old.start.y_mm) * uy
    end_mm = (new.end.x_mm - old.end.x_mm) * ux + (new.end.y_mm - old.end.y_mm) * uy
    return 0.0 if abs(start_mm - end_mm) < _SAME_MM else start_mm


def _pushed_mm(opening: Opening, kept_mm: float, old: Wall, new: Wall, margins_mm: tuple[float, float]) -> float:
    """Give the offset, pushed back where an end has come closer than its margin, or than it was before."""
    half, length = opening.width_mm / 2, new.length_mm
    low = half + min(margins_mm[0], opening.offset_mm - half)
    high = length - half - min(margins_mm[1], old.length_mm - opening.offset_mm - half)
    if low > high:
        low, high = half, length - half
    if low > high:
        raise OpeningOffWall(opening, new)
    return kept_mm if low <= kept_mm <= high else round(min(max(kept_mm, low), high), _DECIMALS)


def _margins_mm(wall: Wall, storey: Storey, tolerance_mm: float) -> tuple[float, float]:
    """Tell how much of each end of a wall lies inside a wall that it meets there."""
    strip = Strip(wall.start, wall.end, wall.thickness_mm)
    margins = [0.0, 0.0]
    for other in storey.walls:
        host = Strip(other.start, other.end, other.thickness_mm)
        for index, at_start in enumerate((True, False)):
            touch = touch_of(strip, host, tolerance_mm, at_start=at_start)
            if touch is not None:
                margins[index] = max(margins[index], other.thickness_mm / 2 / abs(touch.sine) - touch.ahead_mm)
    return margins[0], margins[1]
