"""The draft on the sheet: all steps that work in pixels, from the sheet to walls with judged gaps."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from planroom.floorplan.reading.blueprint_steps.bars import Bar, find_bars, solid_ink
from planroom.floorplan.reading.blueprint_steps.closing import close_ends
from planroom.floorplan.reading.blueprint_steps.halls import without_halls
from planroom.floorplan.reading.blueprint_steps.hearths import Hearth, find_hearths
from planroom.floorplan.reading.blueprint_steps.net import FoundPlan, find_plans
from planroom.floorplan.reading.blueprint_steps.openings import SeenGap, see_gaps
from planroom.floorplan.reading.blueprint_steps.runs import Run, follow_tracks, undoubled
from planroom.floorplan.reading.blueprint_steps.sheet import Sheet
from planroom.floorplan.reading.blueprint_steps.straighten import split_by_side, straighten
from planroom.floorplan.reading.blueprint_steps.strokes import Mask
from planroom.floorplan.reading.blueprint_steps.tracks import lay_tracks

_LEAST_WALL_PX = 3.0  # thinner strokes have no inside that could be told from their edges

Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Draft:
    """What was found on the sheet. ``plans`` is largest first; ``runs`` and ``outer`` are the walls of the first."""

    solid: Mask
    bars: tuple[Bar, ...]
    every_run: tuple[Run, ...]
    plans: tuple[FoundPlan, ...]
    runs: tuple[Run, ...]
    outer: tuple[bool, ...]
    gaps: tuple[SeenGap, ...]
    hearths: tuple[Hearth, ...]


NOTHING = Draft(np.zeros((0, 0), np.bool_), (), (), (), (), (), (), ())
"""The draft of a sheet on which no plan was found."""


def draft(sheet: Sheet, tell: Tell) -> Draft:
    """Find the walls of the sheet's largest plan and what their gaps look like."""
    wall_px = sheet.strokes.wall_px
    if wall_px < _LEAST_WALL_PX:
        return NOTHING
    tell("finding walls")
    solid = solid_ink(sheet.dark, sheet.strokes)
    found = find_bars(sheet.grey, solid, wall_px)
    tracks = lay_tracks(found, sheet.grey, wall_px)
    tell("following walls across their openings")
    runs = follow_tracks(tracks, sheet.grey, wall_px)
    runs = undoubled(close_ends(runs, sheet.grey, wall_px), wall_px)
    plans = find_plans(runs, wall_px)
    if not plans:
        return NOTHING
    tell("straightening walls")
    open_runs = without_halls(plans[0].runs, plans[0].footprint, sheet.grey, wall_px)
    closed, hearths = find_hearths(open_runs, solid, wall_px)
    straight = straighten(closed, wall_px)
    walls, outer = split_by_side(straight, plans[0].footprint, wall_px)
    tell("looking at openings")
    gaps = see_gaps(walls, plans[0].footprint, sheet.grey, wall_px)
    return Draft(solid, found.bars, runs, plans, walls, outer, gaps, hearths)


def extent_of(runs: Sequence[Run]) -> tuple[float, float, float, float]:
    """Give left, top, right and bottom of walls, outer faces included, in sheet pixels."""
    boxes = [
        (run.start, run.near, run.end, run.far) if run.level else (run.near, run.start, run.far, run.end)
        for run in runs
    ]
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)
