import pytest

from planroom.floorplan.geometry.filling import filled_area_mm2
from planroom.floorplan.geometry.points import Point
from planroom.floorplan.geometry.region import Region, region_of


def _block(low_mm: float, high_mm: float, depth_mm: float = 3_000.0) -> Region:
    return region_of([Point(low_mm, 0), Point(high_mm, 0), Point(high_mm, depth_mm), Point(low_mm, depth_mm)])


LEFT, WALL, RIGHT = _block(0, 2_000), _block(2_000, 2_100), _block(2_100, 5_000)


def test_the_wall_between_two_rooms_is_filled() -> None:
    assert filled_area_mm2([LEFT, RIGHT], 100.0, [WALL]) == pytest.approx(5_000 * 3_000, abs=100)


def test_a_gap_wider_than_asked_stays() -> None:
    assert filled_area_mm2([LEFT, RIGHT], 80.0, [WALL]) == pytest.approx(4_900 * 3_000)


def test_a_gap_that_is_something_else_stays() -> None:
    assert filled_area_mm2([LEFT, RIGHT], 100.0, []) == pytest.approx(4_900 * 3_000)


def test_walls_that_lie_between_nothing_are_not_filled() -> None:
    assert filled_area_mm2([LEFT], 100.0, [WALL]) == pytest.approx(2_000 * 3_000)


def test_nothing_is_filled_where_nothing_is() -> None:
    assert filled_area_mm2([], 100.0, [WALL]) == 0.0
