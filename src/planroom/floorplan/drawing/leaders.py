"""Leaders: labels that stand beside rooms too small for them, tied to the room by a thin line.

The whole storey with a ring around it is one raster; walls, openings, fixtures and labels already placed are taken.
"""

import math
from collections.abc import Sequence

import msgspec
import numpy as np

from planroom.floorplan.drawing.crossing import crosses_box, lines_cross
from planroom.floorplan.drawing.extent import Bounds
from planroom.floorplan.drawing.label_layouts import Layout
from planroom.floorplan.drawing.obstacles import Grid, Obstacle, Obstacles
from planroom.floorplan.drawing.placement import Placed, summed, window_sums
from planroom.floorplan.drawing.shapes import StoreyShapes
from planroom.floorplan.drawing.sheet import Sheet
from planroom.floorplan.geometry.cells import corners_inside
from planroom.floorplan.geometry.points import Point

_RING_PAPER_MM = 42.0
_CELL_PAPER_MM = 0.7
_MOST_CELLS_A_SIDE = 420
_GAP_PAPER_MM = 1.5
_INSIDE_COST_PAPER_MM = 9.0
_CROSSING_COST_PAPER_MM = 30.0
_SKEW_SHARE = 0.12
_REACH_PAPER_MM = 75.0
_TRIED_PLACES = 60
_ONE_CELL = 0.5


class Pending(msgspec.Struct, frozen=True):
    """A label that found no place in its room: where its leader starts, and its layouts.

    ``inside`` says that the room has no walls, so that the label stands at ``start`` itself if that place is free.
    """

    room_id: str
    start: Point
    layouts: Sequence[Layout]
    inside: bool


class Leader(msgspec.Struct, frozen=True):
    """A placed label and its line from the room to the text, None when the label stands in the room itself."""

    room_id: str
    label: Placed
    line: tuple[Point, Point] | None


class LeaderRaster:
    """The storey with its surroundings as cells that are free or taken."""

    def __init__(self, shapes: StoreyShapes, sheet: Sheet, obstacles: Obstacles, boxes: Sequence[Bounds]) -> None:
        """Lay the raster and take what is drawn already."""
        low_x, low_y, high_x, high_y = shapes.bounds or (0.0, 0.0, 0.0, 0.0)
        ring = sheet.mm(_RING_PAPER_MM)
        self._sheet = sheet
        self._cell_mm = max(
            sheet.mm(_CELL_PAPER_MM), (max(high_x - low_x, high_y - low_y) + 2 * ring) / _MOST_CELLS_A_SIDE
        )
        self._xs = np.arange(low_x - ring, high_x + ring + self._cell_mm, self._cell_mm)
        self._ys = np.arange(low_y - ring, high_y + ring + self._cell_mm, self._cell_mm)
        self._grid = np.meshgrid(self._xs[:-1] + self._cell_mm / 2, self._ys[:-1] + self._cell_mm / 2)
        self._taken = np.zeros(self._grid[0].shape, dtype=bool)
        self._indoors = np.zeros(self._grid[0].shape, dtype=bool)
        self._boxes: list[Bounds] = []
        self._lines: list[tuple[Point, Point]] = []
        self._take_building(shapes, obstacles)
        for box in boxes:
            self._take(box)

    def _take_building(self, shapes: StoreyShapes, obstacles: Obstacles) -> None:
        middle_x, middle_y = self._grid[0][0, :], self._grid[1][:, 0]
        gap = self._sheet.mm(_GAP_PAPER_MM)
        for body in shapes.walls:
            self._taken |= corners_inside(body, middle_x, middle_y, -gap)
        for outline in shapes.outlines:
            self._indoors |= corners_inside(outline, middle_x, middle_y, -gap)
        holes = [
            Obstacle(centre=p.centre, half_x_mm=p.half_mm, half_y_mm=p.face_mm + gap, turn_deg=p.turn_deg)
            for p in shapes.places
        ]
        for obstacle in (*obstacles.all, *holes):
            window = self._window(obstacle.bounds)
            self._taken[window] |= obstacle.covers(self._grid[0][window], self._grid[1][window])

    def _take(self, box: Bounds) -> None:
        gap = self._sheet.mm(_GAP_PAPER_MM)
        low_x, low_y, high_x, high_y = box
        self._taken[self._window((low_x - gap, low_y - gap, high_x + gap, high_y + gap))] = True
        self._boxes.append(box)

    def _window(self, box: Bounds) -> tuple[slice, slice]:
        """Give the rows and columns of the cells that the box touches."""
        columns, rows = np.searchsorted(self._xs, (box[0], box[2])), np.searchsorted(self._ys, (box[1], box[3]))
        return slice(max(0, int(rows[0]) - 1), int(rows[1])), slice(max(0, int(columns[0]) - 1), int(columns[1]))

    def place(self, task: Pending) -> Leader | None:
        """Place one label as near to its room as can be, and take its place; None when all is taken."""
        best: tuple[float, Placed] | None = None
        for layout in task.layouts:
            found = self._best(layout, task)
            if found is not None and (best is None or found[0] + layout.cost < best[0]):
                best = (found[0] + layout.cost, found[1])
        if best is None:
            return None
        label = best[1]
        line = None if _holds(label.box, task.start) else (task.start, _nearest(label.box, task.start, self._gap))
        self._take(label.box)
        if line is not None:
            self._lines.append(line)
        return Leader(task.room_id, label, line)

    @property
    def _gap(self) -> float:
        return self._sheet.mm(_GAP_PAPER_MM) * 0.5

    def _best(self, layout: Layout, task: Pending) -> tuple[float, Placed] | None:
        """Give the best place of a layout within reach of its room, with its cost."""
        width, height = layout.footprint_mm
        reach_x, reach_y = (self._sheet.mm(_REACH_PAPER_MM) + size for size in (width, height))
        x, y = task.start
        rows, columns = window = self._window((x - reach_x, y - reach_y, x + reach_x, y + reach_y))
        taken, indoors = self._taken[window], self._indoors[window]
        across, up = math.ceil(width / self._cell_mm), math.ceil(height / self._cell_mm)
        if across > taken.shape[1] or up > taken.shape[0]:
            return None
        free = window_sums(summed(taken.astype(float)), across, up) < _ONE_CELL
        if not free.any():
            return None
        centre_x = self._xs[columns.start : columns.start + free.shape[1]] + across * self._cell_mm / 2
        centre_y = self._ys[rows.start : rows.start + free.shape[0]] + up * self._cell_mm / 2
        cost = self._distances(centre_x, centre_y, layout, task) / self._sheet.paper_scale
        if not task.inside:
            within = window_sums(summed(indoors.astype(float)), across, up) > _ONE_CELL
            cost = cost + np.where(within, _INSIDE_COST_PAPER_MM, 0.0)
        return self._cheapest(np.where(free, np.round(cost, 4), np.inf), centre_x, centre_y, layout, task)

    @staticmethod
    def _distances(centre_x: Grid, centre_y: Grid, layout: Layout, task: Pending) -> Grid:
        width, height = layout.footprint_mm
        off_x = np.maximum(np.abs(centre_x - task.start.x_mm) - (0 if task.inside else width / 2), 0.0)
        off_y = np.maximum(np.abs(centre_y - task.start.y_mm) - (0 if task.inside else height / 2), 0.0)
        skew_x, skew_y = np.abs(centre_x - task.start.x_mm), np.abs(centre_y - task.start.y_mm)
        distance: Grid = np.hypot(off_x[None, :], off_y[:, None]) + _SKEW_SHARE * (skew_x[None, :] + skew_y[:, None])
        return distance

    def _cheapest(
        self, cost: Grid, centre_x: Grid, centre_y: Grid, layout: Layout, task: Pending
    ) -> tuple[float, Placed] | None:
        """Go through the nearest places and count what the leader line would cross."""
        order = np.argsort(cost, axis=None, kind="stable")[: _TRIED_PLACES * 40 : 40]
        best: tuple[float, Placed] | None = None
        for flat in order:
            row, column = np.unravel_index(int(flat), cost.shape)
            plain = float(cost[row, column])
            if not math.isfinite(plain) or (best is not None and plain >= best[0]):
                break
            centre = Point(round(float(centre_x[column]), 1), round(float(centre_y[row]), 1))
            placed = Placed(layout=layout, centre=centre)
            total = plain + _CROSSING_COST_PAPER_MM * self._crossings(placed, task.start)
            if best is None or total < best[0]:
                best = (total, placed)
        return best

    def _crossings(self, placed: Placed, start: Point) -> int:
        line = (start, _nearest(placed.box, start, self._gap))
        boxes = sum(crosses_box(line, box) for box in self._boxes)
        return (
            boxes
            + sum(lines_cross(line, other) for other in self._lines)
            + sum(crosses_box(other, placed.box) for other in self._lines)
        )


def _holds(box: Bounds, point: Point) -> bool:
    return box[0] <= point.x_mm <= box[2] and box[1] <= point.y_mm <= box[3]


def _nearest(box: Bounds, point: Point, gap_mm: float) -> Point:
    """Give the point nearest to ``point`` of the box widened by the gap."""
    x = min(max(point.x_mm, box[0] - gap_mm), box[2] + gap_mm)
    y = min(max(point.y_mm, box[1] - gap_mm), box[3] + gap_mm)
    return Point(round(x, 1), round(y, 1))
