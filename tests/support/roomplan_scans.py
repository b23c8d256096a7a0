"""Scans as RoomPlan writes them, made from the format's description; no free sample of a real one is known."""

import math
from typing import Any


def transform(x_m: float, y_m: float, z_m: float, turn_deg: float = 0.0) -> list[float]:
    """Give a matrix, column after column, that turns about the upright axis and moves to a place."""
    sine, cosine = math.sin(math.radians(turn_deg)), math.cos(math.radians(turn_deg))
    return [cosine, 0.0, -sine, 0.0, 0.0, 1.0, 0.0, 0.0, sine, 0.0, cosine, 0.0, x_m, y_m, z_m, 1.0]


def surface(name: str, category: str, at: list[float], width_m: float, height_m: float, **more: Any) -> dict[str, Any]:  # noqa: ANN401 - any JSON
    """Give a wall, door, window, opening or object."""
    return {
        "identifier": name,
        "category": {category: {}},
        "confidence": {"high": {}},
        "dimensions": [width_m, height_m, more.pop("depth_m", 0.0)],
        "transform": at,
        "story": 0,
        **more,
    }


def room(name: str, left_m: float, width_m: float, depth_m: float, base_m: float = 0.0, label: str = "") -> Any:  # noqa: ANN401 - any JSON
    """Give the scan of a rectangular room whose inner left side is at x and whose back is at z = 0, 2.4 m high."""
    high = base_m + 1.2
    middle, right = left_m + width_m / 2, left_m + width_m
    walls = [
        surface(f"{name}-back", "wall", transform(middle, high, 0.0), width_m, 2.4),
        surface(f"{name}-front", "wall", transform(middle, high, depth_m), width_m, 2.4),
        surface(f"{name}-left", "wall", transform(left_m, high, depth_m / 2, 90), depth_m, 2.4),
        surface(f"{name}-right", "wall", transform(right, high, depth_m / 2, 90), depth_m, 2.4),
    ]
    half_x, half_z = width_m / 2, depth_m / 2
    lying = [1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, -1.0, 0.0, 0.0, middle, base_m, half_z, 1.0]
    corners = [[-half_x, -half_z, 0.0], [half_x, -half_z, 0.0], [half_x, half_z, 0.0], [-half_x, half_z, 0.0]]
    floor = {**surface(f"{name}-floor", "floor", lying, width_m, depth_m), "polygonCorners": corners}
    sections = [{"label": label, "center": [middle, base_m, half_z], "story": 0}] if label else []
    empty: dict[str, list[Any]] = {"doors": [], "windows": [], "openings": [], "objects": []}
    return {"version": 2, "identifier": name, "walls": walls, "floors": [floor], "sections": sections, **empty}
