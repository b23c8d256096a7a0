"""Straighten: walls that lie on one line get one axis, and every end that meets a wall lies on that wall's axis."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np

from planroom.floorplan.reading.blueprint_steps.closing import meets
from planroom.floorplan.reading.blueprint_steps.footprint import Footprint
from planroom.floorplan.reading.blueprint_steps.gaps import Gap
from planroom.floorplan.reading.blueprint_steps.runs import Run

_ONE_LINE = 0.35  # in wall thicknesses: axes closer than this, in different parts of the plan, are one line
_ALIKE = 0.3  # thicknesses that differ by less than this share are the same wall type
_END = 1.2  # in wall thicknesses: how far an end may be from the axis of the wall it meets
_PROBE = 1.5  # in wall thicknesses beyond the face: inside or outside


def straighten(runs: Sequence[Run], wall_px: float) -> tuple[Run, ...]:
    """Snap axes to common lines, then ends to the axes that they meet."""
    placed = list(runs)
    for level in (True, False):
        members = [index for index, run in enumerate(placed) if run.level == level]
        for group in _lines([placed[index] for index in members], wall_px):
            chosen = [members[position] for position in group]
            lengths = np.array([placed[index].solid_length + 1.0 for index in chosen])
            axes = np.array([placed[index].axis for index in chosen])
            axis = float((axes * lengths).sum() / lengths.sum())
            for index in chosen:
                run = placed[index]
                half = run.thickness / 2
                placed[index] = replace(run, near=axis - half, far=axis + half)
    return tuple(_with_ends_met(run, placed, wall_px) for run in placed)


def _lines(runs: Sequence[Run], wall_px: float) -> list[list[int]]:
    """Group runs whose axes lie within a narrow window, in the order of their axes."""
    order = sorted(range(len(runs)), key=lambda index: (runs[index].axis, runs[index].start))
    groups: list[list[int]] = []
    for index in order:
        if groups and runs[index].axis - runs[groups[-1][0]].axis <= _ONE_LINE * wall_px:
            groups[-1].append(index)
        else:
            groups.append([index])
    return groups


def _with_ends_met(run: Run, runs: Sequence[Run], wall_px: float) -> Run:
    across = [other for other in runs if other.level != run.level and meets(other, run, wall_px)]
    start = _met(run.start, across, wall_px)
    end = _met(run.end, across, wall_px)
    gaps = tuple(gap for gap in run.gaps if gap.end > start and gap.start < end)
    return replace(run, start=start, end=end, gaps=gaps) if end > start else run


def _met(along: float, across: Sequence[Run], wall_px: float) -> float:
    nearest = min(across, key=lambda other: abs(other.axis - along), default=None)
    return nearest.axis if nearest and abs(nearest.axis - along) <= _END * wall_px else along


def split_by_side(
    runs: Sequence[Run], footprint: Footprint, wall_px: float
) -> tuple[tuple[Run, ...], tuple[bool, ...]]:
    """Cut runs where they change from inner to outer wall. Gives the parts, and for each whether it is an outer wall.

    Outer walls of like thickness then share one thickness, and inner walls do.
    """
    parts: list[Run] = []
    outer: list[bool] = []
    for run in runs:
        for start, end, is_outer in _stretches(run, runs, footprint, wall_px):
            gaps = tuple(gap for gap in run.gaps if start <= (gap.start + gap.end) / 2 < end)
            parts.append(replace(run, start=start, end=end, gaps=tuple(_clipped(gap, start, end) for gap in gaps)))
            outer.append(is_outer)
    thicknesses = _shared_thicknesses(parts, outer)
    evened = [
        replace(part, near=part.axis - thick / 2, far=part.axis + thick / 2)
        for part, thick in zip(parts, thicknesses, strict=True)
    ]
    return tuple(evened), tuple(outer)


def _clipped(gap: Gap, start: float, end: float) -> Gap:
    return gap._replace(start=max(gap.start, start), end=min(gap.end, end))


def _stretches(run: Run, runs: Sequence[Run], footprint: Footprint, wall_px: float) -> list[tuple[float, float, bool]]:
    """Give the parts of a run between junctions, joined where both are outer or both are inner."""
    crossing = (other for other in runs if other.level != run.level and meets(other, run, wall_px))
    inside = sorted({other.axis for other in crossing if run.start + wall_px < other.axis < run.end - wall_px})
    stops = [run.start, *(stop for stop in inside if not any(gap.start < stop < gap.end for gap in run.gaps)), run.end]
    joined: list[tuple[float, float, bool]] = []
    for start, end in pairwise(stops):
        is_outer = _is_outer(run, start, end, footprint, wall_px)
        if joined and joined[-1][2] == is_outer:
            joined[-1] = (joined[-1][0], end, is_outer)
        else:
            joined.append((start, end, is_outer))
    return joined


def _is_outer(run: Run, start: float, end: float, footprint: Footprint, wall_px: float) -> bool:
    reach = run.thickness / 2 + _PROBE * wall_px
    outside = 0
    places = np.linspace(start, end, 9)[1:-1]
    for along in places:
        x, y = (along, run.axis) if run.level else (run.axis, along)
        dx, dy = (0.0, reach) if run.level else (reach, 0.0)
        outside += not (footprint.holds(x - dx, y - dy) and footprint.holds(x + dx, y + dy))
    return bool(outside * 2 > len(places))


def _shared_thicknesses(parts: Sequence[Run], outer: Sequence[bool]) -> list[float]:
    shared = [part.thickness for part in parts]
    for side in (True, False):
        members = [index for index, is_outer in enumerate(outer) if is_outer == side]
        while members:
            lengths = np.array([parts[index].solid_length + 1.0 for index in members])
            values = np.array([parts[index].thickness for index in members])
            order = np.argsort(values, kind="stable")
            running = np.cumsum(lengths[order])
            usual = float(values[order][int(np.searchsorted(running, running[-1] / 2))])
            alike = [index for index in members if abs(parts[index].thickness / usual - 1) <= _ALIKE]
            weights = np.array([parts[index].solid_length + 1.0 for index in alike])
            mean = float((np.array([parts[index].thickness for index in alike]) * weights).sum() / weights.sum())
            for index in alike:
                shared[index] = mean
            members = [index for index in members if index not in alike]
    return shared
