"""Shapes of IFC elements as a plan needs them: rings seen from above, with the heights between which they stand."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

import numpy as np
from ifcopenshell import entity_instance
from numpy.typing import NDArray

from planroom.floorplan.geometry.points import MAX_COORDINATE_MM, Point
from planroom.floorplan.geometry.region import signed_area_mm2
from planroom.floorplan.reading.ifc_steps.curves import chain_of_curve, chain_of_profile
from planroom.floorplan.reading.ifc_steps.placing import (
    MAX_DEPTH,
    Frame,
    frame_of_axes,
    frame_of_operator,
    frame_of_placement,
    scaled,
)

_FEWEST_CORNERS = 3
_UPRIGHT = 0.999
_FLAT_MM = 10.0
_LEAST_AREA_MM2 = 100.0


class Solid(NamedTuple):
    """One part of a body: ``points`` seen from above, ``ring`` its outline there when it is known, and its heights."""

    points: tuple[Point, ...]
    ring: tuple[Point, ...]
    low_mm: float
    high_mm: float


class Units(NamedTuple):
    """How long a unit of length and how large a unit of angle of the file is."""

    mm: float
    radians: float


class ShapeReader:
    """Reads the shapes of one file; ``points_left`` bounds how many points it looks at in all."""

    def __init__(self, units: Units, points_left: int) -> None:
        """Begin with the units of the file."""
        self.units = units
        self.points_left = points_left

    def frame(self, product: entity_instance) -> Frame:
        """Give the frame of an element on the plan, in millimetres for each unit of the file."""
        return scaled(frame_of_placement(product.ObjectPlacement), self.units.mm)

    def body(self, product: entity_instance) -> list[Solid]:
        """Give the parts of an element's body, none when it has none.

        Raises ValueError and what a broken reference raises when the shape cannot be read.
        """
        frame = self.frame(product)
        return [solid for item in _items(product, "Body") for solid in self._solids(item, frame, 0)]

    def axis(self, product: entity_instance, name: str = "Axis") -> list[Point]:
        """Give the points of a curve that belongs to an element, such as the axis of a wall."""
        frame = self.frame(product)
        for item in _items(product, name):
            chain = chain_of_curve(item, self.units.radians)
            return [Point(float(x), float(y)) for x, y, _ in self._moved([(*p, 0.0) for p in chain], frame)]
        return []

    def _solids(self, item: entity_instance, frame: Frame, depth: int) -> Iterator[Solid]:
        if depth > MAX_DEPTH:
            message = "its shapes are nested too deeply"
            raise ValueError(message)
        if item.is_a("IfcExtrudedAreaSolid"):
            yield self._extruded(item, frame)
        elif item.is_a("IfcBooleanResult"):
            yield from self._solids(item.FirstOperand, frame, depth + 1)
        elif item.is_a("IfcMappedItem"):
            inner = frame @ frame_of_operator(item.MappingTarget)
            inner = inner @ frame_of_axes(item.MappingSource.MappingOrigin)
            for part in item.MappingSource.MappedRepresentation.Items:
                yield from self._solids(part, inner, depth + 1)
        else:
            faces = [self._moved(face, frame) for face in _faces(item)]
            if faces:
                yield _solid_of_faces(faces)

    def _extruded(self, item: entity_instance, frame: Frame) -> Solid:
        chain = chain_of_profile(item.SweptArea)
        inner = frame @ frame_of_axes(item.Position)
        way = np.array([*item.ExtrudedDirection.DirectionRatios, 0.0], dtype=np.float64)[:3]
        way = way / np.linalg.norm(way) * item.Depth
        low = self._moved([(x, y, 0.0) for x, y in chain], inner)
        high = self._moved([(x + way[0], y + way[1], way[2]) for x, y in chain], inner)
        along = high[0] - low[0]
        is_upright = abs(along[2]) >= _UPRIGHT * float(np.linalg.norm(along)) and np.ptp(low[:, 2]) < _FLAT_MM
        return _solid(np.concatenate([low, high]), _ring(low) if is_upright else ())

    def _moved(self, points: Iterable[tuple[float, ...]], frame: Frame) -> NDArray[np.float64]:
        rows = np.array([[*point, 1.0] for point in points], dtype=np.float64)
        self.points_left -= len(rows)
        if self.points_left < 0:
            raise OverflowError
        if not len(rows):
            message = "a part of its shape has no points"
            raise ValueError(message)
        moved = (rows @ frame.T)[:, :3]
        if not (np.abs(moved) <= MAX_COORDINATE_MM).all():
            message = "it lies outside of all plans, or a coordinate is no number"
            raise ValueError(message)
        return np.asarray(moved, dtype=np.float64)


def _items(product: entity_instance, name: str) -> Iterator[entity_instance]:
    representation = product.Representation
    if representation is not None:
        for part in representation.Representations:
            if part.RepresentationIdentifier == name:
                yield from part.Items


def _faces(item: entity_instance) -> Iterator[list[tuple[float, ...]]]:
    if item.is_a("IfcTriangulatedFaceSet"):
        yield from _indexed_faces(item, item.CoordIndex)
    elif item.is_a("IfcPolygonalFaceSet"):
        yield from _indexed_faces(item, [face.CoordIndex for face in item.Faces])
    elif item.is_a("IfcBoundingBox"):
        corner = np.array(item.Corner.Coordinates, dtype=np.float64)
        x, y, z = corner
        for level in (z, z + item.ZDim):
            yield [
                (x, y, level),
                (x + item.XDim, y, level),
                (x + item.XDim, y + item.YDim, level),
                (x, y + item.YDim, level),
            ]
    else:
        for shell in _shells(item):
            for face in shell.CfsFaces:
                for bound in face.Bounds:
                    if bound.Bound.is_a("IfcPolyLoop"):
                        yield [point.Coordinates for point in bound.Bound.Polygon]


def _shells(item: entity_instance) -> tuple[entity_instance, ...]:
    if item.is_a("IfcManifoldSolidBrep"):
        return (item.Outer,)
    if item.is_a("IfcFaceBasedSurfaceModel"):
        return tuple(item.FbsmFaces)
    return tuple(item.SbsmBoundary) if item.is_a("IfcShellBasedSurfaceModel") else ()


def _indexed_faces(item: entity_instance, faces: Iterable[tuple[int, ...]]) -> Iterator[list[tuple[float, ...]]]:
    points = item.Coordinates.CoordList
    for face in faces:
        yield [points[index - 1] for index in face]


def _solid_of_faces(faces: list[NDArray[np.float64]]) -> Solid:
    """Give the solid that faces enclose; its ring is the lowest level face when there is just one such face."""
    rows = np.concatenate(faces)
    floor = float(rows[:, 2].min())
    level = [_ring(face) for face in faces if float(face[:, 2].max()) - floor < _FLAT_MM]
    level = [ring for ring in level if abs(signed_area_mm2(ring)) > _LEAST_AREA_MM2]
    return _solid(rows, level[0] if len(level) == 1 else ())


def _solid(rows: NDArray[np.float64], ring: tuple[Point, ...]) -> Solid:
    return Solid(_ring(rows), ring, float(rows[:, 2].min()), float(rows[:, 2].max()))


def _ring(rows: NDArray[np.float64]) -> tuple[Point, ...]:
    points = [Point(round(float(x), 4) + 0.0, round(float(y), 4) + 0.0) for x, y in rows[:, :2]]
    return tuple(point for index, point in enumerate(points) if point != points[index - 1])


def heights_of(solids: list[Solid]) -> tuple[float, float]:
    """Give the lowest and the highest point of a body."""
    return min(solid.low_mm for solid in solids), max(solid.high_mm for solid in solids)
