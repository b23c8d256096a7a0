"""Placement of labels: where in a room a block of text fits, and fits best.

The room is a raster; sums over any rectangle come from a summed-area table, so that every position of a block is
judged at once. A block lies in the room entirely; fixtures and the ways of doors are avoided but may be crossed.
"""

import math
from collections.abc import Sequence

import msgspec
import numpy as np

from planroom.floorplan.drawing.label_layouts import Layout
from planroom.floorplan.drawing.obstacles import Grid, Obstacle
from planroom.floorplan.geometry.cells import corners_inside
from planroom.floorplan.geometry.points import Point
from planroom.floorplan.geometry.region import Region

_MOST_CELLS_A_SIDE = 96
_LEAST_CELL_MM = 4.0
_TOUCH_COST = {True: 12.0, False: 2.6}
_COVER_COST = {True: 14.0, False: 5.0}
_OFF_CENTRE_COST = 1.2
_TIGHT_COST = 2.0
_COMFORT = 2.2
_HALF_CELL = 0.5


class Placed(msgspec.Struct, frozen=True, kw_only=True):
    """A layout and the middle of its block on the plan."""

    layout: Layout
    centre: Point

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Smallest x, smallest y, largest x, largest y of the block."""
        width, height = self.layout.footprint_mm
        x, y = self.centre
        return x - width / 2, y - height / 2, x + width / 2, y + height / 2


class RoomRaster:
    """One room as cells: which are free, and how much of an obstacle each is."""

    def __init__(self, region: Region, wish: Point, padding_mm: float, obstacles: Sequence[Obstacle]) -> None:
        """Lay the raster over the room; ``wish`` is where a label would best be."""
        low_x, low_y, high_x, high_y = region.bounds
        self._xs = _grid_lines(low_x, high_x)
        self._ys = _grid_lines(low_y, high_y)
        self._step_x_mm = float(self._xs[1] - self._xs[0])
        self._step_y_mm = float(self._ys[1] - self._ys[0])
        self._free = self._cells_inside(region, padding_mm)
        self._roomy = self._cells_inside(region, padding_mm * _COMFORT)
        self._loads = {
            solid: summed(self._covered([item for item in obstacles if item.solid is solid])) for solid in (True, False)
        }
        self._wish = wish
        self._reach_mm = max(math.hypot(high_x - low_x, high_y - low_y) / 2, 1.0)

    def _cells_inside(self, region: Region, padding_mm: float) -> Grid:
        corners = corners_inside(region, self._xs, self._ys, padding_mm)
        cells = corners[:-1, :-1] & corners[1:, :-1] & corners[:-1, 1:] & corners[1:, 1:]
        return summed(cells.astype(float))

    def _covered(self, obstacles: Sequence[Obstacle]) -> Grid:
        middle_x, middle_y = np.meshgrid(self._xs[:-1] + self._step_x_mm / 2, self._ys[:-1] + self._step_y_mm / 2)
        covered = np.zeros(middle_x.shape, dtype=bool)
        for obstacle in obstacles:
            covered |= obstacle.covers(middle_x, middle_y)
        return covered.astype(float)

    def best(self, layout: Layout) -> tuple[float, Placed] | None:
        """Give the best place of a layout with its cost, the layout's own cost included; None when it fits nowhere."""
        width, height = layout.footprint_mm
        across, up = math.ceil(width / self._step_x_mm), math.ceil(height / self._step_y_mm)
        if across >= len(self._xs) or up >= len(self._ys):
            return None
        fits = window_sums(self._free, across, up) > across * up - _HALF_CELL
        if not fits.any():
            return None
        centre_x = self._xs[: len(self._xs) - across] + across * self._step_x_mm / 2
        centre_y = self._ys[: len(self._ys) - up] + up * self._step_y_mm / 2
        off_x, off_y = centre_x - self._wish.x_mm, centre_y - self._wish.y_mm
        distance = np.hypot(off_x[None, :], off_y[:, None]) / self._reach_mm
        tight = window_sums(self._roomy, across, up) < across * up - _HALF_CELL
        cost = _OFF_CENTRE_COST * distance + np.where(tight, _TIGHT_COST, 0.0)
        for solid, load in self._loads.items():
            covered = window_sums(load, across, up) / (across * up)
            cost += np.where(covered > 0, _TOUCH_COST[solid] + _COVER_COST[solid] * covered, 0.0)
        cost = np.where(fits, np.round(cost, 6), np.inf)
        row, column = np.unravel_index(int(np.argmin(cost)), cost.shape)
        centre = Point(round(float(centre_x[column]), 1), round(float(centre_y[row]), 1))
        return float(cost[row, column]) + layout.cost, Placed(layout=layout, centre=centre)


def place_label(raster: RoomRaster, layouts: Sequence[Layout]) -> Placed | None:
    """Give the cheapest placed layout of those given (cheapest first), or None when none fits into the room."""
    best: tuple[float, Placed] | None = None
    for layout in layouts:
        if best is not None and layout.cost >= best[0]:
            break
        found = raster.best(layout)
        if found is not None and (best is None or found[0] < best[0]):
            best = found
    return best[1] if best else None


def _grid_lines(low_mm: float, high_mm: float) -> Grid:
    cells = max(1, min(_MOST_CELLS_A_SIDE, math.floor((high_mm - low_mm) / _LEAST_CELL_MM)))
    return np.linspace(low_mm, high_mm, cells + 1)


def summed(cells: Grid) -> Grid:
    """Give the summed-area table of the cells, with a row and a column of zeros before them."""
    table = np.zeros((cells.shape[0] + 1, cells.shape[1] + 1))
    np.cumsum(np.cumsum(cells, axis=0), axis=1, out=table[1:, 1:])
    return table


def window_sums(table: Grid, across: int, up: int) -> Grid:
    """Give the sum over every window of ``across`` by ``up`` cells, by the window's first cell."""
    sums: Grid = table[up:, across:] - table[:-up, across:] - table[up:, :-across] + table[:-up, :-across]
    return sums
