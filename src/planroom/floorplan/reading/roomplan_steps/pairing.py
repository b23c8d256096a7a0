"""Pairing: the two faces of one wall, scanned from the rooms on its both sides, become one wall with a thickness."""

from collections.abc import Sequence
from typing import NamedTuple

from planroom.floorplan.geometry.axes import axis_of
from planroom.floorplan.geometry.points import Point

LEAST_THICKNESS_MM = 50.0
MOST_THICKNESS_MM = 500.0
MAX_FACES = 1_000
"""More faces are not compared: the pairs grow with the square."""

_PARALLEL_SINE = 0.05
_LEAST_OVERLAP = 0.5


class Face(NamedTuple):
    """A wall as it was scanned: a line without a thickness, from inside one room."""

    source_id: object
    start: Point
    end: Point
    height_mm: float
    thickness_mm: float | None = None


def paired(faces: Sequence[Face]) -> tuple[Face, ...]:
    """Put faces together that run side by side 5 to 50 cm apart over half of the shorter one; keep the others."""
    if len(faces) > MAX_FACES:
        return tuple(faces)
    left = list(faces)
    made: list[Face] = []
    while left:
        face = left.pop(0)
        near = [(apart, place) for place, other in enumerate(left) if (apart := _apart_mm(face, other)) is not None]
        if near:
            apart, place = min(near)
            made.append(_between(face, left.pop(place), apart))
        else:
            made.append(face)
    return tuple(made)


def _apart_mm(face: Face, other: Face) -> float | None:
    """Give how far apart two faces of one wall are; None when they are not those of one wall."""
    axis, beside = axis_of(face.start, face.end), axis_of(other.start, other.end)
    if axis is None or beside is None or abs(axis.sine_to(beside)) > _PARALLEL_SINE:
        return None
    apart = abs(axis.aside_mm(other.start) + axis.aside_mm(other.end)) / 2
    low, high = sorted((axis.along_mm(other.start), axis.along_mm(other.end)))
    overlap = min(high, axis.length_mm) - max(low, 0.0)
    is_wall = LEAST_THICKNESS_MM <= apart <= MOST_THICKNESS_MM
    return apart if is_wall and overlap >= _LEAST_OVERLAP * min(axis.length_mm, beside.length_mm) else None


def _between(face: Face, other: Face, apart_mm: float) -> Face:
    """Give the wall between two faces, as long as both together."""
    axis = axis_of(face.start, face.end)
    if axis is None:
        return face
    aside = (axis.aside_mm(other.start) + axis.aside_mm(other.end)) / 4
    along = [0.0, axis.length_mm, axis.along_mm(other.start), axis.along_mm(other.end)]
    start, end = axis.at(min(along), aside), axis.at(max(along), aside)
    return Face(face.source_id, start, end, max(face.height_mm, other.height_mm), apart_mm)
