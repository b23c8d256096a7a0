"""Lengths, sizes and areas as people read them, metric and imperial."""

from planroom.floorplan.drawing.style import Units
from planroom.floorplan.geometry.units import feet_and_inches, m2_of, metres, square_feet_of


def length_texts(length_mm: float, units: Units, decimals: int) -> tuple[str, ...]:
    """Write a length in each wanted unit, feet first: ``11'4"``, ``3.45 m``."""
    imperial, metric = feet_and_inches(length_mm), f"{metres(length_mm, decimals)} m"
    return _chosen(units, imperial, metric)


def size_texts(width_mm: float, height_mm: float, units: Units, decimals: int) -> tuple[str, ...]:
    """Write a room's size in each wanted unit, feet first: two lengths with the times sign between them."""
    imperial = f"{feet_and_inches(width_mm)} × {feet_and_inches(height_mm)}"  # noqa: RUF001 - the sign of a size
    metric = f"{metres(width_mm, decimals)} × {metres(height_mm, decimals)} m"  # noqa: RUF001 - the sign of a size
    return _chosen(units, imperial, metric)


def area_texts(area_mm2: float, units: Units) -> tuple[str, ...]:
    """Write an area in each wanted unit, feet first: ``152 sq ft``, ``14.1 m²``."""
    return _chosen(units, f"{square_feet_of(area_mm2):,.0f} sq ft", f"{m2_of(area_mm2):,.1f} m²")


def area_text(area_mm2: float, units: Units) -> str:
    """Write an area on one line: ``152 sq ft / 14.1 m²``."""
    return " / ".join(area_texts(area_mm2, units))


def _chosen(units: Units, imperial: str, metric: str) -> tuple[str, ...]:
    return {Units.FEET: (imperial,), Units.METRES: (metric,), Units.BOTH: (imperial, metric)}[units]
