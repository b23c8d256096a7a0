"""Symbols of the kitchen. The back of each stands at the wall."""

from planroom.floorplan.drawing.symbols.sketch import Sketch

_DOUBLE_FROM = 1.25


def sink(sketch: Sketch) -> None:
    """A sink with one bowl, or with two when it is clearly wider than deep; the tap at the wall."""
    sketch.box((-0.5, -0.5), (0.5, 0.5), 20.0)
    corner = sketch.least_mm * 0.12
    if sketch.width_mm >= _DOUBLE_FROM * sketch.depth_mm:
        sketch.box((-0.45, -0.38), (-0.04, 0.26), corner)
        sketch.box((0.04, -0.38), (0.45, 0.26), corner)
    else:
        sketch.box((-0.38, -0.38), (0.38, 0.26), corner)
    sketch.circle((0, 0.38), min(26.0, sketch.least_mm * 0.05))


def stove(sketch: Sketch) -> None:
    """A hob with four rings, the front ones larger on opposite corners."""
    sketch.box((-0.5, -0.5), (0.5, 0.5), 15.0)
    large, small = sketch.least_mm * 0.17, sketch.least_mm * 0.125
    for x, y, radius in ((-0.24, -0.22, large), (0.24, 0.22, large), (-0.24, 0.22, small), (0.24, -0.22, small)):
        sketch.circle((x, y), radius)


def refrigerator(sketch: Sketch) -> None:
    """A cabinet with its door towards the front."""
    sketch.box((-0.5, -0.5), (0.5, 0.5), 15.0)
    sketch.line((-0.5, -0.36), (0.5, -0.36))
    sketch.line((-0.5, -0.36), (0.5, 0.5), fine=True)
    sketch.line((-0.5, 0.5), (0.5, -0.36), fine=True)
