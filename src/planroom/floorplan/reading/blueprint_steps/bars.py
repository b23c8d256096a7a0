"""Bars: the straight level or upright pieces of solid ink that walls are made of."""

from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from planroom.floorplan.reading.blueprint_steps.strokes import Mask, Strokes

MOST_BARS = 600
"""No more are looked at, the largest first: a floor of twenty flats has fewer, and a hatched field has no end."""
_LINE_MARGIN = 1.6  # solid ink is this much thicker than a thin line,
_LEAST_THICKNESS = 0.34  # and at least this share of the usual wall: partitions are drawn thinner than outer walls
_MOST_LEAST_THICKNESS = 0.62  # but never ask for more than this share
_LEAST_LENGTH = 2.2  # in wall thicknesses: shorter pieces are letters, columns or corners
_THIN = 0.7  # in wall thicknesses: thinner bars
_THIN_LENGTH = 3.5  # must be longer to count,
_THIN_SHARE = 0.18  # unless they make up so much of the length of all bars that inner walls are drawn thin
_THICKEST = 3.0  # thicker than this many usual walls it is a chimney or a filled area
_THICK = 1.8  # from here on a wall must be longer still, or chimneys would pass
_THICK_ELONGATION = 3.0
_FLUE = 3.0  # in wall thicknesses: holes in solid ink up to this wide are flues, part of the chimney
_CLEAN_STRIP = (0.3, 0.9)  # in wall thicknesses from its faces: beside a wall the paper is white,
_MOST_CLUTTER = 0.4  # but for this share of ink: a sketch is inked all around.
_MOST_CLUTTER_OF_BLACK = 0.65  # Furniture may stand along a wall that is really black,
_BLACK = 0.88  # darker than any hatching gets
_LEAST_BLACK = 0.68  # and what is lighter than this is hatching
_CORE = 0.15  # share of the thickness at each face that is blurred edge
_EDGE_WOBBLE = 0.3  # a wall's edge may stray by this share of the usual thickness
_HOLE = 1.6  # where another wall crosses, an edge is missing for a little more than a thickness


class Bar(NamedTuple):
    """A straight piece of solid ink in sheet pixels.

    ``level`` tells its direction. ``start``-``end`` run along it, ``near``-``far`` across it; near < far.
    """

    level: bool
    start: float
    end: float
    near: float
    far: float

    @property
    def axis(self) -> float:
        """Where the middle of the bar lies, across it."""
        return (self.near + self.far) / 2

    @property
    def thickness(self) -> float:
        """Extent across the bar."""
        return self.far - self.near

    @property
    def length(self) -> float:
        """Extent along the bar."""
        return self.end - self.start


def solid_ink(dark: Mask, strokes: Strokes) -> Mask:
    """Keep the ink that is thick enough, in every direction, to be wall; thin lines vanish."""
    wanted = strokes.line_px * _LINE_MARGIN
    low, high = _LEAST_THICKNESS * strokes.wall_px, _MOST_LEAST_THICKNESS * strokes.wall_px
    side = max(2, round(min(max(wanted, low), high)))
    closed = cv2.morphologyEx(dark.astype(np.uint8), cv2.MORPH_CLOSE, np.ones((3, 3), np.uint8))
    opened = cv2.morphologyEx(closed, cv2.MORPH_OPEN, np.ones((side, side), np.uint8))
    return _without_flues(np.asarray(opened, dtype=np.uint8), strokes.wall_px)


def _without_flues(solid: NDArray[np.uint8], wall_px: float) -> Mask:
    """Fill the small holes of solid ink, so that a chimney is one block and not a cell of tiny walls."""
    count, labels, stats, _ = cv2.connectedComponentsWithStats(1 - solid, connectivity=4)
    widest = _FLUE * wall_px
    small = (stats[:, cv2.CC_STAT_WIDTH] <= widest) & (stats[:, cv2.CC_STAT_HEIGHT] <= widest)
    small[0] = False
    return (solid.astype(np.bool_)) | (small[labels] if count > 1 else False)


class Bars(NamedTuple):
    """The bars of a drawing. ``thin_walls``: its inner walls are drawn much thinner than its outer ones."""

    bars: tuple[Bar, ...]
    thin_walls: bool


def find_bars(grey: NDArray[np.uint8], solid: Mask, wall_px: float) -> Bars:
    """Find the level and the upright bars of the solid ink that are black through and stand on clean paper."""
    level = _bars_along(solid, wall_px, level=True)
    upright = _bars_along(np.ascontiguousarray(solid.T), wall_px, level=False)
    images = {True: grey, False: np.ascontiguousarray(grey.T)}
    largest = sorted((*level, *upright), key=lambda bar: (-bar.length * bar.thickness, bar))[: 2 * MOST_BARS]
    darkness = {bar: _darkness_of(bar, images[bar.level]) for bar in largest}
    standing = [bar for bar in largest if _stands_clean(bar, darkness[bar], images[bar.level], wall_px)][:MOST_BARS]
    certain = [bar for bar in standing if darkness[bar] >= _BLACK and bar.length >= _THIN_LENGTH * wall_px]
    thin = sum(bar.length for bar in certain if bar.thickness < _THIN * wall_px)
    thin_walls = bool(certain) and thin >= _THIN_SHARE * sum(bar.length for bar in certain)
    kept = [
        bar
        for bar in standing
        if thin_walls or bar.thickness >= _THIN * wall_px or bar.length >= _THIN_LENGTH * wall_px
    ]
    return Bars(tuple(sorted(kept)), thin_walls)


def _darkness_of(bar: Bar, grey: NDArray[np.uint8]) -> float:
    core = bar.thickness * _CORE
    return _darkness(grey, bar.near + core, bar.far - core, bar)


def _stands_clean(bar: Bar, darkness: float, grey: NDArray[np.uint8], wall_px: float) -> bool:
    """Tell a wall from a dark place in a sketch: by how black it is, and how white the paper beside it."""
    close, away = (share * wall_px for share in _CLEAN_STRIP)
    before = _darkness(grey, bar.near - away, bar.near - close, bar)
    after = _darkness(grey, bar.far + close, bar.far + away, bar)
    is_black_wall = darkness >= _BLACK and bar.thickness >= _THIN * wall_px
    most = _MOST_CLUTTER_OF_BLACK if is_black_wall else _MOST_CLUTTER
    return darkness >= _LEAST_BLACK and (before + after) / 2 <= most


def _darkness(grey: NDArray[np.uint8], low: float, high: float, bar: Bar) -> float:
    strip = grey[max(0, round(low)) : max(0, round(high)), round(bar.start) : round(bar.end)]
    return 1.0 - float(strip.mean()) / 255.0 if strip.size else 0.0


def _bars_along(solid: Mask, wall_px: float, *, level: bool) -> list[Bar]:
    length = max(3, round(_LEAST_LENGTH * wall_px))
    runs = cv2.morphologyEx(solid.astype(np.uint8), cv2.MORPH_OPEN, np.ones((1, length), np.uint8))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(runs, connectivity=8)
    bars: list[Bar] = []
    for number in range(1, count):
        x, y, width, height, _ = (int(value) for value in stats[number])
        piece = labels[y : y + height, x : x + width] == number
        for start, end, near, far in _straight_parts(piece, wall_px):
            bar = Bar(level, x + start, x + end, y + near, y + far)
            if _is_wall_like(bar, wall_px):
                bars.append(bar)
    return bars


def _is_wall_like(bar: Bar, wall_px: float) -> bool:
    longer = max(
        _LEAST_LENGTH * wall_px, _THICK_ELONGATION * bar.thickness if bar.thickness > _THICK * wall_px else 0.0
    )
    return bar.length >= longer and bar.thickness <= _THICKEST * wall_px


def _straight_parts(piece: Mask, wall_px: float) -> list[tuple[float, float, float, float]]:
    """Cut a connected piece where its edges jump, and give the straight parts as start, end, near, far."""
    near = np.argmax(piece, axis=0).astype(np.float64)
    far = (piece.shape[0] - np.argmax(piece[::-1], axis=0)).astype(np.float64)
    free = piece.any(axis=0)
    wobble = max(1.5, _EDGE_WOBBLE * wall_px)
    parts = []
    while free.sum() >= _LEAST_LENGTH * wall_px:
        centre_near, centre_far = _usual_edges(near[free], far[free], wobble)
        fits = free & (np.abs(near - centre_near) <= wobble) & (np.abs(far - centre_far) <= wobble)
        if not fits.any():
            break
        for start, end in intervals(fits, _HOLE * wall_px):
            columns = np.arange(start, end)[fits[start:end]]
            parts.append((float(start), float(end), float(near[columns].mean()), float(far[columns].mean())))
        free &= ~fits
    return parts


def _usual_edges(near: NDArray[np.float64], far: NDArray[np.float64], wobble: float) -> tuple[float, float]:
    """Give the pair of edges that most columns share, to within the wobble."""
    codes = np.round(near / wobble).astype(np.int64) * 100_003 + np.round(far / wobble).astype(np.int64)
    values, counts = np.unique(codes, return_counts=True)
    chosen = codes == values[int(np.argmax(counts))]
    return float(np.median(near[chosen])), float(np.median(far[chosen]))


def intervals(flags: Mask, most_hole: float) -> list[tuple[int, int]]:
    """Give the runs of set flags as half-open intervals, joined over holes of up to ``most_hole``."""
    padded = np.concatenate([[False], flags, [False]]).astype(np.int8)
    steps = np.diff(padded)
    joined: list[tuple[int, int]] = []
    for start, end in zip(np.flatnonzero(steps == 1), np.flatnonzero(steps == -1), strict=True):
        if joined and start - joined[-1][1] <= most_hole:
            joined[-1] = (joined[-1][0], int(end))
        else:
            joined.append((int(start), int(end)))
    return joined
