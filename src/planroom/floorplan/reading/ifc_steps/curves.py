"""Curves and profiles of IFC as chains of points in their own plane, arcs split at five degrees."""

import math

from ifcopenshell import entity_instance

from planroom.floorplan.reading.ifc_steps.placing import MAX_DEPTH, frame_of_axes

Chain = list[tuple[float, float]]

_STEP = math.radians(5.0)
_FULL = 2 * math.pi
MAX_CHAIN = 20_000
"""Most points of one curve."""


def chain_of_profile(profile: entity_instance) -> Chain:
    """Give the outer ring of a profile. Raises ValueError for a kind that is not read."""
    if profile.is_a("IfcRectangleProfileDef"):
        half_x, half_y = profile.XDim / 2, profile.YDim / 2
        ring = [(-half_x, -half_y), (half_x, -half_y), (half_x, half_y), (-half_x, half_y)]
        return _placed(ring, profile.Position)
    if profile.is_a("IfcCircleProfileDef"):
        return _placed(_arc((0.0, 0.0), profile.Radius, 0.0, _FULL), profile.Position)
    if profile.is_a("IfcArbitraryClosedProfileDef"):
        return chain_of_curve(profile.OuterCurve, 1.0)
    message = f"profiles of the kind {profile.is_a()} are not read"
    raise ValueError(message)


def chain_of_curve(curve: entity_instance, radians_per_unit: float, nested: int = 0) -> Chain:
    """Give the points of a curve. Raises ValueError for a kind that is not read."""
    if nested > MAX_DEPTH:
        message = "its curves are nested too deeply"
        raise ValueError(message)
    if curve.is_a("IfcPolyline"):
        return [(point.Coordinates[0], point.Coordinates[1]) for point in curve.Points[:MAX_CHAIN]]
    if curve.is_a("IfcIndexedPolyCurve"):
        return _indexed(curve)
    if curve.is_a("IfcCompositeCurve"):
        return _composite(curve, radians_per_unit, nested)
    if curve.is_a("IfcTrimmedCurve"):
        return _trimmed(curve, radians_per_unit)
    if curve.is_a("IfcCircle"):
        return _placed(_arc((0.0, 0.0), curve.Radius, 0.0, _FULL), curve.Position)
    message = f"curves of the kind {curve.is_a()} are not read"
    raise ValueError(message)


def _composite(curve: entity_instance, radians_per_unit: float, nested: int) -> Chain:
    chain: Chain = []
    for segment in curve.Segments[:MAX_CHAIN]:
        points = chain_of_curve(segment.ParentCurve, radians_per_unit, nested + 1)
        chain.extend(points if segment.SameSense else points[::-1])
        if len(chain) > MAX_CHAIN:
            message = "a curve has too many points"
            raise ValueError(message)
    return chain


def _trimmed(curve: entity_instance, radians_per_unit: float) -> Chain:
    by_point = [_cartesian(trim) for trim in (curve.Trim1, curve.Trim2)]
    if not curve.BasisCurve.is_a("IfcCircle"):
        ends = [point for point in by_point if point is not None]
        if len(ends) == len(by_point):
            return ends
        message = "a trimmed curve has no end points"
        raise ValueError(message)
    angles = [_parameter(trim) for trim in (curve.Trim1, curve.Trim2)]
    if any(angle is None for angle in angles):
        message = "a trimmed circle has no angles"
        raise ValueError(message)
    start, end = ((angle or 0.0) * radians_per_unit for angle in angles)
    if not curve.SenseAgreement:
        start, end = end, start
    arc = _arc((0.0, 0.0), curve.BasisCurve.Radius, start, start + (end - start) % _FULL)
    placed = _placed(arc, curve.BasisCurve.Position)
    return placed if curve.SenseAgreement else placed[::-1]


def _indexed(curve: entity_instance) -> Chain:
    points = [(point[0], point[1]) for point in curve.Points.CoordList[:MAX_CHAIN]]
    if not curve.Segments:
        return points
    chain: Chain = []
    for segment in curve.Segments[:MAX_CHAIN]:
        own = [points[index - 1] for index in segment.wrappedValue[:MAX_CHAIN]]
        chain.extend(_through(*own) if segment.is_a("IfcArcIndex") else own)
        if len(chain) > MAX_CHAIN:
            message = "a curve has too many points"
            raise ValueError(message)
    return chain


def _through(a: tuple[float, float], b: tuple[float, float], c: tuple[float, float]) -> Chain:
    """Give the arc from ``a`` over ``b`` to ``c``; a straight line when they are in line."""
    (ax, ay), (bx, by), (cx, cy) = a, b, c
    twice = 2 * ((bx - ax) * (cy - ay) - (by - ay) * (cx - ax))
    if abs(twice) < 1e-12:  # noqa: PLR2004 - three points in line have no circle
        return [a, c]
    b2, c2 = (bx - ax) ** 2 + (by - ay) ** 2, (cx - ax) ** 2 + (cy - ay) ** 2
    x = ax + ((cy - ay) * b2 - (by - ay) * c2) / twice
    y = ay + ((bx - ax) * c2 - (cx - ax) * b2) / twice
    start, end = math.atan2(ay - y, ax - x), math.atan2(cy - y, cx - x)
    turned = (end - start) % _FULL if twice > 0 else -((start - end) % _FULL)
    return _arc((x, y), math.hypot(ax - x, ay - y), start, start + turned)


def _arc(centre: tuple[float, float], radius: float, start: float, end: float) -> Chain:
    if not (math.isfinite(radius) and math.isfinite(start) and math.isfinite(end)):
        message = "a circle is not finite"
        raise ValueError(message)
    steps = min(max(1, math.ceil(abs(end - start) / _STEP)), MAX_CHAIN)
    angles = [start + (end - start) * step / steps for step in range(steps + 1)]
    return [(centre[0] + radius * math.cos(angle), centre[1] + radius * math.sin(angle)) for angle in angles]


def _placed(chain: Chain, position: entity_instance | None) -> Chain:
    frame = frame_of_axes(position)
    return [
        (
            float(frame[0, 0] * x + frame[0, 1] * y + frame[0, 3]),
            float(frame[1, 0] * x + frame[1, 1] * y + frame[1, 3]),
        )
        for x, y in chain
    ]


def _parameter(trim: tuple[entity_instance, ...]) -> float | None:
    return next((float(part.wrappedValue) for part in trim if part.is_a("IfcParameterValue")), None)


def _cartesian(trim: tuple[entity_instance, ...]) -> tuple[float, float] | None:
    found = next((part.Coordinates for part in trim if part.is_a("IfcCartesianPoint")), None)
    return None if found is None else (found[0], found[1])
