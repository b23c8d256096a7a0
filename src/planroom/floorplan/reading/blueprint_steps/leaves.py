"""Leaves: the straight line of a door standing open and the arc of its swing, looked for beside a gap."""

import math
from functools import lru_cache
from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from planroom.floorplan.reading.blueprint_steps.gaps import Gap
from planroom.floorplan.reading.blueprint_steps.sheet import Grey

_ANGLES_DEG = tuple(range(18, 104, 4))  # a leaf is drawn standing open by so much
_ARC_STEP_DEG = 4
_RADII = (0.86, 0.93, 1.0, 1.07)  # of the gap's width: hand-drawn arcs bulge
_LEAF_SPAN = (0.3, 0.85)  # share of the leaf that is looked at: not the hinge, not the tip
_LEAF_POINTS = 14
_INK = 0.3  # darkness that counts as line
_DARK = 128
_THIN = 0.55  # of a wall thickness: thicker ink is no leaf
_NEAR = 0.16  # of a wall thickness: a line may run this far off
_FULL_LEAF = 0.86  # share of the leaf's points that must be inked
_CLEAR_BESIDE = 0.5  # share that may be inked 11 degrees to either side: else it is a hatch or lettering
_BESIDE_DEG = 11
_FULL_ARC = 0.62  # share of the arc from the closed leaf to the open one
_LEAF_ALONE = 0.96  # a leaf without arc must be complete,


class Leaf(NamedTuple):
    """A door leaf seen beside a gap: hung at the gap's start or end, opening to the wall's near or far side.

    The shares tell how well leaf and arc are drawn (0 to 1).
    """

    at_start: bool
    to_near: bool
    leaf_share: float
    arc_share: float


def find_leaf(image: Grey, near: float, far: float, gap: Gap) -> Leaf | None:
    """Find the best of the four ways a leaf may hang in a gap.

    ``image`` is the grey sheet for a level wall and the transposed one for an upright wall.
    """
    width, thick = gap.width, far - near
    reach = int(1.3 * width + thick)
    top, left = max(0, int(near) - reach), max(0, int(gap.start) - reach)
    window = image[top : int(far) + reach, left : int(gap.end) + reach]
    if window.size == 0:
        return None
    inked = _thin_ink(window, thick)
    best: tuple[float, bool, bool, float, float] | None = None
    for at_start in (True, False):
        for to_near in (True, False):
            face = near if to_near else far
            for across in (face, (near + far) / 2):
                along = gap.start if at_start else gap.end
                leaf, arc = _leaf_at(inked, (along - left, across - top), width, at_start=at_start, to_near=to_near)
                if best is None or leaf + arc > best[0]:
                    best = (leaf + arc, at_start, to_near, leaf, arc)
    if best is None or not _is_leaf(best[3], best[4]):
        return None
    return Leaf(best[1], best[2], best[3], best[4])


def find_pair(image: Grey, near: float, far: float, gap: Gap) -> Leaf | None:
    """Find the two leaves of a double door, hung at both ends of a gap and opening to the same side."""
    middle = (gap.start + gap.end) / 2
    first = find_leaf(image, near, far, gap._replace(end=middle))
    second = find_leaf(image, near, far, gap._replace(start=middle))
    if first and second and first.at_start and not second.at_start and first.to_near == second.to_near:
        return first
    return None


def _thin_ink(window: Grey, thick: float) -> NDArray[np.uint8]:
    """Give the ink of lines, widened a little; walls are left out, or their faces would pass for leaves."""
    ink = (window < 255 * (1 - _INK)).astype(np.uint8)
    side = max(3, round(_THIN * thick))
    solid = cv2.morphologyEx((window < _DARK).astype(np.uint8), cv2.MORPH_OPEN, np.ones((side, side), np.uint8))
    grown = np.asarray(cv2.dilate(solid, np.ones((5, 5), np.uint8)), dtype=np.uint8)
    size = max(1, round(2 * _NEAR * thick)) | 1
    return np.asarray(cv2.dilate(ink & (1 - grown), np.ones((size, size), np.uint8)), dtype=np.uint8)


def _is_leaf(leaf: float, arc: float) -> bool:
    return (leaf >= _FULL_LEAF and arc >= _FULL_ARC) or leaf >= _LEAF_ALONE


def _leaf_at(
    inked: NDArray[np.uint8], hinge: tuple[float, float], width: float, *, at_start: bool, to_near: bool
) -> tuple[float, float]:
    """Give the shares of leaf and arc for the opening angle that fits best."""
    best = (0.0, 0.0)
    signs = (1.0 if at_start else -1.0, -1.0 if to_near else 1.0)
    rays = _sampled(inked, hinge, width, signs, _leaf_grid())
    shares = rays.mean(axis=1)
    beside = _BESIDE_DEG
    for index, angle in enumerate(_ANGLES_DEG):
        if shares[index] < _FULL_LEAF:
            continue
        around = [_ray_share(inked, hinge, width, signs, angle + turn) for turn in (-beside, beside)]
        if max(around) > _CLEAR_BESIDE:
            continue
        arc = max(float(_sampled(inked, hinge, width, signs, _arc_grid(angle, radius)).mean()) for radius in _RADII)
        if shares[index] + arc > sum(best):
            best = (float(shares[index]), arc)
    return best


def _ray_share(
    inked: NDArray[np.uint8], hinge: tuple[float, float], width: float, signs: tuple[float, float], angle_deg: float
) -> float:
    return float(_sampled(inked, hinge, width, signs, _ray(angle_deg)).mean())


def _sampled(
    inked: NDArray[np.uint8],
    hinge: tuple[float, float],
    width: float,
    signs: tuple[float, float],
    grid: NDArray[np.float64],
) -> NDArray[np.uint8]:
    """Read the ink at places given as shares of the width along and across, from the hinge. Outside is blank."""
    along = np.round(hinge[0] + signs[0] * width * grid[..., 0]).astype(np.int64)
    across = np.round(hinge[1] + signs[1] * width * grid[..., 1]).astype(np.int64)
    height, length = inked.shape
    inside = (along >= 0) & (along < length) & (across >= 0) & (across < height)
    values = inked[np.clip(across, 0, height - 1), np.clip(along, 0, length - 1)]
    return np.where(inside, values, 0).astype(np.uint8)


@lru_cache(maxsize=256)
def _ray(angle_deg: float) -> NDArray[np.float64]:
    radii = np.linspace(*_LEAF_SPAN, _LEAF_POINTS)
    turn = math.radians(angle_deg)
    return np.stack([radii * math.cos(turn), radii * math.sin(turn)], axis=-1)


@lru_cache(maxsize=1)
def _leaf_grid() -> NDArray[np.float64]:
    return np.stack([_ray(angle) for angle in _ANGLES_DEG])


@lru_cache(maxsize=256)
def _arc_grid(angle_deg: int, radius: float) -> NDArray[np.float64]:
    """Give the arc from the closed leaf to the open one, without its first degrees, where the jamb is."""
    turns = np.radians(np.arange(2 * _ARC_STEP_DEG, angle_deg + 1, _ARC_STEP_DEG))
    return np.stack([radius * np.cos(turns), radius * np.sin(turns)], axis=-1)
