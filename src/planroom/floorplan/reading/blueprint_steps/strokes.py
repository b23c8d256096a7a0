"""Strokes: how thick the lines and the walls of a drawing are, measured on the drawing itself.

Every later threshold is a share of the wall thickness found here, so that one setting fits a thumbnail and a plotter
sheet alike.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Mask = NDArray[np.bool_]

_LEAST_ELONGATION = 5.0  # a stroke is at least five times as long as it is thick: lettering and bushes are not
_FULL_ELONGATION = 25.0  # longer than this counts no more, or one long thin line would outvote all walls
_LEAST_SHARE_OF_SIDE = 1 / 50  # and this long: half a metre in a house of 25 m
_PEAK_SPREAD = 0.15  # walls of one drawing vary by this share around their peak
_THICKEST_LINE = 0.25  # of a wall
_THICKEST_LINE_SOURCE_PX = 2.0
_LEAST_PEAK = 0.004  # of all straight ink: fewer lines than this make no peak
_WALLS_OVER_LINES = 1.6  # filled walls are at least this much thicker than the drawing's thin lines


class Strokes(NamedTuple):
    """Stroke widths in pixels: the usual wall, the usual thin line, and how much of the straight ink is wall."""

    wall_px: float
    line_px: float
    wall_share: float


def run_lengths(mask: Mask) -> NDArray[np.int32]:
    """Give, for every set pixel, the length of the horizontal run that it belongs to; 0 elsewhere."""
    height, width = mask.shape
    padded = np.zeros((height, width + 2), np.int8)
    padded[:, 1:-1] = mask
    steps = np.diff(padded, axis=1)
    starts, ends = np.nonzero(steps == 1), np.nonzero(steps == -1)
    lengths = (ends[1] - starts[1]).astype(np.int32)
    changes = np.zeros((height, width + 1), np.int32)
    changes[starts] += lengths
    changes[ends] -= lengths
    return np.cumsum(changes, axis=1, dtype=np.int32)[:, :width]


def stroke_histogram(mask: Mask) -> NDArray[np.float64]:
    """Weigh the straight upright and level ink by its thickness in pixels: index = thickness, sum = 1.

    A pixel's thickness is the shorter of its two runs. Long strokes weigh more than short ones, thick more than thin.
    """
    across, along = run_lengths(mask), np.ascontiguousarray(run_lengths(np.ascontiguousarray(mask.T)).T)
    thick, long = np.minimum(across, along), np.maximum(across, along)
    straight = mask & (long >= _LEAST_ELONGATION * thick) & (long >= max(mask.shape) * _LEAST_SHARE_OF_SIDE)
    thickness = thick[straight]
    weights = (np.minimum(long[straight] / thickness, _FULL_ELONGATION) - _LEAST_ELONGATION + 1) * thickness
    histogram = np.bincount(thickness, weights=weights, minlength=4).astype(np.float64)
    total = histogram.sum()
    return histogram / total if total else histogram


def measure_strokes(mask: Mask, px_per_source_px: float) -> Strokes:
    """Find the peaks of the stroke histogram: walls, and the thin lines below them.

    ``px_per_source_px`` is how much the picture was enlarged: no line of the source is thinner than its pixel.
    """
    histogram = stroke_histogram(mask)
    if not histogram.any():
        return Strokes(0.0, 0.0, 0.0)
    wall_px = _peak(histogram, 1)
    line_px = _usual_line(histogram, wall_px, _THICKEST_LINE_SOURCE_PX * px_per_source_px)
    low = (wall_px * line_px) ** 0.5
    return Strokes(wall_px, line_px, float(histogram[int(np.ceil(low)) :].sum()))


def _usual_line(histogram: NDArray[np.float64], wall_px: float, coarse_line_px: float) -> float:
    """Find the thinnest peak below the walls: the lines. Thinner inner walls may make another peak above it.

    A peak above both a share of the walls and ``coarse_line_px``, the line of a coarse picture, is inner walls.
    Where there is no other, in a drawing of bare walls, lines would be a sixth of a wall.
    """
    end = int(min(wall_px / _WALLS_OVER_LINES, max(coarse_line_px, _THICKEST_LINE * wall_px))) + 1
    near = np.convolve(histogram, np.ones(3), mode="same")
    for px in range(1, min(end, len(near) - 1)):
        if near[px - 1] <= near[px] > near[px + 1] and near[px] >= _LEAST_PEAK:
            return float(min(px, wall_px / 2))
    return wall_px / 6


def _peak(histogram: NDArray[np.float64], first: int) -> float:
    """Give the centre of the window of +-15 % that holds most, among windows around ``first`` px and more."""
    if first >= len(histogram):
        return 0.0
    sums = np.concatenate([[0.0], np.cumsum(histogram)])
    centres = np.arange(first, len(histogram))
    low = np.floor(centres * (1 - _PEAK_SPREAD)).astype(int)
    high = np.minimum(np.ceil(centres * (1 + _PEAK_SPREAD)).astype(int), len(histogram) - 1)
    best = int(np.argmax(sums[high + 1] - sums[low]))
    window = np.arange(low[best], high[best] + 1)
    weights = histogram[window]
    return float((window * weights).sum() / weights.sum()) if weights.sum() else float(centres[best])
