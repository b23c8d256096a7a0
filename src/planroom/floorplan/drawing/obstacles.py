"""What labels keep off: fixtures, open door leaves, and the ways that doors sweep."""

import math
from collections.abc import Sequence

import msgspec
import numpy as np
from numpy.typing import NDArray

from planroom.floorplan.drawing.compose_openings import leaves_of, swings_of
from planroom.floorplan.drawing.extent import Bounds
from planroom.floorplan.drawing.shapes import StoreyShapes
from planroom.floorplan.drawing.sheet import Sheet
from planroom.floorplan.geometry.points import Point, distance_mm

Grid = NDArray[np.float64]

_MARGIN_PAPER_MM = 0.9
_LEAF_MARGIN_PAPER_MM = 0.6


class Obstacle(msgspec.Struct, frozen=True, kw_only=True):
    """Something a label should keep off: a turned box, or the part of a circle that a door leaf sweeps.

    What is not solid, as the way of a door, is crossed rather than what is.
    """

    centre: Point
    half_x_mm: float = 0.0
    half_y_mm: float = 0.0
    turn_deg: float = 0.0
    radius_mm: float = 0.0
    start_deg: float = 0.0
    sweep_deg: float = 0.0
    solid: bool = True

    def covers(self, xs_mm: Grid, ys_mm: Grid) -> NDArray[np.bool_]:
        """Tell which of the places lie on the obstacle."""
        dx, dy = xs_mm - self.centre.x_mm, ys_mm - self.centre.y_mm
        if self.radius_mm > 0:
            turn = np.mod(np.degrees(np.arctan2(dy, dx)) - self.start_deg, 360.0)
            near: NDArray[np.bool_] = (dx * dx + dy * dy <= self.radius_mm**2) & (turn <= self.sweep_deg)
            return near
        cos, sin = math.cos(math.radians(self.turn_deg)), math.sin(math.radians(self.turn_deg))
        along, across = np.abs(dx * cos + dy * sin), np.abs(dy * cos - dx * sin)
        inside: NDArray[np.bool_] = (along <= self.half_x_mm) & (across <= self.half_y_mm)
        return inside

    @property
    def bounds(self) -> Bounds:
        """A box that holds the obstacle for certain."""
        reach = self.radius_mm or math.hypot(self.half_x_mm, self.half_y_mm)
        x, y = self.centre
        return x - reach, y - reach, x + reach, y + reach


class Obstacles:
    """The obstacles of a storey, and which of them are near a place."""

    def __init__(self, obstacles: Sequence[Obstacle]) -> None:
        """Keep the obstacles."""
        self.all = tuple(obstacles)
        self._bounds = np.array([obstacle.bounds for obstacle in obstacles], dtype=float).reshape(-1, 4)

    def near(self, bounds: Bounds) -> list[Obstacle]:
        """Give the obstacles that may reach into the bounds."""
        low_x, low_y, high_x, high_y = bounds
        left, bottom, right, top = self._bounds.T
        reaching = (left <= high_x) & (right >= low_x) & (bottom <= high_y) & (top >= low_y)
        return [self.all[index] for index in np.flatnonzero(reaching)]


def obstacles_of(shapes: StoreyShapes, sheet: Sheet) -> Obstacles:
    """Give the obstacles of a storey, with a little air around what is solid."""
    found = [
        Obstacle(centre=centre, radius_mm=radius, start_deg=start % 360.0, sweep_deg=end - start, solid=False)
        for place in shapes.places
        for centre, radius, start, end in swings_of(place)
    ]
    air = sheet.mm(_LEAF_MARGIN_PAPER_MM)
    for place in shapes.places:
        for hinge, tip in leaves_of(place):
            middle = Point((hinge.x_mm + tip.x_mm) / 2, (hinge.y_mm + tip.y_mm) / 2)
            half = distance_mm(hinge, tip) / 2
            found.append(Obstacle(centre=middle, half_x_mm=air, half_y_mm=half + air, turn_deg=place.turn_deg))
    if sheet.style.fixtures.shown:
        air = sheet.mm(_MARGIN_PAPER_MM)
        found += [
            Obstacle(
                centre=fixture.centre,
                half_x_mm=fixture.width_mm / 2 + air,
                half_y_mm=fixture.depth_mm / 2 + air,
                turn_deg=fixture.turn_deg,
            )
            for fixture in shapes.fixtures
        ]
    return Obstacles(found)
