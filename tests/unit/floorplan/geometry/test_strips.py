import pytest

from planroom.floorplan.geometry.points import Point
from planroom.floorplan.geometry.strips import (
    Strip,
    continues,
    gap_ahead_mm,
    neighbours,
    outline_of_strip,
    overlap_length_mm,
    touch_of,
)

FLOOR = Strip(Point(0, 0), Point(5_000, 0), 300.0)
NOTHING = Strip(Point(7, 7), Point(7, 7), 100.0)


def _standing(x_mm: float, low_mm: float, high_mm: float = 3_000.0) -> Strip:
    return Strip(Point(x_mm, low_mm), Point(x_mm, high_mm), 100.0)


def test_a_band_has_half_of_its_width_on_each_side() -> None:
    assert outline_of_strip(FLOOR) == (Point(0, -150), Point(5_000, -150), Point(5_000, 150), Point(0, 150))


def test_a_band_without_length_has_no_outline() -> None:
    assert outline_of_strip(NOTHING) == ()


@pytest.mark.parametrize("low_mm", [-151.0, -150.0, 0.0, 150.0, 151.0])
def test_an_end_touches_from_the_far_face_to_the_near_face_and_a_tolerance_beyond(low_mm: float) -> None:
    touch = touch_of(_standing(2_000, low_mm), FLOOR, 1.0, at_start=True)
    assert touch is not None
    assert touch.ahead_mm == pytest.approx(low_mm)
    assert touch.along_mm == pytest.approx(2_000)


@pytest.mark.parametrize("low_mm", [-152.0, 152.0])
def test_an_end_farther_than_the_tolerance_does_not_touch(low_mm: float) -> None:
    assert touch_of(_standing(2_000, low_mm), FLOOR, 1.0, at_start=True) is None


@pytest.mark.parametrize(("x_mm", "touches"), [(-51.0, True), (-52.0, False), (5_051.0, True), (5_052.0, False)])
def test_an_end_beside_the_host_does_not_touch(x_mm: float, *, touches: bool) -> None:
    assert (touch_of(_standing(x_mm, 100), FLOOR, 1.0, at_start=True) is not None) is touches


def test_only_the_end_that_is_asked_for_touches() -> None:
    assert touch_of(_standing(2_000, 0), FLOOR, 1.0, at_start=False) is None


def test_a_band_that_lies_wholly_beyond_the_axis_does_not_touch_with_its_far_end() -> None:
    short = Strip(Point(2_000, 100), Point(2_000, 20), 100.0)
    assert touch_of(short, FLOOR, 1.0, at_start=True) is None
    assert touch_of(short, FLOOR, 1.0, at_start=False) is not None


@pytest.mark.parametrize(("strip", "host"), [(NOTHING, FLOOR), (FLOOR, NOTHING)])
def test_nothing_meets_a_band_without_length(strip: Strip, host: Strip) -> None:
    assert touch_of(strip, host, 1.0, at_start=True) is None
    assert not continues(strip, host, 1.0, at_start=True)
    assert overlap_length_mm(strip, host) == 0.0


def test_a_band_in_line_continues_and_does_not_touch() -> None:
    next_one = Strip(Point(5_000, 0), Point(9_000, 0), 100.0)
    assert touch_of(next_one, FLOOR, 1.0, at_start=True) is None
    assert continues(next_one, FLOOR, 1.0, at_start=True)
    assert not continues(next_one, FLOOR, 1.0, at_start=False)


@pytest.mark.parametrize(
    ("start", "end"), [((5_002, 0), (9_000, 0)), ((5_000, 201), (9_000, 201)), ((5_000, 0), (5_000, 4_000))]
)
def test_a_band_with_a_gap_beside_or_across_does_not_continue(
    start: tuple[float, float], end: tuple[float, float]
) -> None:
    assert not continues(Strip(Point(*start), Point(*end), 100.0), FLOOR, 1.0, at_start=True)


def test_the_gap_to_the_next_band_is_measured_from_face_to_face() -> None:
    assert gap_ahead_mm(_standing(2_000, 350), [FLOOR, NOTHING], 300.0, at_start=True) == pytest.approx(200)


@pytest.mark.parametrize("strip", [_standing(2_000, 500), _standing(6_000, 200), NOTHING])
def test_there_is_no_gap_where_nothing_lies_ahead(strip: Strip) -> None:
    assert gap_ahead_mm(strip, [FLOOR], 300.0, at_start=True) is None


@pytest.mark.parametrize(
    ("start", "end", "length_mm"),
    [
        ((1_000, 0), (2_500, 0), 1_500),
        ((2_500, 50), (1_000, 50), 1_500),
        ((4_000, 0), (9_000, 0), 1_000),
        ((6_000, 0), (9_000, 0), 0),
        ((1_000, 190), (2_500, 190), 0),
        ((1_000, -500), (1_000, 500), 0),
    ],
)
def test_bands_on_top_of_each_other_share_a_length(
    start: tuple[float, float], end: tuple[float, float], length_mm: float
) -> None:
    assert overlap_length_mm(Strip(Point(*start), Point(*end), 100.0), FLOOR) == length_mm


def test_neighbours_are_the_bands_within_reach() -> None:
    strips = [FLOOR, _standing(2_000, 200), _standing(2_200, 201), _standing(9_000, 0)]
    assert neighbours(strips, 0.0) == ((1,), (0,), (), ())
    assert neighbours(strips, 2.0) == ((1, 2), (0,), (0,), ())
    assert neighbours([], 1.0) == ()
