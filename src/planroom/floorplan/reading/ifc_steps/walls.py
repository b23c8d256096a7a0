"""Walls of IFC: straight bands out of axes, bodies and layers."""

import math
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from ifcopenshell import entity_instance

from planroom.floorplan.geometry.axes import Axis, axis_of
from planroom.floorplan.geometry.points import Point
from planroom.floorplan.geometry.tight_box import tight_box_of
from planroom.floorplan.reading.ifc_steps.shapes import ShapeReader, Solid, heights_of

_STRAIGHT = 2
_LEAST_THICKNESS_MM = 5.0


class Band(NamedTuple):
    """A straight piece of a wall; the thickness is None when the file does not tell it."""

    start: Point
    end: Point
    thickness_mm: float | None


class WallShape(NamedTuple):
    """A wall as bands one after the other, and the heights between which it stands; None when it has no body."""

    bands: tuple[Band, ...]
    heights_mm: tuple[float, float] | None


def shape_of_wall(wall: entity_instance, reader: ShapeReader) -> WallShape:
    """Give the shape of a wall: its body along its axis, else its layers along its axis, else the box of its body.

    A curved axis gives a band for each piece. Raises ValueError when the wall has neither body nor axis.
    """
    solids = reader.body(wall) or [solid for part in _parts(wall) for solid in reader.body(part)]
    points = [point for solid in solids for point in solid.points]
    chain = reader.axis(wall)
    heights = heights_of(solids) if solids else None
    if len(chain) > _STRAIGHT:
        thickness, aside = _layers(wall, reader)
        return WallShape(_chained(chain, thickness, aside), heights)
    axis = axis_of(chain[0], chain[-1]) if chain else None
    if axis is None:
        return WallShape((_boxed(points),), heights)
    if not points:
        thickness, aside = _layers(wall, reader)
        return WallShape(_chained(chain, thickness, aside), heights)
    return WallShape((_along(axis, points),), heights)


def _along(axis: Axis, points: Sequence[Point]) -> Band:
    """Give the band in the direction of the axis that holds all points of the body."""
    asides = [axis.aside_mm(point) for point in points]
    alongs = [axis.along_mm(point) for point in points]
    thickness, aside = max(asides) - min(asides), (max(asides) + min(asides)) / 2
    start, end = axis.at(min(alongs), aside), axis.at(max(alongs), aside)
    return Band(start, end, thickness if thickness >= _LEAST_THICKNESS_MM else None)


def _boxed(points: Sequence[Point]) -> Band:
    box = tight_box_of(points) if points else None
    if box is None:
        message = "it has no shape"
        raise ValueError(message)
    turn = math.radians(box.turn_deg)
    axis = Axis(box.centre, math.cos(turn), math.sin(turn), box.width_mm)
    return Band(axis.at(-box.width_mm / 2), axis.at(box.width_mm / 2), box.depth_mm)


def _chained(chain: Sequence[Point], thickness_mm: float | None, aside_mm: float) -> tuple[Band, ...]:
    axes = [axis for a, b in pairwise(chain) if (axis := axis_of(a, b)) is not None]
    return tuple(Band(axis.at(0.0, aside_mm), axis.at(axis.length_mm, aside_mm), thickness_mm) for axis in axes)


def _parts(wall: entity_instance) -> list[entity_instance]:
    return [part for relation in wall.IsDecomposedBy for part in relation.RelatedObjects if part.is_a("IfcProduct")]


def _layers(wall: entity_instance, reader: ShapeReader) -> tuple[float | None, float]:
    """Give the thickness of all layers, and how far to the left of the axis their middle lies."""
    for relation in wall.HasAssociations:
        usage = relation.RelatingMaterial if relation.is_a("IfcRelAssociatesMaterial") else None
        if usage is not None and usage.is_a("IfcMaterialLayerSetUsage"):
            thickness = sum(layer.LayerThickness for layer in usage.ForLayerSet.MaterialLayers) * reader.units.mm
            sign = -1.0 if usage.DirectionSense == "NEGATIVE" else 1.0
            return thickness, usage.OffsetFromReferenceLine * reader.units.mm + sign * thickness / 2
    return None, 0.0


def reach_of(axis: Axis, solids: Sequence[Solid]) -> tuple[float, float, float, float]:
    """Give how far a body reaches along an axis, from and to, and aside of it, from and to."""
    points = [point for solid in solids for point in solid.points]
    alongs = [axis.along_mm(point) for point in points]
    asides = [axis.aside_mm(point) for point in points]
    return min(alongs), max(alongs), min(asides), max(asides)
