from planroom.floorplan.geometry.points import Point
from planroom.floorplan.geometry.region import Region, region_of
from planroom.floorplan.geometry.sides import Span, spans_between
from planroom.floorplan.geometry.strips import Strip

WALL = Strip(Point(0, 0), Point(10_000, 0), 100.0)


def _room(low_mm: float, high_mm: float, bottom_mm: float, top_mm: float) -> Region:
    return region_of(
        [Point(low_mm, bottom_mm), Point(high_mm, bottom_mm), Point(high_mm, top_mm), Point(low_mm, top_mm)]
    )


ABOVE = _room(0, 6_000, 50, 3_000)
BELOW = _room(4_000, 10_000, -3_000, -50)


def test_the_stretch_with_a_room_on_each_side_is_found_whichever_is_named_first() -> None:
    assert spans_between(WALL, ABOVE, BELOW, 1.0) == (Span(4_000, 6_000),)
    assert spans_between(WALL, BELOW, ABOVE, 1.0) == (Span(4_000, 6_000),)


def test_stretches_come_in_order_along_the_wall() -> None:
    notched = region_of(
        [
            Point(0, -50), Point(3_000, -50), Point(3_000, -500), Point(5_000, -500), Point(5_000, -50),
            Point(6_000, -50), Point(6_000, -3_000), Point(0, -3_000),
        ]
    )  # fmt: skip
    assert spans_between(WALL, ABOVE, notched, 1.0) == (Span(0, 3_000), Span(5_000, 6_000))


def test_rooms_that_meet_at_a_corner_only_have_no_wall_between_them() -> None:
    assert spans_between(WALL, ABOVE, _room(6_000, 10_000, -3_000, -50), 1.0) == ()


def test_a_room_that_is_not_at_the_face_is_not_beside_the_wall() -> None:
    assert spans_between(WALL, ABOVE, _room(4_000, 10_000, -3_000, -500), 1.0) == ()
    assert spans_between(WALL, ABOVE, ABOVE, 1.0) == ()


def test_an_edge_that_is_not_parallel_is_not_beside_the_wall() -> None:
    sliver = region_of([Point(0, -50), Point(20, -51), Point(20, -3_000), Point(0, -3_000)])
    assert spans_between(WALL, ABOVE, sliver, 2.0) == ()


def test_the_face_of_a_hole_counts_as_well() -> None:
    ring = region_of(
        [Point(-5_000, -5_000), Point(15_000, -5_000), Point(15_000, 5_000), Point(-5_000, 5_000)],
        [[Point(-50, -50), Point(10_050, -50), Point(10_050, 3_050), Point(-50, 3_050)]],
    )
    assert spans_between(WALL, ABOVE, ring, 1.0) == (Span(0, 6_000),)


def test_a_wall_without_length_has_nothing_beside_it() -> None:
    assert spans_between(Strip(Point(0, 0), Point(0, 0), 100.0), ABOVE, BELOW, 1.0) == ()
