"""Tracks: the straight lines on which walls lie, and what the picture shows along each of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from planroom.floorplan.reading.blueprint_steps.bars import Bar, Bars, intervals
from planroom.floorplan.reading.blueprint_steps.sheet import Grey

_SAME_AXIS = 0.5  # in wall thicknesses: bars whose axes differ by less lie on one track
_MOST_BREAK = 24.0  # in wall thicknesses: bars further apart are two walls that happen to be in line
_REACH = 45.0  # how far beyond its bars a track is looked at
_SOLID_SHARE = 0.78  # of its bars' own blackness: windows of small pictures are grey all through, but less black
_LEAST_SOLID, _MOST_SOLID = 0.5, 0.74
_USUAL_SOLID = 0.6  # where no bar tells how black the walls are
_LEAST_PIECE = 0.4  # in wall thicknesses: shorter solid pieces are ticks that cross the wall
_MOST_SPECK = 0.3  # and shorter holes are specks in the ink
_BLACK = 0.88  # darker than any hatching gets
_BLOCK = (0.7, 2.2)  # in wall thicknesses: the length of a post, jamb or corner block,
_LEAST_BLOCK_THICKNESS = 0.65  # in wall thicknesses: on a thinner wall every letter would pass for a block,
_THIN_BLOCK = 0.3  # save where inner walls are drawn thin
_BLOCK_MARGIN = (0.35, 0.6)  # which has white paper this far off its faces,
_MOST_BLOCK_INK = (0.45, 0.8)  # on one side at least, save for a line; on the other a thin wall may meet a thick one
_TRIM = 0.12  # the band's outermost share is blurred edge
_LEAST_DIVIDED_PX = 9.0  # thirds of a thinner band would be blurred edge only
_THIN_TRIM = 0.25
_SWAY = (0.0, -0.2, 0.2, -0.4, 0.4)  # in wall thicknesses: a hand-drawn wall sways around its track


class Piece(NamedTuple):
    """A solid stretch of a track, from ``start`` to ``end`` along it.

    ``drawn`` when a bar of the track lies in it; ``block`` when it is too long for lettering, or a short clean block: a
    post, a jamb or a corner.
    """

    start: float
    end: float
    drawn: bool
    block: bool


@dataclass(frozen=True, slots=True)
class Track:
    """A line on which walls lie: its faces and the solid pieces found along it, in sheet pixels."""

    level: bool
    near: float
    far: float
    bars: tuple[Bar, ...]
    pieces: tuple[Piece, ...] = ()

    @property
    def axis(self) -> float:
        """Where the middle of the track lies, across it."""
        return (self.near + self.far) / 2

    @property
    def thickness(self) -> float:
        """The usual thickness of its bars."""
        return self.far - self.near


def lay_tracks(found: Bars, grey: Grey, wall_px: float) -> tuple[Track, ...]:
    """Join bars in line to tracks, longest first, and see where along each track the ink is solid."""
    tracks = []
    least_block_px = (_THIN_BLOCK if found.thin_walls else _LEAST_BLOCK_THICKNESS) * wall_px
    for level in (True, False):
        image = grey if level else np.ascontiguousarray(grey.T)
        for line in _in_line([bar for bar in found.bars if bar.level == level], wall_px):
            group = tuple(sorted(line.bars, key=lambda bar: (bar.start, bar.near)))
            reach = _REACH * wall_px
            span = (group[0].start - reach, max(bar.end for bar in group) + reach)
            pieces = solid_pieces(image, (line.near, line.far), span, group, wall_px, least_block_px)
            tracks.append(Track(level, line.near, line.far, group, pieces))
    return tuple(sorted(tracks, key=lambda track: (track.level, track.near, track.bars[0].start)))


@dataclass(slots=True)
class _Line:
    """Bars in line while they are gathered, with their usual faces."""

    bars: list[Bar]
    near: float
    far: float

    @property
    def axis(self) -> float:
        return (self.near + self.far) / 2

    def take(self, bars: Sequence[Bar]) -> None:
        self.bars.extend(bars)
        weights = np.array([bar.length * bar.thickness for bar in self.bars])
        self.near = weighted_median(np.array([bar.near for bar in self.bars]), weights)
        self.far = weighted_median(np.array([bar.far for bar in self.bars]), weights)


def _in_line(bars: Sequence[Bar], wall_px: float) -> list[_Line]:
    """Gather bars into lines: each joins the line whose axis fits best, then lines that have met are joined."""
    lines: list[_Line] = []
    for bar in sorted(bars, key=lambda bar: (-bar.length * bar.thickness, bar.axis, bar.start)):
        single = _Line([bar], bar.near, bar.far)
        fitting = [line for line in lines if _in_one_line(line, single, wall_px)]
        if fitting:
            min(fitting, key=lambda line: abs(line.axis - bar.axis)).take([bar])
        else:
            lines.append(single)
    joined: list[_Line] = []
    for line in lines:
        partner = next((other for other in joined if _in_one_line(other, line, wall_px)), None)
        if partner:
            partner.take(line.bars)
        else:
            joined.append(line)
    return joined


def _in_one_line(line: _Line, other: _Line, wall_px: float) -> bool:
    """Tell whether the other line's bars lie on this line, by their axes or within its faces, and not too far along."""
    off = abs(line.axis - other.axis)
    margin = _SAME_AXIS * wall_px / 2
    if off > _SAME_AXIS * wall_px and not (other.near >= line.near - margin and other.far <= line.far + margin):
        return False
    most = _MOST_BREAK * wall_px
    return any(max(bar.start - one.end, one.start - bar.end) <= most for bar in other.bars for one in line.bars)


def weighted_median(values: NDArray[np.float64], weights: NDArray[np.float64]) -> float:
    """Give the value at which half of the weight lies on each side."""
    order = np.argsort(values, kind="stable")
    running = np.cumsum(weights[order])
    return float(values[order][int(np.searchsorted(running, running[-1] / 2))])


def darkness_along(image: Grey, near: float, far: float, start: int, end: int) -> NDArray[np.float64]:
    """Give the mean darkness (0 to 1) of the three thirds of a band, for each place along it: shape (3, length).

    A thin band is not divided: all three rows are then its middle. ``image`` is the grey sheet for a level band and
    the transposed one for an upright band.
    """
    height = image.shape[0]
    is_thin = far - near < _LEAST_DIVIDED_PX
    trimmed = (far - near) * (_THIN_TRIM if is_thin else _TRIM)
    edges = np.linspace(near + trimmed, far - trimmed, 2 if is_thin else 4)
    rows = []
    for low, high in pairwise(edges):
        first = min(max(0, round(low)), height - 1)
        last = min(max(first + 1, round(high)), height)
        rows.append(1.0 - image[first:last, start:end].mean(axis=0) / 255.0)
    return np.array(rows * (3 if is_thin else 1))


def solid_pieces(
    image: Grey,
    faces: tuple[float, float],
    span: tuple[float, float],
    bars: Sequence[Bar],
    wall_px: float,
    least_block_px: float,
) -> tuple[Piece, ...]:
    """Find where a band between two faces is solid over a span. ``image`` is transposed for an upright band.

    On a band thinner than ``least_block_px`` no piece counts as a block.
    """
    near, far = faces
    start, end = max(0, int(span[0])), min(image.shape[1], int(span[1]))
    sways = [sway * wall_px for sway in _SWAY]
    bands = [darkness_along(image, near + sway, far + sway, start, end).min(axis=0) for sway in sways]
    dark = np.max(bands, axis=0)
    solid = dark >= _solid_level(dark, bars, start)
    pieces = []
    for first, last in intervals(solid, _MOST_SPECK * wall_px):
        if last - first >= _LEAST_PIECE * wall_px:
            low, high = float(start + first), float(start + last)
            drawn = any(min(bar.end, high) - max(bar.start, low) >= wall_px for bar in bars)
            block = far - near >= least_block_px and _is_block(image, near, far, (low, high), wall_px)
            pieces.append(Piece(low, high, drawn, block))
    return tuple(pieces)


def _solid_level(dark: NDArray[np.float64], bars: Sequence[Bar], start: int) -> float:
    """Give the darkness from which on a place of the track is wall, by the blackness of its bars."""
    spans = [dark[max(0, round(bar.start) - start) : max(0, round(bar.end) - start)] for bar in bars]
    values = np.concatenate(spans) if spans else np.zeros(0)
    if not values.size:
        return _USUAL_SOLID
    return float(np.clip(np.percentile(values, 70) * _SOLID_SHARE, _LEAST_SOLID, _MOST_SOLID))


def _is_block(image: Grey, near: float, far: float, span: tuple[float, float], wall_px: float) -> bool:
    least, most = (share * wall_px for share in _BLOCK)
    length = span[1] - span[0]
    if length < least:
        return False
    if length > most:
        start, end = round(span[0]), round(span[1])
        return bool(darkness_along(image, near, far, start, end).mean() >= _BLACK)
    close, away = (share * wall_px for share in _BLOCK_MARGIN)
    start, end = round(span[0]), round(span[1])
    before = darkness_along(image, near - away, near - close, start, end).mean()
    after = darkness_along(image, far + close, far + away, start, end).mean()
    cleaner, other = sorted((float(before), float(after)))
    most_other = _MOST_BLOCK_INK[1] if far - near >= _LEAST_BLOCK_THICKNESS * wall_px else _MOST_BLOCK_INK[0]
    return cleaner <= _MOST_BLOCK_INK[0] and other <= most_other
