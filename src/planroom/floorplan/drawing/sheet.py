"""The sheet: a style at a paper scale, which turns paper millimetres and pens into what a scene needs."""

import msgspec

from planroom.floorplan.drawing.scene import Paint
from planroom.floorplan.drawing.style import Pen, Style


class Sheet(msgspec.Struct, frozen=True):
    """A style and how many millimetres of the building one millimetre of paper shows."""

    style: Style
    paper_scale: float

    def mm(self, paper_mm: float) -> float:
        """Turn a length on paper into one in the building."""
        return paper_mm * self.paper_scale

    def paint(self, pen: Pen | None, fill: str | None = None, dash_paper_mm: tuple[float, ...] = ()) -> Paint:
        """Give the paint of a shape that is drawn with ``pen`` and filled with ``fill``."""
        return Paint(
            fill=fill,
            line=pen.colour if pen else None,
            width_mm=self.mm(pen.width_paper_mm) if pen else 0.0,
            dash_mm=tuple(self.mm(length) for length in dash_paper_mm),
        )
