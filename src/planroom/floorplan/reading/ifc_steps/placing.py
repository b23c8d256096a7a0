"""Placing: from the nested coordinate systems of IFC to the plan, in millimetres.

A frame is a 4 by 4 matrix that takes points of a local system to the one around it.
"""

import math

import numpy as np
from ifcopenshell import entity_instance
from numpy.typing import NDArray

Frame = NDArray[np.float64]

MAX_DEPTH = 64
"""How deep placements and shapes may be nested; a deeper chain is a circle, or made to hang its reader."""

_LEAST = 1e-9


def frame_of_placement(placement: entity_instance | None) -> Frame:
    """Give the frame of an element, through the chain of local placements.

    Raises ValueError when the chain does not end.
    """
    frame: Frame = np.eye(4)
    for _ in range(MAX_DEPTH):
        if placement is None or not placement.is_a("IfcLocalPlacement"):
            return frame
        frame = frame_of_axes(placement.RelativePlacement) @ frame
        placement = placement.PlacementRelTo
    message = "its placement does not end"
    raise ValueError(message)


def frame_of_axes(axes: entity_instance | None) -> Frame:
    """Give the frame of an IfcAxis2Placement in two or three dimensions; no placement is the identity."""
    if axes is None:
        return np.eye(4)
    origin = _three(axes.Location.Coordinates)
    if axes.is_a("IfcAxis2Placement2D"):
        x = _direction(axes.RefDirection, (1.0, 0.0, 0.0))
        return _frame(origin, x, np.array([0.0, 0.0, 1.0]))
    return _frame(origin, _direction(axes.RefDirection, (1.0, 0.0, 0.0)), _direction(axes.Axis, (0.0, 0.0, 1.0)))


def frame_of_operator(operator: entity_instance) -> Frame:
    """Give the frame of an IfcCartesianTransformationOperator3D, which may scale and mirror."""
    x = _direction(operator.Axis1, (1.0, 0.0, 0.0))
    y = _direction(operator.Axis2, (0.0, 1.0, 0.0))
    z = _direction(getattr(operator, "Axis3", None), tuple(np.cross(x, y)))
    scale = operator.Scale or 1.0
    frame: Frame = np.eye(4)
    frame[:3, 0], frame[:3, 1], frame[:3, 2] = x * scale, y * scale, z * scale
    frame[:3, 3] = _three(operator.LocalOrigin.Coordinates)
    return frame


def scaled(frame: Frame, mm_per_unit: float) -> Frame:
    """Give the frame that goes on from units of the file to millimetres."""
    return np.diag([mm_per_unit, mm_per_unit, mm_per_unit, 1.0]) @ frame


def turn_deg_of(frame: Frame) -> float:
    """Give how far the local x axis is turned on the plan, anticlockwise."""
    return round(math.degrees(math.atan2(frame[1, 0], frame[0, 0])), 4)


def _frame(origin: NDArray[np.float64], x: NDArray[np.float64], z: NDArray[np.float64]) -> Frame:
    across = x - z * float(np.dot(x, z))
    length = float(np.linalg.norm(across))
    if length < _LEAST:
        message = "the axes of its placement are parallel"
        raise ValueError(message)
    across /= length
    frame: Frame = np.eye(4)
    frame[:3, 0], frame[:3, 1], frame[:3, 2], frame[:3, 3] = across, np.cross(z, across), z, origin
    return frame


def _direction(direction: entity_instance | None, usual: tuple[float, ...]) -> NDArray[np.float64]:
    ratios = _three(usual if direction is None else direction.DirectionRatios)
    length = float(np.linalg.norm(ratios))
    if not _LEAST < length < math.inf:
        message = "a direction of its placement has no length"
        raise ValueError(message)
    return ratios / length


def _three(numbers: tuple[float, ...]) -> NDArray[np.float64]:
    x, y, *rest = numbers
    found = np.array([x, y, rest[0] if rest else 0.0], dtype=np.float64)
    if not np.isfinite(found).all():
        message = "a coordinate is not a finite number"
        raise ValueError(message)
    return found
