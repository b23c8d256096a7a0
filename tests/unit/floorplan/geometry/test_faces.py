from itertools import permutations

import pytest

from planroom.floorplan.geometry.faces import Faces, faces_of
from planroom.floorplan.geometry.points import Point
from planroom.floorplan.geometry.strips import Strip


def _box(x_mm: float, y_mm: float, width_mm: float, depth_mm: float, thickness_mm: float = 100.0) -> list[Strip]:
    corners = [
        Point(x_mm, y_mm),
        Point(x_mm + width_mm, y_mm),
        Point(x_mm + width_mm, y_mm + depth_mm),
        Point(x_mm, y_mm + depth_mm),
    ]
    return [Strip(corners[i], corners[(i + 1) % 4], thickness_mm) for i in range(4)]


def _areas(faces: Faces) -> tuple[list[float], float, float]:
    spaces = [space.area_mm2 for space in faces.spaces]
    return spaces, sum(body.area_mm2 for body in faces.bodies), sum(outline.area_mm2 for outline in faces.outlines)


def test_a_ring_of_walls_encloses_one_space() -> None:
    spaces, bodies, gross = _areas(faces_of(_box(0, 0, 4_000, 3_000), 1.0))
    assert spaces == [3_900 * 2_900]
    assert gross == 4_100 * 3_100
    assert bodies == gross - spaces[0]


def test_walls_that_stop_at_the_faces_of_the_others_enclose_the_same_space() -> None:
    drawn_to_faces = [
        Strip(Point(-50, 0), Point(4_050, 0), 100.0),
        Strip(Point(4_000, 50), Point(4_000, 2_950), 100.0),
        Strip(Point(4_050, 3_000), Point(-50, 3_000), 100.0),
        Strip(Point(0, 2_950), Point(0, 50), 100.0),
    ]
    assert faces_of(drawn_to_faces, 1.0) == faces_of(_box(0, 0, 4_000, 3_000), 1.0)


@pytest.mark.parametrize(("gap_mm", "spaces"), [(1.0, 1), (2.5, 0)])
def test_a_gap_within_the_tolerance_is_closed(gap_mm: float, spaces: int) -> None:
    strips = _box(0, 0, 4_000, 3_000)
    strips[3] = Strip(strips[3].start, Point(0, 50 + gap_mm), 100.0)
    strips[0] = Strip(Point(-50, 0), strips[0].end, 100.0)
    assert len(faces_of(strips, 1.0).spaces) == spaces


def test_walls_that_do_not_close_enclose_nothing_and_cover_their_bodies() -> None:
    faces = faces_of(_box(0, 0, 4_000, 3_000)[:3], 1.0)
    assert faces.spaces == ()
    assert sum(outline.area_mm2 for outline in faces.outlines) == sum(body.area_mm2 for body in faces.bodies)


def test_an_island_is_a_hole_in_the_space_around_it_and_has_a_space_of_its_own() -> None:
    spaces, bodies, gross = _areas(faces_of(_box(0, 0, 10_000, 8_000) + _box(4_000, 3_000, 2_000, 2_000), 1.0))
    assert sorted(spaces) == [1_900 * 1_900, 9_900 * 7_900 - 2_100 * 2_100]
    assert gross == 10_100 * 8_100
    assert sum(spaces) + bodies == gross


def test_an_island_in_an_island_belongs_to_the_inner_space() -> None:
    strips = _box(0, 0, 10_000, 8_000) + _box(2_000, 2_000, 6_000, 4_000) + _box(4_000, 3_000, 1_000, 1_000)
    faces = faces_of(strips, 1.0)
    assert sorted(len(space.holes) for space in faces.spaces) == [0, 1, 1]
    spaces, bodies, gross = _areas(faces)
    assert sum(spaces) + bodies == gross
    assert len(faces.outlines) == 1


def test_detached_parts_have_an_outline_each() -> None:
    faces = faces_of(_box(0, 0, 4_000, 3_000) + _box(9_000, 0, 2_000, 2_000), 1.0)
    assert [outline.area_mm2 for outline in faces.outlines] == [4_100 * 3_100, 2_100 * 2_100]


def test_a_slit_thinner_than_the_tolerance_is_part_of_the_walls() -> None:
    twin = [*_box(0, 0, 4_000, 3_000), Strip(Point(2_000, 0), Point(2_000, 3_000), 100.0)]
    touching = [*twin, Strip(Point(2_100.5, 0), Point(2_100.5, 3_000), 100.0)]
    apart = [*twin, Strip(Point(2_105, 0), Point(2_105, 3_000), 100.0)]
    assert len(faces_of(touching, 1.0).spaces) == 2
    assert len(faces_of(apart, 1.0).spaces) == 3
    spaces, bodies, gross = _areas(faces_of(touching, 1.0))
    assert sum(spaces) + bodies == gross


def test_the_order_of_the_walls_does_not_matter() -> None:
    expected = faces_of(_box(0, 0, 4_000, 3_000), 1.0)
    assert all(faces_of(order, 1.0) == expected for order in permutations(_box(0, 0, 4_000, 3_000)))


def test_a_slanted_house_closes_as_well() -> None:
    corners = [Point(0, 0), Point(5_000, 1_234), Point(4_321, 6_789), Point(-1_111, 4_444)]
    strips = [Strip(corners[i], corners[(i + 1) % 4], 200.0) for i in range(4)]
    faces = faces_of(strips, 1.0)
    spaces, bodies, gross = _areas(faces)
    assert len(spaces) == 1
    assert len(faces.outlines[0].outline) == 4
    assert spaces[0] + bodies == pytest.approx(gross, rel=1e-9)


def test_spaces_come_from_top_left_to_bottom_right() -> None:
    strips = [*_box(0, 0, 4_000, 4_000), Strip(Point(0, 2_000), Point(4_000, 2_000), 100.0)]
    strips.append(Strip(Point(2_000, 2_000), Point(2_000, 4_000), 100.0))
    corners = [space.bounds[:2] for space in faces_of(strips, 1.0).spaces]
    assert corners == [(50, 2_050), (2_050, 2_050), (50, 50)]


def test_no_walls_enclose_nothing() -> None:
    assert faces_of([], 1.0) == Faces((), (), ())
    assert faces_of([Strip(Point(1, 1), Point(1, 1), 100.0)], 1.0) == Faces((), (), ())
