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
_JAMB = 1.2  # in wall thicknesses: how much of the breast is counted on each side of the fire
_WITHIN = 0.8  # share of a run that lies within the breast: it is the chimney's back, not a wall


class Hearth(NamedTuple):
    """A fireplace on the sheet as a box, and the side of its run from which it is seen."""

    level: bool
    start: float
    end: float
    near: float
    far: float
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
    before, reach_before = _masonry(solid, gap, run.near - away, run.near - close)
    after, reach_after = _masonry(solid, gap, run.far + close, run.far + away)
    if max(before, after) < _BACK_SHARE or min(before, after) > _FRONT_SHARE:
        return None
    back_is_far = after > before
    near = run.near if back_is_far else reach_before[0]
    far = reach_after[1] if back_is_far else run.far
    jamb = _JAMB * wall_px
    return Hearth(run.level, gap.start - jamb, gap.end + jamb, near, far, opens_near=back_is_far)


def _masonry(solid: Mask, gap: Gap, low: float, high: float) -> tuple[float, tuple[float, float]]:
    """Give the share of the gap with solid ink between two rows, and the first and last of the rows inked so."""
    first = min(max(0, round(low)), solid.shape[0] - 1)
    last = min(max(first + 1, round(high)), solid.shape[0])
    band = solid[first:last, round(gap.start) : round(gap.end)]
    if not band.size:
        return 0.0, (low, high)
    rows = np.flatnonzero(band.mean(axis=1) >= _BACK_SHARE / 2)
    reach = (float(first + rows[0]), float(first + rows[-1] + 1)) if rows.size else (low, high)
    return float(band.any(axis=0).mean()), reach


def _is_back(run: Run, hearth: Hearth) -> bool:
    if run.level != hearth.level or not hearth.near - 1 <= run.axis <= hearth.far + 1:
        return False
    covered = min(run.end, hearth.end) - max(run.start, hearth.start)
    return covered >= _WITHIN * (run.end - run.start)
