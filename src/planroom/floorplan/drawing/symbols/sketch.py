"""A sketch: the parts of one symbol in the making, in an upright box around the origin, its back at the top."""

from planroom.floorplan.drawing.scene import Area, Box, Ellipse, Layer, Line, Paint, Shape
from planroom.floorplan.drawing.sheet import Sheet
from planroom.floorplan.geometry.points import Point

_FINE_SHARE = 0.7


class Sketch:
    """Collects the parts of a symbol.

    Places are given as shares of the box: x from -0.5 (left) to 0.5 (right), y from -0.5 (front) to 0.5 (back, where
    the wall is). Radii are in millimetres.
    """

    def __init__(self, sheet: Sheet, role: str, width_mm: float, depth_mm: float) -> None:
        """Start an empty sketch of the given size."""
        self.width_mm = width_mm
        self.depth_mm = depth_mm
        self.parts: list[Shape] = []
        self._role = role
        pen = sheet.style.fixtures.line
        self._body = sheet.paint(pen, sheet.style.fixtures.fill)
        self._line = sheet.paint(pen)
        self._fine = Paint(line=pen.colour, width_mm=sheet.mm(pen.width_paper_mm * _FINE_SHARE))
        self._solid = sheet.paint(sheet.style.walls.outline, sheet.style.walls.fill)

    @property
    def least_mm(self) -> float:
        """The shorter side of the box."""
        return min(self.width_mm, self.depth_mm)

    def at(self, x_share: float, y_share: float) -> Point:
        """Give the point at these shares of the box."""
        return Point(x_share * self.width_mm, y_share * self.depth_mm)

    def box(self, low: tuple[float, float], high: tuple[float, float], radius_mm: float = 0.0) -> None:
        """Add a filled rectangle."""
        self._add_box(low, high, radius_mm, self._body)

    def solid(self) -> None:
        """Add the whole box, filled like a wall."""
        self._add_box((-0.5, -0.5), (0.5, 0.5), 0.0, self._solid)

    def _add_box(self, low: tuple[float, float], high: tuple[float, float], radius_mm: float, paint: Paint) -> None:
        a, b = self.at(*low), self.at(*high)
        radius = min(radius_mm, (b.x_mm - a.x_mm) / 2, (b.y_mm - a.y_mm) / 2)
        self.parts.append(Box(layer=Layer.FIXTURES, role=self._role, low=a, high=b, radius_mm=radius, paint=paint))

    def inset_box(self, inset_mm: float, radius_mm: float) -> None:
        """Add a rectangle that lies ``inset_mm`` inside the whole box."""
        x = 0.5 - min(inset_mm / self.width_mm, 0.4)
        y = 0.5 - min(inset_mm / self.depth_mm, 0.4)
        self.box((-x, -y), (x, y), radius_mm)

    def ellipse(self, centre: tuple[float, float], radius_x_mm: float, radius_y_mm: float) -> None:
        """Add a filled ellipse."""
        self.parts.append(
            Ellipse(
                layer=Layer.FIXTURES,
                role=self._role,
                centre=self.at(*centre),
                radius_x_mm=radius_x_mm,
                radius_y_mm=radius_y_mm,
                paint=self._body,
            )
        )

    def circle(self, centre: tuple[float, float], radius_mm: float) -> None:
        """Add a filled circle."""
        self.ellipse(centre, radius_mm, radius_mm)

    def line(self, *places: tuple[float, float], fine: bool = False) -> None:
        """Add a line through the places, finer when wished."""
        points = tuple(self.at(*place) for place in places)
        paint = self._fine if fine else self._line
        self.parts.append(Line(layer=Layer.FIXTURES, role=self._role, points=points, paint=paint))

    def shape(self, *places: tuple[float, float]) -> None:
        """Add a filled polygon."""
        ring = tuple(self.at(*place) for place in places)
        self.parts.append(Area(layer=Layer.FIXTURES, role=self._role, rings=(ring,), paint=self._body))
