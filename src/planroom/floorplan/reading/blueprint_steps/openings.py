"""Openings: what each gap of a wall is, by the lines in it, the leaf beside it, its width and its place."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from planroom.floorplan.model.opening import OpeningKind
from planroom.floorplan.reading.blueprint_steps.footprint import Footprint
from planroom.floorplan.reading.blueprint_steps.gaps import GLAZED_LOOKS, Gap, Look
from planroom.floorplan.reading.blueprint_steps.leaves import Leaf, find_leaf, find_pair
from planroom.floorplan.reading.blueprint_steps.net import at
from planroom.floorplan.reading.blueprint_steps.runs import Run
from planroom.floorplan.reading.blueprint_steps.sheet import Grey

_LEAST_WIDTH = 1.8  # in wall thicknesses: narrower gaps are faults of the ink
_MOST_LEAF_WIDTH = 9.0  # in wall thicknesses: no leaf is looked for in wider gaps
_PROBE = 2.5  # in wall thicknesses beyond the face: inside or outside
_DRAWN_LEAVES = 2  # so many leaves, and this share of the bare gaps, and the drawing shows its leaves:
_DRAWN_SHARE = 0.25  # then a gap without one is a passage
_LEAST_DOOR_MM = 500.0
_MOST_DOOR_MM = 1_150.0  # single leaf
_LEAST_DOUBLE_MM = 850.0
_MOST_OUTER_DOOR_MM = 1_350.0


@dataclass(frozen=True, slots=True)
class SeenGap:
    """A gap with what surrounds it: the run it lies on, whether it leads outside, the leaf or pair of leaves at it."""

    run: int
    gap: Gap
    outside: bool
    leaf: Leaf | None
    pair: bool


class DoorWidths(NamedTuple):
    """Widths of the gaps that look like doors."""

    inner: tuple[float, ...]
    outer: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a gap is held to be. ``doubt`` says in words why that may be wrong; empty when nothing speaks against it."""

    kind: OpeningKind
    doubt: str = ""


def see_gaps(runs: Sequence[Run], footprint: Footprint, grey: Grey, wall_px: float) -> tuple[SeenGap, ...]:
    """Look at every gap that is wide enough to be an opening."""
    turned = np.ascontiguousarray(grey.T)
    seen = []
    for index, run in enumerate(runs):
        image = grey if run.level else turned
        for gap in run.gaps:
            if gap.width < _LEAST_WIDTH * wall_px:
                continue
            leads_out = _leads_outside(run, gap, footprint, wall_px)
            narrow = gap.width <= _MOST_LEAF_WIDTH * wall_px
            if gap.look is Look.GLAZED:
                seen.append(SeenGap(index, gap, leads_out, None, pair=False))
                continue
            leaf = find_leaf(image, run.near, run.far, gap) if narrow else None
            pair = None if leaf else find_pair(image, run.near, run.far, gap)
            seen.append(SeenGap(index, gap, leads_out, leaf or pair, pair=pair is not None))
    return tuple(seen)


def _leads_outside(run: Run, gap: Gap, footprint: Footprint, wall_px: float) -> bool:
    middle = (gap.start + gap.end) / 2
    x, y = at(run, middle)
    reach = run.thickness / 2 + _PROBE * wall_px
    dx, dy = (0.0, reach) if run.level else (reach, 0.0)
    return not (footprint.holds(x - dx, y - dy) and footprint.holds(x + dx, y + dy))


def door_widths(seen: Sequence[SeenGap]) -> DoorWidths:
    """Give the widths, in sheet pixels, of the gaps that look like doors.

    In a drawing that shows leaves those with one; else inner gaps with nothing in them and outer ones without glazing.
    """
    if shows_leaves(seen):
        doors = [s for s in seen if s.leaf and not s.pair]
    else:
        doors = [s for s in seen if s.gap.look is Look.BARE or (s.outside and s.gap.look is Look.SILL)]
    inner = tuple(s.gap.width for s in doors if not s.outside)
    return DoorWidths(inner, tuple(s.gap.width for s in doors if s.outside))


def shows_leaves(seen: Sequence[SeenGap]) -> bool:
    """Tell whether this drawing shows door leaves, so that a gap without one is no door."""
    bare = [s for s in seen if s.gap.look in {Look.BARE, Look.SILL}]
    leaves = sum(1 for s in bare if s.leaf)
    return leaves >= _DRAWN_LEAVES and leaves >= _DRAWN_SHARE * len(bare)


def judge(seen: SeenGap, mm_per_px: float, *, leaves_shown: bool) -> Verdict:
    """Decide what a gap is."""
    width_mm = seen.gap.width * mm_per_px
    if seen.pair and width_mm >= _LEAST_DOUBLE_MM:
        return Verdict(OpeningKind.DOUBLE_DOOR)
    if seen.leaf and not seen.pair and width_mm <= _MOST_OUTER_DOOR_MM:
        doubt = "" if width_mm >= _LEAST_DOOR_MM else f"is only {width_mm:.0f} mm wide"
        return Verdict(OpeningKind.DOOR, doubt)
    if seen.outside:
        return _judge_outer(seen.gap.look, width_mm)
    return _judge_inner(seen.gap.look, width_mm, leaves_shown=leaves_shown)


def _judge_outer(look: Look, width_mm: float) -> Verdict:
    if look in GLAZED_LOOKS:
        return Verdict(OpeningKind.WINDOW)
    if width_mm < _LEAST_DOOR_MM:
        return Verdict(OpeningKind.WINDOW, "has no window lines but is too narrow for a door")
    if width_mm <= _MOST_OUTER_DOOR_MM:
        return Verdict(OpeningKind.DOOR, "shows neither leaf nor window lines")
    if look is Look.SILL:
        return Verdict(OpeningKind.WINDOW, "shows one line only and is too wide for a door")
    return Verdict(OpeningKind.CASED, "is a wide gap in an outer wall with nothing drawn in it")


def _judge_inner(look: Look, width_mm: float, *, leaves_shown: bool) -> Verdict:
    if look in GLAZED_LOOKS:
        return Verdict(OpeningKind.CASED, "has lines along both faces, as a cupboard or a stair would")
    if leaves_shown or not _LEAST_DOOR_MM <= width_mm <= _MOST_DOOR_MM:
        return Verdict(OpeningKind.CASED)
    return Verdict(OpeningKind.DOOR)
