"""Symbols of the bathroom. The back of each stands at the wall."""

from planroom.floorplan.drawing.symbols.sketch import Sketch

_RIM_MM = 70.0


def bathtub(sketch: Sketch) -> None:
    """A tub: rim, rounded basin, drain at the left end when it is wider than deep, else at the back."""
    sketch.box((-0.5, -0.5), (0.5, 0.5), 30.0)
    sketch.inset_box(min(_RIM_MM, sketch.least_mm * 0.12), sketch.least_mm * 0.28)
    drain = (-0.5 + 0.28 * sketch.depth_mm / sketch.width_mm, 0.0)
    if sketch.depth_mm > sketch.width_mm:
        drain = (0.0, 0.5 - 0.28 * sketch.width_mm / sketch.depth_mm)
    sketch.circle(drain, min(32.0, sketch.least_mm * 0.06))


def shower(sketch: Sketch) -> None:
    """A tray with its falls and its drain."""
    sketch.box((-0.5, -0.5), (0.5, 0.5))
    sketch.line((-0.5, -0.5), (0.5, 0.5), fine=True)
    sketch.line((-0.5, 0.5), (0.5, -0.5), fine=True)
    sketch.circle((0, 0), min(55.0, sketch.least_mm * 0.09))


def toilet(sketch: Sketch) -> None:
    """A cistern at the wall and a bowl with its seat in front of it."""
    width, depth = sketch.width_mm, sketch.depth_mm
    sketch.box((-0.48, 0.22), (0.48, 0.5), 25.0)
    sketch.ellipse((0, -0.13), width * 0.42, depth * 0.37)
    sketch.ellipse((0, -0.15), width * 0.28, depth * 0.26)


def washbasin(sketch: Sketch) -> None:
    """A basin in its top, the tap at the wall."""
    sketch.box((-0.5, -0.5), (0.5, 0.5), 30.0)
    sketch.ellipse((0, -0.06), sketch.width_mm * 0.37, sketch.depth_mm * 0.34)
    sketch.circle((0, 0.37), min(26.0, sketch.least_mm * 0.06))
