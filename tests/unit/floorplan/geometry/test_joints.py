import math

import pytest

from planroom.floorplan.geometry.faces import bodies_of
from planroom.floorplan.geometry.joints import corner_patches, joined
from planroom.floorplan.geometry.points import Point
from planroom.floorplan.geometry.strips import Strip


def _strip(start: tuple[float, float], end: tuple[float, float], width_mm: float = 100.0) -> Strip:
    return Strip(Point(*start), Point(*end), width_mm)


@pytest.mark.parametrize("stop_mm", [-50.0, 0.0, 50.0, 51.0])
def test_a_branch_ends_on_the_axis_of_its_host_wherever_it_stopped(stop_mm: float) -> None:
    settled = joined([_strip((0, 0), (4_000, 0)), _strip((2_000, stop_mm), (2_000, 3_000))], 1.0)
    assert settled[1].start == pytest.approx((2_000, 0))


def test_a_branch_that_stops_too_early_stays_as_it_is() -> None:
    strips = (_strip((0, 0), (4_000, 0)), _strip((2_000, 52), (2_000, 3_000)))
    assert joined(strips, 1.0) == strips


@pytest.mark.parametrize(("east_mm", "south_mm"), [(0.0, 0.0), (50.0, 50.0), (-50.0, -50.0), (50.0, -50.0)])
def test_the_two_ends_of_a_corner_become_one_point(east_mm: float, south_mm: float) -> None:
    south, east = joined([_strip((0, 0), (4_000 + east_mm, 0)), _strip((4_000, south_mm), (4_000, 3_000))], 1.0)
    assert south.end == east.start == pytest.approx((4_000, 0))


def test_of_several_hosts_the_nearest_axis_is_taken() -> None:
    strips = [
        _strip((0, 0), (4_000, 0), 300),
        _strip((0, 140), (4_000, 140), 300),
        _strip((2_000, 130), (2_000, 3_000)),
    ]
    assert joined(strips, 1.0)[2].start == pytest.approx((2_000, 140))


def test_ends_in_line_within_the_tolerance_become_one_point() -> None:
    first, second = joined([_strip((0, 0), (2_000, 0)), _strip((2_000.6, 0.3), (4_000, 0))], 1.0)
    assert first.end == second.start


def test_a_single_strip_and_none_are_left_alone() -> None:
    alone = _strip((0, 0), (2_000, 0))
    assert joined([alone], 1.0) == (alone,)
    assert joined([], 1.0) == ()


@pytest.mark.parametrize("turn_deg", [20, 45, 60, 90, 120, 150, 170, 179])
def test_a_corner_of_any_angle_is_mitred_on_its_outer_side(turn_deg: float) -> None:
    turn = math.radians(turn_deg)
    strips = [_strip((0, 0), (4_000, 0)), _strip((0, 0), (4_000 * math.cos(turn), 4_000 * math.sin(turn)))]
    (patch,) = corner_patches(strips)
    tip_mm = max(math.hypot(*point) for point in patch)
    exact_mm = 50 / math.sin(turn / 2)
    assert tip_mm == pytest.approx(exact_mm if exact_mm <= 200 else 50)


def test_a_square_corner_has_no_notch_left() -> None:
    (body,) = bodies_of([_strip((0, 0), (4_000, 0)), _strip((4_000, 0), (4_000, 3_000))], 1.0)
    assert body.area_mm2 == pytest.approx(100 * (4_050 + 2_950))
    assert len(body.outline) == 6


def test_a_slightly_bent_wall_that_changes_its_width_has_a_plain_patch() -> None:
    strips = [_strip((0, 0), (2_000, 0), 300), _strip((2_000, 0), (4_000, 10), 100)]
    (patch,) = corner_patches(strips)
    assert len(patch) == 3


def test_a_straight_continuation_and_a_branch_need_no_patch() -> None:
    line = [_strip((0, 0), (2_000, 0)), _strip((2_000, 0), (4_000, 0))]
    assert corner_patches(line) == ()
    assert corner_patches([*line, _strip((2_000, 0), (2_000, 3_000))]) == ()


def test_two_strips_on_top_of_each_other_have_a_flat_patch() -> None:
    (patch,) = corner_patches([_strip((0, 0), (4_000, 0)), _strip((0, 0), (4_000, 1e-7), 200)])
    assert len(patch) == 3


def test_a_strip_without_length_has_no_corner() -> None:
    assert corner_patches([_strip((0, 0), (0, 0)), _strip((0, 0), (1_000, 0))]) == corner_patches(
        [_strip((0, 0), (1_000, 0))]
    )
