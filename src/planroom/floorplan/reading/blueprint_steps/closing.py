"""Closing: what loose ends call for.

The end of a screened porch, the front of a bay, or a door that fills the whole wall leave nothing black to follow.
A loose end goes on to the wall straight ahead when a door or glazing fits between them. Two parallel walls that end
loose at the same place get a wall across, on the same condition, and so does a corner of which one wall falls short.
What is still loose then loses its free-standing posts.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from planroom.floorplan.reading.blueprint_steps.gaps import GLAZED_LOOKS, is_bridged, look_at_gap
from planroom.floorplan.reading.blueprint_steps.runs import Run, gaps_between, is_beside, is_doubled
from planroom.floorplan.reading.blueprint_steps.sheet import Grey
from planroom.floorplan.reading.blueprint_steps.tracks import Piece, Track, solid_pieces

_TOUCH = 0.7  # in wall thicknesses: an end this near to another wall's face meets it
_FLUSH = 1.0  # in wall thicknesses: how far two ends may be out of line
_POST = 2.2  # in wall thicknesses: a shorter piece behind the last gap is a post


class _End(NamedTuple):
    along: float  # centre of a wall across this end, half a thickness inside it
    axis: float
    near: float  # faces of the run that ends here
    far: float


def close_ends(runs: Sequence[Run], grey: Grey, wall_px: float) -> tuple[Run, ...]:
    """Lengthen loose ends to the wall ahead, close corners, add the walls across, and trim what stays loose."""
    turned = np.ascontiguousarray(grey.T)
    reached = [_reaching(run, runs, grey if run.level else turned, wall_px) for run in runs]
    for level in (True, False):
        for end in _loose_ends(reached, wall_px, level=level):
            _close_corner(end, reached, turned if level else grey, wall_px, level=not level)
    closings = []
    for level in (True, False):
        ends = sorted(_loose_ends(reached, wall_px, level=level), key=lambda end: (end.axis, end.along))
        for index, one in enumerate(ends):
            facing = [
                other
                for other in ends[index + 1 :]
                if abs(other.along - one.along) <= _FLUSH * wall_px and other.axis - one.axis > 2 * wall_px
            ]
            if facing:
                closing = _closing(one, facing[0], turned if level else grey, wall_px, level=not level)
                closings.extend([closing] if closing else [])
    every = (*reached, *closings)
    return tuple(_trimmed(run, every, wall_px) for run in every)


def _close_corner(end: _End, runs: list[Run], image: Grey, wall_px: float, *, level: bool) -> None:
    """Lengthen a wall in line with a loose end, across a bridgeable gap, so that the two meet in a corner."""
    best: tuple[float, int, Run] | None = None
    for index, run in enumerate(runs):
        if run.level != level or abs(run.axis - end.along) > _FLUSH * wall_px:
            continue
        before, after = end.near - run.end, run.start - end.far
        distance = max(before, after)
        if distance <= 0 or (best and best[0] <= distance):
            continue
        start, stop = (run.end, end.near) if before > 0 else (end.far, run.start)
        gap = look_at_gap(image, run.near, run.far, start, stop)
        beside = [other for other in runs if is_beside(other, run, wall_px)]
        if not is_bridged(gap, wall_px) or is_doubled(gap, beside):
            continue
        corner = (end.near, end.far)
        if before > 0:
            longer = replace(run, end=end.far, solids=(*run.solids, corner), gaps=(*run.gaps, gap))
        else:
            longer = replace(run, start=end.near, solids=(corner, *run.solids), gaps=(gap, *run.gaps))
        best = (distance, index, longer)
    if best:
        runs[best[1]] = best[2]


def meets(one: Run, other: Run, wall_px: float) -> bool:
    """Tell whether ``one``, taken along its length, reaches the other wall, which crosses its direction."""
    return one.start - _TOUCH * wall_px <= other.far and other.near <= one.end + _TOUCH * wall_px


def _across(run: Run, runs: Sequence[Run], wall_px: float) -> list[Run]:
    """Give the walls of the other direction that the run's axis, prolonged, would hit."""
    return [other for other in runs if other.level != run.level and meets(other, run, wall_px)]


def _is_held(along: float, across: Sequence[Run], wall_px: float) -> bool:
    reach = _TOUCH * wall_px
    return any(other.near - reach <= along <= other.far + reach for other in across)


def _reaching(run: Run, runs: Sequence[Run], image: Grey, wall_px: float) -> Run:
    """Lengthen the run's loose ends over a bridgeable gap to the next wall ahead."""
    across = _across(run, runs, wall_px)
    beside = [other for other in runs if is_beside(other, run, wall_px)]
    start, end, gaps, solids = run.start, run.end, list(run.gaps), list(run.solids)
    if not _is_held(run.start, across, wall_px):
        before = max((other for other in across if other.far < run.start), key=lambda other: other.far, default=None)
        if before:
            gap = look_at_gap(image, run.near, run.far, before.far, run.start)
            if is_bridged(gap, wall_px) and not is_doubled(gap, beside):
                start = before.near
                gaps.insert(0, gap)
                solids.insert(0, (before.near, before.far))
    if not _is_held(run.end, across, wall_px):
        after = min((other for other in across if other.near > run.end), key=lambda other: other.near, default=None)
        if after:
            gap = look_at_gap(image, run.near, run.far, run.end, after.near)
            if is_bridged(gap, wall_px) and not is_doubled(gap, beside):
                end = after.far
                gaps.append(gap)
                solids.append((after.near, after.far))
    return replace(run, start=start, end=end, solids=tuple(solids), gaps=tuple(gaps))


def _loose_ends(runs: Sequence[Run], wall_px: float, *, level: bool) -> list[_End]:
    ends = []
    for run in (run for run in runs if run.level == level):
        across = _across(run, runs, wall_px)
        for along, inner in ((run.start, run.start + wall_px / 2), (run.end, run.end - wall_px / 2)):
            if not _is_held(along, across, wall_px):
                ends.append(_End(inner, run.axis, run.near, run.far))
    return ends


def _closing(one: _End, other: _End, image: Grey, wall_px: float, *, level: bool) -> Run | None:
    centre = (one.along + other.along) / 2
    faces = (centre - wall_px / 2, centre + wall_px / 2)
    inside = (one.axis + wall_px / 2, other.axis - wall_px / 2)
    between = solid_pieces(image, faces, inside, (), wall_px, wall_px / 2)
    first = Piece(one.axis - wall_px / 2, inside[0], drawn=True, block=False)
    last = Piece(inside[1], other.axis + wall_px / 2, drawn=True, block=False)
    pieces = [first, *between, last]
    track = Track(level, *faces, bars=())
    gaps = gaps_between(track, pieces, image)
    plain = [gap for gap in gaps if gap.look not in GLAZED_LOOKS and gap.width >= wall_px]
    if not all(is_bridged(gap, wall_px) for gap in gaps) or len(plain) > 1:
        return None
    solids = tuple((piece.start, piece.end) for piece in pieces)
    return Run(level, *faces, first.start, last.end, solids, tuple(gaps), closes=True)


def _trimmed(run: Run, runs: Sequence[Run], wall_px: float) -> Run:
    """Take posts and the gaps before them off the run's loose ends."""
    across = _across(run, runs, wall_px)
    solids, gaps = list(run.solids), list(run.gaps)
    while gaps and _is_post(solids[0], wall_px) and not _is_held(solids[0][0], across, wall_px):
        del solids[0], gaps[0]
    while gaps and _is_post(solids[-1], wall_px) and not _is_held(solids[-1][1], across, wall_px):
        del solids[-1], gaps[-1]
    return replace(run, start=solids[0][0], end=solids[-1][1], solids=tuple(solids), gaps=tuple(gaps))


def _is_post(solid: tuple[float, float], wall_px: float) -> bool:
    return solid[1] - solid[0] < _POST * wall_px
