"""Symbols of what is built in: stairs, fireplace, column, and the box for everything else."""

from planroom.floorplan.drawing.symbols.sketch import Sketch

_GOING_MM = 265.0
_ARROW_MM = 170.0
_MOST_STEPS = 60


def stairs(sketch: Sketch) -> None:
    """A straight flight: steps across the depth, an arrow that points up, from the front to the back."""
    sketch.box((-0.5, -0.5), (0.5, 0.5))
    steps = max(2, min(_MOST_STEPS, round(sketch.depth_mm / _GOING_MM)))
    for step in range(1, steps):
        y = step / steps - 0.5
        sketch.line((-0.5, y), (0.5, y))
    first, last = -0.5 + 0.5 / steps, 0.5 - 0.5 / steps
    wing_x = min(0.22, _ARROW_MM * 0.5 / sketch.width_mm)
    wing_y = min(0.2, _ARROW_MM / sketch.depth_mm)
    sketch.line((0, first), (0, last))
    sketch.line((-wing_x, last - wing_y), (0, last), (wing_x, last - wing_y))
    sketch.circle((0, first), min(45.0, sketch.least_mm * 0.06))


def fireplace(sketch: Sketch) -> None:
    """A hearth: the breast as a box, the fire opening towards the front."""
    sketch.box((-0.5, -0.5), (0.5, 0.5))
    sketch.shape((-0.34, -0.5), (0.34, -0.5), (0.24, 0.24), (-0.24, 0.24))


def column(sketch: Sketch) -> None:
    """A column, filled like a wall."""
    sketch.solid()


def round_column(sketch: Sketch) -> None:
    """A round column: a circle as wide as its narrower side."""
    sketch.circle((0, 0), sketch.least_mm / 2)


def other(sketch: Sketch) -> None:
    """Anything else: a box with a fine diagonal."""
    sketch.box((-0.5, -0.5), (0.5, 0.5), 20.0)
    sketch.line((-0.5, -0.5), (0.5, 0.5), fine=True)
