"""Flights of stairs of IFC as boxes that rise along their walking line."""

import math
from typing import NamedTuple

from ifcopenshell import entity_instance

from planroom.floorplan.geometry.axes import axis_of
from planroom.floorplan.geometry.points import Point
from planroom.floorplan.geometry.tight_box import tight_box_of
from planroom.floorplan.reading.ifc_steps.opening import guid_of
from planroom.floorplan.reading.ifc_steps.shapes import ShapeReader, heights_of
from planroom.floorplan.reading.ifc_steps.walls import reach_of


class Flight(NamedTuple):
    """A flight as a box whose treads rise towards its own +y."""

    source_id: str
    centre: Point
    width_mm: float
    depth_mm: float
    turn_deg: float
    low_mm: float


def flight_of(flight: entity_instance, reader: ShapeReader) -> Flight:
    """Read a flight; without a walking line it rises along the longer side of its box, up to its higher end.

    Raises ValueError when it has no shape.
    """
    solids = reader.body(flight)
    points = [point for solid in solids for point in solid.points]
    line = reader.axis(flight, "WalkingLine") or reader.axis(flight)
    axis = axis_of(line[0], line[-1]) if line else None
    if axis is None:
        box = tight_box_of(points) if points else None
        if box is None:
            message = "it has no shape"
            raise ValueError(message)
        turn = math.radians(box.turn_deg)
        axis = axis_of(box.centre, box.centre.moved(math.cos(turn), math.sin(turn)))
    if axis is None or not points:
        message = "it has no shape"
        raise ValueError(message)
    first, last, right, left = reach_of(axis, solids)
    return Flight(
        source_id=guid_of(flight),
        centre=axis.at((first + last) / 2, (right + left) / 2),
        width_mm=left - right,
        depth_mm=last - first,
        turn_deg=round(math.degrees(math.atan2(axis.y, axis.x)) - 90.0, 4),
        low_mm=heights_of(solids)[0],
    )
