"""The sheet: the picture evened out, straightened and resized until its walls have one known thickness.

After this step every drawing looks alike to the steps that follow: white paper, black ink, upright, and walls about
``WALL_PX`` pixels thick.
"""

import math
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from planroom.floorplan.reading.blueprint_steps.strokes import Mask, Strokes, measure_strokes

Grey = NDArray[np.uint8]

WALL_PX = 16.0  # walls this thick leave a thin line 3 to 5 px, enough to tell the two apart
_FIRST_SIDE_PX = 1600  # the side on which the strokes are measured for the first time
_MOST_SIDE_PX = 4200  # bounds the time: no sheet is larger than this, whatever its walls
_MOST_ENLARGED = 8.0  # a picture says nothing more when enlarged further
_MOST_SKEW_DEG = 3.0
_SKEW_STEP_DEG = 0.1
_LEAST_SKEW_DEG = 0.15  # below this turning blurs more than it straightens
_DARK = 128  # half way between paper and ink
_PAPER_SHARE = 1 / 12  # paper tone is taken over windows of this share of the picture's shorter side


@dataclass(frozen=True, slots=True)
class Sheet:
    """The picture made ready, with what was measured on the way."""

    grey: Grey
    dark: Mask
    strokes: Strokes
    px_per_source_px: float
    skew_deg: float
    contrast: float


def make_sheet(grey: Grey) -> Sheet:
    """Even out, straighten and resize a grey picture (0 black, 255 white; either may be the ink)."""
    reduction = min(1.0, _MOST_SIDE_PX / max(grey.shape))
    even, contrast = even_paper(_resized(grey, reduction) if reduction < 1 else grey)
    first = min(_FIRST_SIDE_PX / max(even.shape), _MOST_ENLARGED)
    trial = _resized(even, first) < _DARK
    strokes = measure_strokes(trial, reduction * first)
    skew_deg = _measure_skew(trial, strokes)
    factor = _factor(even.shape, strokes.wall_px / first)
    ready = _turned_and_resized(even, factor, skew_deg)
    dark = ready < _DARK
    return Sheet(
        grey=ready,
        dark=dark,
        strokes=measure_strokes(dark, reduction * factor),
        px_per_source_px=reduction * factor,
        skew_deg=skew_deg,
        contrast=contrast,
    )


def even_paper(grey: Grey) -> tuple[Grey, float]:
    """Make the paper white and the ink black, whatever the tone, and give the contrast between them (0 to 1).

    The paper's tone is taken from the surroundings of each place, so that a shadow or a yellowed edge does not turn
    into ink. White drawings on dark ground (true blueprints) are turned round first.
    """
    if float(np.median(grey)) < _DARK:
        grey = np.asarray(cv2.bitwise_not(grey), dtype=np.uint8)
    paper = _paper_tone(grey)
    share = np.minimum(grey.astype(np.float32) / np.maximum(paper, 1.0), 1.0)
    ink = float(np.percentile(share[:: max(1, grey.shape[0] // 1000), :: max(1, grey.shape[1] // 1000)], 0.5))
    contrast = 1.0 - ink
    if contrast < 1 / 255:
        return np.full_like(grey, 255), contrast
    stretched = np.clip((share - ink) / contrast, 0.0, 1.0)
    return (stretched * 255).round().astype(np.uint8), contrast


def _paper_tone(grey: Grey) -> NDArray[np.float32]:
    """Give the tone of the paper around every pixel: the brightest ink-free tone nearby, smoothed."""
    reduction = max(1.0, max(grey.shape) / 400)
    size = (max(1, round(grey.shape[1] / reduction)), max(1, round(grey.shape[0] / reduction)))
    small = cv2.resize(grey, size, interpolation=cv2.INTER_AREA)
    side = max(3, round(min(small.shape) * _PAPER_SHARE)) | 1
    closed = cv2.morphologyEx(small, cv2.MORPH_CLOSE, np.ones((side, side), np.uint8), borderType=cv2.BORDER_REPLICATE)
    smooth = cv2.GaussianBlur(closed, (0, 0), side / 2)
    tone = cv2.resize(smooth, (grey.shape[1], grey.shape[0]), interpolation=cv2.INTER_LINEAR).astype(np.float32)
    return np.maximum(tone, float(np.median(tone)) * 0.5)


def _resized(grey: Grey, factor: float) -> Grey:
    size = (max(1, round(grey.shape[1] * factor)), max(1, round(grey.shape[0] * factor)))
    return np.asarray(cv2.resize(grey, size, interpolation=cv2.INTER_CUBIC if factor > 1 else cv2.INTER_AREA))


def _factor(shape: tuple[int, ...], wall_source_px: float) -> float:
    wanted = WALL_PX / wall_source_px if wall_source_px > 0 else 1.0
    return min(wanted, _MOST_ENLARGED, _MOST_SIDE_PX / max(shape))


def _measure_skew(dark: Mask, strokes: Strokes) -> float:
    """Find the turn, within 3 degrees, at which the walls fall best into rows and columns.

    Rows of wall ink are sharpest, the sum of their squares largest, when the walls lie level.
    """
    if not strokes.wall_px:
        return 0.0
    side = max(2, round(strokes.wall_px * 0.7))
    walls = cv2.morphologyEx(dark.astype(np.uint8), cv2.MORPH_OPEN, np.ones((side, side), np.uint8))
    y, x = np.nonzero(walls)
    if len(x) == 0:
        return 0.0
    step = max(1, len(x) // 40_000)
    points = np.column_stack([x[::step], y[::step]]).astype(np.float64)
    angles = np.arange(-_MOST_SKEW_DEG, _MOST_SKEW_DEG + _SKEW_STEP_DEG / 2, _SKEW_STEP_DEG)
    scores = [_sharpness(points, math.radians(angle), max(1.0, strokes.wall_px / 4)) for angle in angles]
    best = float(angles[int(np.argmax(scores))])
    return round(best, 2) if abs(best) >= _LEAST_SKEW_DEG else 0.0


def _sharpness(points: NDArray[np.float64], turn: float, bin_px: float) -> float:
    cos, sin = math.cos(turn), math.sin(turn)
    level = points[:, 0] * cos + points[:, 1] * sin
    upright = points[:, 1] * cos - points[:, 0] * sin
    total = 0.0
    for values in (level, upright):
        counts = np.bincount(((values - values.min()) / bin_px).astype(np.int64))
        total += float((counts.astype(np.float64) ** 2).sum())
    return total


def _turned_and_resized(grey: Grey, factor: float, skew_deg: float) -> Grey:
    """Resize, and turn around the middle; what comes in at the corners is white paper."""
    if skew_deg == 0:
        return _resized(grey, factor)
    source = _resized(grey, factor) if factor < 1 else grey
    enlarged = max(1.0, factor)
    width, height = round(source.shape[1] * enlarged), round(source.shape[0] * enlarged)
    turn = cv2.getRotationMatrix2D((source.shape[1] / 2, source.shape[0] / 2), skew_deg, enlarged)
    turn[:, 2] += (width / 2 - source.shape[1] / 2, height / 2 - source.shape[0] / 2)
    turned = cv2.warpAffine(
        source, turn, (width, height), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_CONSTANT, borderValue=255
    )
    return np.asarray(turned, dtype=np.uint8)
