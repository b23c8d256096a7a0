import pytest

from planroom.floorplan.geometry.points import Point, distance_mm
from planroom.floorplan.geometry.region import (
    Region,
    contains,
    holders_of,
    inner_radius_mm,
    label_point,
    overlap_mm2,
    region_of,
    signed_area_mm2,
)

SQUARE = [Point(0, 0), Point(4_000, 0), Point(4_000, 4_000), Point(0, 4_000)]
HOLE = [Point(1_000, 1_000), Point(3_000, 1_000), Point(3_000, 3_000), Point(1_000, 3_000)]


def _square(x_mm: float, y_mm: float, side_mm: float) -> Region:
    return region_of(
        [
            Point(x_mm, y_mm),
            Point(x_mm + side_mm, y_mm),
            Point(x_mm + side_mm, y_mm + side_mm),
            Point(x_mm, y_mm + side_mm),
        ]
    )


def test_equal_shapes_are_equal_values_whatever_their_direction_and_start() -> None:
    turned = [*SQUARE[2:], *SQUARE[:2]]
    assert region_of(SQUARE, [HOLE]) == region_of(turned[::-1], [HOLE[::-1]])


def test_a_repeated_last_point_and_points_in_line_are_dropped() -> None:
    ring = [Point(0, 0), Point(2_000, 0), Point(4_000, 0), Point(4_000, 4_000), Point(0, 4_000), Point(0, 0)]
    assert region_of(ring).outline == tuple(SQUARE)


def test_a_spike_without_width_is_dropped() -> None:
    ring = [
        Point(0, 0),
        Point(4_000, 0),
        Point(4_000, 4_000),
        Point(4_000, 9_000),
        Point(4_000, 4_000),
        Point(0, 4_000),
    ]
    assert region_of(ring).area_mm2 == 16e6


@pytest.mark.parametrize("ring", [[], [Point(0, 0)], [Point(0, 0), Point(1, 0), Point(2, 0)]])
def test_a_ring_without_an_area_is_an_empty_region(ring: list[Point]) -> None:
    assert region_of(ring) == Region((), (), 0.0)


def test_the_area_is_without_the_holes() -> None:
    assert region_of(SQUARE, [HOLE]).area_mm2 == 16e6 - 4e6


def test_the_sign_of_an_area_is_its_direction() -> None:
    assert signed_area_mm2(SQUARE) == 16e6
    assert signed_area_mm2(SQUARE[::-1]) == -16e6
    assert signed_area_mm2([]) == 0.0


def test_a_point_in_a_hole_is_outside() -> None:
    region = region_of(SQUARE, [HOLE])
    assert contains(region, Point(500, 500))
    assert not contains(region, Point(2_000, 2_000))
    assert not contains(region, Point(5_000, 2_000))


def test_the_holders_of_points_are_found_among_many_regions() -> None:
    regions = [_square(0, 0, 1_000), _square(500, 500, 1_000), _square(5_000, 0, 1_000)]
    points = [Point(700, 700), Point(5_500, 500), Point(9_000, 9_000)]
    assert holders_of(points, regions) == ((0, 1), (2,), ())
    assert holders_of([], regions) == ()
    assert holders_of(points, []) == ((), (), ())


def test_the_label_of_a_plain_room_stands_in_its_middle() -> None:
    assert label_point(region_of([Point(0, 0), Point(9_000, 0), Point(9_000, 2_000), Point(0, 2_000)])) == (
        4_500,
        1_000,
    )


def test_the_label_of_an_angled_room_stands_where_there_is_most_space() -> None:
    corner = [
        Point(0, 0),
        Point(6_000, 0),
        Point(6_000, 1_000),
        Point(3_000, 1_000),
        Point(3_000, 6_000),
        Point(0, 6_000),
    ]
    region = region_of(corner)
    place = label_point(region)
    assert contains(region, place)
    assert place.x_mm == pytest.approx(1_500, abs=60)


def test_the_label_of_a_room_around_a_core_stands_beside_the_core() -> None:
    region = region_of(SQUARE, [HOLE])
    assert contains(region, label_point(region))


def test_the_inner_radius_is_half_of_the_width() -> None:
    assert inner_radius_mm(_square(0, 0, 3_000)) == pytest.approx(1_500, abs=31)


def test_regions_overlap_by_their_common_area() -> None:
    assert overlap_mm2(_square(0, 0, 2_000), _square(1_000, 1_000, 2_000)) == pytest.approx(1e6)
    assert overlap_mm2(_square(0, 0, 1_000), _square(5_000, 0, 1_000)) == 0.0
    assert overlap_mm2(_square(0, 0, 1_000), _square(1_000, 0, 1_000)) == 0.0


def test_points_move_and_lie_apart() -> None:
    assert Point(1, 2).moved(3, 4) == Point(4, 6)
    assert distance_mm(Point(0, 0), Point(3, 4)) == 5.0


def test_a_corner_that_is_split_at_the_first_point_of_a_ring_stays_a_corner() -> None:
    """The corner at (1390, 1310) of an L comes as two points a thousandth apart, one first and one last in the ring."""
    ring = [(1390.0, 1310.0), (6000, 1310), (6000, 6100), (0, 6100), (0, 0), (1390, 0), (1390.001, 1309.999)]
    region = region_of([Point(x, y) for x, y in ring])
    assert len(region.outline) == 6
    assert region.area_mm2 == pytest.approx(6000 * 6100 - 4610 * 1310, abs=100)
