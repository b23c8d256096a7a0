"""Hearths: gaps behind which a block of masonry stands. They are fireplaces, not openings."""

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from planroom.floorplan.reading.blueprint_steps.gaps import Gap, Look
from planroom.floorplan.reading.blueprint_steps.runs import Run
from planroom.floorplan.reading.blueprint_steps.strokes import Mask

_WIDEST = 12.0  # in wall thicknesses
_BEHIND = (0.3, 3.6)  # in wall thicknesses beyond the face: nobody walks through a door with masonry this near
_BACK_SHARE = 0.75  # of the gap's width that the masonry must cover,
_FRONT_SHARE = 0.25  # while the other side is as good as free
_BACK_THICKNESS = 0.75  # in wall thicknesses: thinner is the back of a closet
_ASIDE = (3.0, 5.0)  # in wall thicknesses beyond the gap's ends: what goes on there is a wall,
_ASIDE_SHARE = 0.5  # when it is inked by this share
_JAMB = 1.2  # in wall thicknesses: how much of the breast is counted on each side of the fire
_BREAST = 2.0  # in wall thicknesses: how far the breast stands into the room,
_BREAST_SHARE = 0.25  # when this share of the place beside the fire is masonry: its sides are splayed
_WITHIN = 0.8  # share of a run that lies within the breast: it is the chimney's back, not a wall


class Hearth(NamedTuple):
    """A fireplace on the sheet: its breast as a box, its back, and the side of its run from which it is seen.

    The breast stands in the room where the picture shows masonry there; else it is the back, behind the wall.
    """

    level: bool
    start: float
    end: float
    near: float
    far: float
    back_near: float
    back_far: float
    opens_near: bool


def find_hearths(runs: Sequence[Run], solid: Mask, wall_px: float) -> tuple[tuple[Run, ...], tuple[Hearth, ...]]:
    """Close the gaps that are fireplaces and drop the runs that are their backs."""
    turned = np.ascontiguousarray(solid.T)
    hearths: list[Hearth] = []
    closed: list[Run] = []
    for run in runs:
        open_gaps = []
        for gap in run.gaps:
            hearth = _hearth_at(run, gap, solid if run.level else turned, wall_px)
            if hearth:
                hearths.append(hearth)
            else:
                open_gaps.append(gap)
        closed.append(replace(run, gaps=tuple(open_gaps)))
    kept = tuple(run for run in closed if not any(_is_back(run, hearth) for hearth in hearths))
    return kept, tuple(hearths)


def _hearth_at(run: Run, gap: Gap, solid: Mask, wall_px: float) -> Hearth | None:
    if gap.look is Look.GLAZED or gap.width > _WIDEST * wall_px or gap.width < wall_px:
        return None
    close, away = (share * wall_px for share in _BEHIND)
    before = _masonry(solid, gap, (run.near - away, run.near - close), wall_px)
    after = _masonry(solid, gap, (run.far + close, run.far + away), wall_px)
    back_is_far = after.share > before.share
    back, front = (after, before) if back_is_far else (before, after)
    if not back.is_block or back.share < _BACK_SHARE or front.share > _FRONT_SHARE:
        return None
    jamb = _JAMB * wall_px
    room_side = (run.near - _BREAST * wall_px, run.near) if back_is_far else (run.far, run.far + _BREAST * wall_px)
    back_side = (run.far, back.last) if back_is_far else (back.first, run.near)
    near, far = room_side if _has_breast(solid, gap, room_side, jamb) else back_side
    return Hearth(
        run.level, gap.start - jamb, gap.end + jamb, near, far, back_side[0], back_side[1], opens_near=back_is_far
    )


def _has_breast(solid: Mask, gap: Gap, rows: tuple[float, float], jamb: float) -> bool:
    """Tell whether masonry stands beside the fire on the room's side of the wall."""
    top, bottom = max(0, round(rows[0])), max(0, round(rows[1]))
    sides = (
        solid[top:bottom, max(0, round(gap.start - jamb)) : round(gap.start)],
        solid[top:bottom, round(gap.end) : round(gap.end + jamb)],
    )
    return all(side.size and float(side.mean()) >= _BREAST_SHARE for side in sides)


class _Masonry(NamedTuple):
    share: float  # of the gap's width that is covered
    first: float  # the rows it takes
    last: float
    is_block: bool  # thick, and not a wall that goes on


def _masonry(solid: Mask, gap: Gap, rows: tuple[float, float], wall_px: float) -> _Masonry:
    """Look at the solid ink between two rows beside the gap."""
    top = min(max(0, round(rows[0])), solid.shape[0] - 1)
    bottom = min(max(top + 1, round(rows[1])), solid.shape[0])
    band = solid[top:bottom, round(gap.start) : round(gap.end)]
    inked = np.flatnonzero(band.mean(axis=1) >= _BACK_SHARE / 2) if band.size else np.zeros(0, np.int64)
    if not inked.size:
        return _Masonry(0.0, rows[0], rows[1], is_block=False)
    first, last = top + int(inked[0]), top + int(inked[-1]) + 1
    close, away = (share * wall_px for share in _ASIDE)
    aside = (
        solid[first:last, max(0, round(gap.start - away)) : max(0, round(gap.start - close))],
        solid[first:last, round(gap.end + close) : round(gap.end + away)],
    )
    goes_on = any(strip.size and float(strip.mean()) >= _ASIDE_SHARE for strip in aside)
    is_block = inked.size >= _BACK_THICKNESS * wall_px and not goes_on
    return _Masonry(float(band.any(axis=0).mean()), float(first), float(last), is_block)


def _is_back(run: Run, hearth: Hearth) -> bool:
    if run.level != hearth.level or not hearth.back_near - 1 <= run.axis <= hearth.back_far + 1:
        return False
    covered = min(run.end, hearth.end) - max(run.start, hearth.start)
    return covered >= _WITHIN * (run.end - run.start)
