"""Bands: the straight strips that wall bodies consist of, found between their opposite edges."""

import math
from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import shapely

from planroom.floorplan.geometry.axes import Axis, axis_of
from planroom.floorplan.geometry.filling import regions_of
from planroom.floorplan.geometry.points import Point
from planroom.floorplan.geometry.region import Region, sound_shape
from planroom.floorplan.geometry.strips import Strip

MAX_EDGES = 2_000
"""Bodies with more edges give no bands: the pairs of edges grow with the square."""

_GRID_MM = 0.001
_OPPOSITE_COSINE = -math.cos(math.radians(3))
_LEAST_SHARE = 0.5
_SAME_AXIS_SHARE = 0.25


def melted(regions: Sequence[Region], gap_mm: float) -> tuple[Region, ...]:
    """Melt regions together, closing gaps of at most ``gap_mm`` between them, whatever the gaps are."""
    whole = shapely.union_all([sound_shape(region) for region in regions], grid_size=_GRID_MM)
    wide = whole.buffer(gap_mm / 2, join_style="mitre")
    return regions_of(wide.buffer(-gap_mm / 2, join_style="mitre").simplify(gap_mm / 4))


def bands_of(bodies: Sequence[Region], thickness_mm: float) -> tuple[Strip, ...]:
    """Find the straight bands of melted wall bodies, those in one line as one, by their axes.

    ``thickness_mm`` is what the walls have for the most part: a band is between a third and twice as thick. A band
    ends at the face of the band that it runs into. Nothing is found in bodies of more than MAX_EDGES edges.
    """
    edges = [axis for body in bodies for ring in (body.outline, *body.holes) for axis in _axes(ring)]
    if not edges or len(edges) > MAX_EDGES:
        return ()
    starts = np.array([edge.start for edge in edges])
    ways = np.array([(edge.x, edge.y) for edge in edges])
    found: list[Strip] = []
    for index, edge in enumerate(edges):
        opposite = ways @ ways[index] < _OPPOSITE_COSINE
        aside = (starts[:, 1] - edge.start.y_mm) * edge.x - (starts[:, 0] - edge.start.x_mm) * edge.y
        near = (aside > thickness_mm / 3) & (aside < 2 * thickness_mm)
        found.extend(
            strip for other in np.flatnonzero(opposite & near) if (strip := _between(edge, edges[other])) is not None
        )
    return _in_line(found)


def _axes(ring: Sequence[Point]) -> list[Axis]:
    """Give the edges of a ring; rings run with the inside on their left."""
    return [axis for a, b in pairwise((*ring, ring[0])) if (axis := axis_of(a, b)) is not None]


def _between(edge: Axis, other: Axis) -> Strip | None:
    """Give the band between two opposite edges, as far as they face each other, seen once for each pair."""
    if (edge.x, edge.y) < (other.x, other.y):
        return None
    tip = other.at(other.length_mm)
    low, high = sorted((edge.along_mm(other.start), edge.along_mm(tip)))
    low, high = max(low, 0.0), min(high, edge.length_mm)
    thickness_mm = (edge.aside_mm(other.start) + edge.aside_mm(tip)) / 2
    if thickness_mm <= 0 or high - low < _LEAST_SHARE * thickness_mm:
        return None
    return Strip(edge.at(low, thickness_mm / 2), edge.at(high, thickness_mm / 2), thickness_mm)


def _in_line(strips: Sequence[Strip]) -> tuple[Strip, ...]:
    """Put bands together that follow each other in one line with at most a wall's thickness between them."""
    kept: list[Strip] = []
    for strip in sorted(strips, key=lambda strip: (strip.start, strip.end)):
        place = next((place for place, before in enumerate(kept) if _continues(before, strip)), None)
        if place is None:
            kept.append(strip)
            continue
        before = kept[place]
        axis = before.axis
        if axis is not None:
            along = max(axis.length_mm, axis.along_mm(strip.end))
            kept[place] = Strip(before.start, axis.at(along), before.width_mm)
    return tuple(kept)


def _continues(before: Strip, strip: Strip) -> bool:
    axis = before.axis
    if axis is None or strip.axis is None or abs(axis.sine_to(strip.axis)) > math.sin(math.radians(3)):
        return False
    thickness_mm = min(before.width_mm, strip.width_mm)
    is_in_line = max(abs(axis.aside_mm(strip.start)), abs(axis.aside_mm(strip.end))) < _SAME_AXIS_SHARE * thickness_mm
    is_alike = abs(before.width_mm - strip.width_mm) < _SAME_AXIS_SHARE * thickness_mm
    gap_mm = axis.along_mm(strip.start) - axis.length_mm
    return is_in_line and is_alike and gap_mm <= 2 * thickness_mm
