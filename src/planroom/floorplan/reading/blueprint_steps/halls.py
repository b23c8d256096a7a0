"""Halls: gaps that go from one wall to the next with no jamb of their own are part of the room, not openings.

Where two closets face each other across a hall, their side walls are in line, and the hall between them looks like a
gap in one long wall. The hall's own walls tell: they go straight on past both ends of the gap.
"""

from collections.abc import Sequence

import numpy as np

from planroom.floorplan.reading.blueprint_steps.closing import meets
from planroom.floorplan.reading.blueprint_steps.footprint import Footprint
from planroom.floorplan.reading.blueprint_steps.gaps import GLAZED_LOOKS, Gap
from planroom.floorplan.reading.blueprint_steps.leaves import find_leaf
from planroom.floorplan.reading.blueprint_steps.net import at
from planroom.floorplan.reading.blueprint_steps.runs import Run, cut_at
from planroom.floorplan.reading.blueprint_steps.sheet import Grey

_FLUSH = 0.6  # in wall thicknesses: a jamb shorter than this is the crossing wall's blurred edge
_BESIDE = 1.0  # in wall thicknesses: a hall's wall goes on this far at least on both sides of the wall that meets it
_PROBE = 1.5  # in wall thicknesses beyond the face: inside or outside


def without_halls(runs: Sequence[Run], footprint: Footprint, grey: Grey, wall_px: float) -> tuple[Run, ...]:
    """Cut the inner runs at gaps that run from wall to wall, unless a door leaf is drawn there."""
    turned = np.ascontiguousarray(grey.T)
    parts: list[Run] = []
    for run in runs:
        across = [other for other in runs if other.level != run.level and meets(other, run, wall_px)]
        image = grey if run.level else turned
        halls = [gap for gap in run.gaps if _is_hall(gap, run, across, footprint, image, wall_px)]
        parts.extend(part for part in cut_at(run, halls) if part.solid_length >= wall_px)
    return tuple(parts)


def _is_hall(gap: Gap, run: Run, across: Sequence[Run], footprint: Footprint, image: Grey, wall_px: float) -> bool:
    if gap.look in GLAZED_LOOKS:
        return False
    reach = _FLUSH * wall_px
    through = [other for other in across if _goes_through(other, run, wall_px)]
    begins = any(abs(other.far - gap.start) <= reach for other in through)
    ends = any(abs(other.near - gap.end) <= reach for other in through)
    if not (begins and ends) or find_leaf(image, run.near, run.far, gap):
        return False
    x, y = at(run, (gap.start + gap.end) / 2)
    aside = run.thickness / 2 + _PROBE * wall_px
    dx, dy = (0.0, aside) if run.level else (aside, 0.0)
    return footprint.holds(x - dx, y - dy) and footprint.holds(x + dx, y + dy)


def _goes_through(other: Run, run: Run, wall_px: float) -> bool:
    """Tell whether the crossing wall goes on, solid or with openings, on both sides of the run."""
    beside = _BESIDE * wall_px
    return other.start <= run.near - beside and other.end >= run.far + beside
