"""Cells: a region as a raster, for questions that are asked of very many places at once."""

import numpy as np
import shapely
from numpy.typing import NDArray

from planroom.floorplan.geometry.region import Region, to_shape


def corners_inside(
    region: Region, xs_mm: NDArray[np.float64], ys_mm: NDArray[np.float64], inset_mm: float
) -> NDArray[np.bool_]:
    """Tell for each crossing of the grid lines whether it lies in the region, at least ``inset_mm`` from its edge.

    The answer has a row for each y and a column for each x. A negative inset widens the region.
    """
    inner = to_shape(region).buffer(-inset_mm, join_style="mitre")
    if inner.is_empty:
        return np.zeros((len(ys_mm), len(xs_mm)), dtype=bool)
    shapely.prepare(inner)
    grid_x, grid_y = np.meshgrid(xs_mm, ys_mm)
    inside: NDArray[np.bool_] = shapely.contains_xy(inner, grid_x, grid_y)
    return inside
