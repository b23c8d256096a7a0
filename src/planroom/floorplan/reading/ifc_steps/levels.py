"""Storeys of an IFC file: which of them are floors, and what stands on which."""

import math
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from ifcopenshell import entity_instance

_GROUND_MM = 500.0
_LEAST_STOREY_MM = 1500.0
_CUT_MM = 1200.0
_LEAST_IN_CUT_MM = 600.0


class Level(NamedTuple):
    """A storey of the file: the height of its floor and of the next one above."""

    source: entity_instance
    name: str
    floor_mm: float
    above_mm: float

    def holds(self, height_mm: float) -> bool:
        """Tell whether a height lies between this floor and the next."""
        return self.floor_mm <= height_mm < self.above_mm

    def cuts(self, low_mm: float, high_mm: float) -> bool:
        """Tell whether what stands between two heights is seen on the plan of this storey, which is cut at 1.2 m."""
        top = self.floor_mm + _CUT_MM
        return min(high_mm, top) - max(low_mm, self.floor_mm) >= _LEAST_IN_CUT_MM


def levels_of(storeys: Iterable[tuple[float, str, entity_instance]]) -> list[Level]:
    """Put storeys, given by the height of their floor, their name and themselves, in order from below."""
    listed = sorted(storeys, key=lambda entry: (entry[0], entry[1], entry[2].id()))
    tops = (*(floor_mm for floor_mm, _, _ in listed[1:]), math.inf)
    return [
        Level(source, name, floor_mm, above_mm)
        for (floor_mm, name, source), above_mm in zip(listed, tops, strict=False)  # no storey, no top
    ]


def numbers_of(levels: Sequence[Level]) -> list[int]:
    """Number floors from below: 0 is the highest one that lies at the ground or under it, or else the lowest."""
    at_ground = [index for index, level in enumerate(levels) if level.floor_mm <= _GROUND_MM]
    ground = at_ground[-1] if at_ground else 0
    return [index - ground for index in range(len(levels))]


def height_of_storey_mm(level: Level, spaces_mm: Sequence[float]) -> float:
    """Give the ceiling height of a storey: the middle one of its spaces, else nearly the height to the next floor."""
    if spaces_mm:
        return sorted(spaces_mm)[len(spaces_mm) // 2]
    to_next = level.above_mm - level.floor_mm
    return to_next - 300.0 if _LEAST_STOREY_MM <= to_next <= 3 * _LEAST_STOREY_MM else 2440.0
