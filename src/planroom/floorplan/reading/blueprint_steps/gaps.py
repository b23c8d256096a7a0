"""Gaps: what the picture shows where a wall is interrupted."""

from enum import StrEnum
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from planroom.floorplan.reading.blueprint_steps.sheet import Grey

_INK = 0.25  # darkness that counts as a line: thin lines of small pictures are grey
_LINED = 0.7  # share of the gap over which a face line must run
_TREAD_DEPTH = (0.5, 4.5)  # in wall thicknesses beside the gap: where the other treads of a stair would lie,
_LEAST_TREADS = 2  # as parallel lines on both sides
_SURE_WIDTH = 6.0  # in wall thicknesses: a wider window or row of windows
_FREE_STRIP = (0.5, 1.3)  # must have, in wall thicknesses beside it,
_MOST_CLUTTER = 0.22  # paper with no more ink than this
_SPECK = 1.5  # in wall thicknesses: a narrower hole is a line that crosses the wall or a fault in the ink
_MOST_GLAZED = 40.0  # in wall thicknesses: a row of windows may be long,
_MOST_SILL = 12.0  # a gap with one line across is a door with its sill or a badly drawn window,
_MOST_BARE = 9.0  # and a gap with nothing in it is bridged only when a door or a double door fits


class Look(StrEnum):
    """What a gap looks like."""

    GLAZED = "glazed"
    SILL = "sill"
    BARE = "bare"
    TREADS = "treads"


GLAZED_LOOKS = frozenset({Look.GLAZED, Look.TREADS})
"""Looks with a line along both faces."""


class Gap(NamedTuple):
    """An interruption of a wall, in sheet pixels along its track."""

    start: float
    end: float
    look: Look

    @property
    def width(self) -> float:
        """Extent along the wall."""
        return self.end - self.start


def look_at_gap(image: Grey, near: float, far: float, start: float, end: float) -> Gap:
    """Look for lines along the faces and the middle of the wall between ``start`` and ``end``.

    ``image`` is the grey sheet for a level wall and the transposed one for an upright wall.
    """
    first, last = round(start) + 1, max(round(start) + 2, round(end) - 1)
    thick = far - near
    near_line = _line_share(image, near - 0.3 * thick, near + 0.3 * thick, first, last) >= _LINED
    far_line = _line_share(image, far - 0.3 * thick, far + 0.3 * thick, first, last) >= _LINED
    middle_line = _line_share(image, near + 0.35 * thick, far - 0.35 * thick, first, last) >= _LINED
    if near_line and far_line and _stands_free(image, near, far, first, last):
        close, away = (share * thick for share in _TREAD_DEPTH)
        before = _count_lines(image, near - away, near - close, first, last)
        after = _count_lines(image, far + close, far + away, first, last)
        look = Look.TREADS if min(before, after) >= _LEAST_TREADS else Look.GLAZED
    else:
        look = Look.SILL if near_line or far_line or middle_line else Look.BARE
    return Gap(start, end, look)


def _stands_free(image: Grey, near: float, far: float, start: int, end: int) -> bool:
    """Tell whether a long gap has white paper beside it: in a tree there are lines everywhere."""
    thick = far - near
    if end - start <= _SURE_WIDTH * thick:
        return True
    close, away = (share * thick for share in _FREE_STRIP)
    strips = (_band(image, near - away, near - close, start, end), _band(image, far + close, far + away, start, end))
    return sum(1.0 - float(strip.mean()) / 255.0 for strip in strips if strip.size) / 2 <= _MOST_CLUTTER


def is_bridged(gap: Gap, wall_px: float) -> bool:
    """Tell whether the wall goes on behind the gap."""
    most = {Look.GLAZED: _MOST_GLAZED, Look.SILL: _MOST_SILL, Look.BARE: _MOST_BARE, Look.TREADS: _MOST_GLAZED}[
        gap.look
    ]
    return gap.width <= max(most, _SPECK) * wall_px


def _band(image: Grey, low: float, high: float, start: int, end: int) -> NDArray[np.uint8]:
    height = image.shape[0]
    first = min(max(0, round(low)), height - 1)
    last = min(max(first + 1, round(high)), height)
    return image[first:last, start:end]


def _line_share(image: Grey, low: float, high: float, start: int, end: int) -> float:
    """Give the share of the columns that hold ink between the rows ``low`` and ``high``."""
    band = _band(image, low, high, start, end)
    return float((band.min(axis=0) <= 255 * (1 - _INK)).mean()) if band.size else 0.0


def _count_lines(image: Grey, low: float, high: float, start: int, end: int) -> int:
    """Count the lines between ``low`` and ``high`` that run over most of the gap."""
    band = _band(image, low, high, start, end)
    if not band.size:
        return 0
    inked = ((band <= 255 * (1 - _INK)).mean(axis=1) >= _LINED).astype(np.int8)
    return int((np.diff(inked, prepend=0) == 1).sum())
