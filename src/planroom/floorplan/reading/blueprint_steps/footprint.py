"""The footprint: the patch of the sheet that a set of walls covers and encloses."""

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from planroom.floorplan.reading.blueprint_steps.strokes import Mask


@dataclass(frozen=True, slots=True)
class Footprint:
    """A patch of the sheet as a mask whose upper left corner lies at ``left``, ``top``."""

    mask: Mask
    left: int
    top: int

    @property
    def area(self) -> float:
        """Number of sheet pixels covered."""
        return float(self.mask.sum())

    def holds(self, x: float, y: float) -> bool:
        """Tell whether a place of the sheet lies on the patch."""
        column, row = int(x) - self.left, int(y) - self.top
        return 0 <= row < self.mask.shape[0] and 0 <= column < self.mask.shape[1] and bool(self.mask[row, column])


def footprint_of(bands: Sequence[tuple[float, float, float, float]]) -> Footprint:
    """Fill what the bands (left, top, right, bottom) cover and enclose."""
    left, top = (int(min(band[side] for band in bands)) - 1 for side in (0, 1))
    right, bottom = (int(max(band[side] for band in bands)) + 2 for side in (2, 3))
    walls = np.zeros((bottom - top, right - left), np.uint8)
    for band in bands:
        first = (round(band[0]) - left, round(band[1]) - top)
        last = (round(band[2]) - left - 1, round(band[3]) - top - 1)
        cv2.rectangle(walls, first, last, 1, cv2.FILLED)
    outer, _ = cv2.findContours(walls, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    cv2.drawContours(walls, outer, -1, 1, cv2.FILLED)
    return Footprint(walls.astype(np.bool_), left, top)
