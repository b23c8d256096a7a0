import pytest

from planroom.floorplan.geometry.box import Box, box_to_line_mm, box_to_point_mm
from planroom.floorplan.geometry.points import Point

BOX = Box(Point(0, 0), Point(400, 300))


@pytest.mark.parametrize(
    ("point", "distance_mm"),
    [((200, 100), 0), ((400, 300), 0), ((-50, 100), 50), ((200, 340), 40), ((403, 304), 5)],
)
def test_a_point_is_as_far_from_a_box_as_from_its_nearest_edge(point: tuple[float, float], distance_mm: float) -> None:
    assert box_to_point_mm(BOX, Point(*point)) == pytest.approx(distance_mm)


@pytest.mark.parametrize(
    ("start", "end", "distance_mm"),
    [
        ((100, 100), (200, 200), 0),  # inside
        ((-100, 150), (500, 150), 0),  # across, both ends outside
        ((200, -100), (200, 400), 0),  # upright, across
        ((-100, -20), (500, -20), 20),  # along a side
        ((-30, -400), (-30, 400), 30),  # upright, past a corner
        ((403, 304), (900, 304), 5),  # an end is nearest
        ((-100, 50), (50, -100), 25 * 2**0.5),  # a corner is nearest to the middle of the line
        ((460, 100), (460, 100), 60),  # a line without length
    ],
)
def test_a_line_is_as_far_from_a_box_as_their_nearest_points(
    start: tuple[float, float], end: tuple[float, float], distance_mm: float
) -> None:
    assert box_to_line_mm(BOX, Point(*start), Point(*end)) == pytest.approx(distance_mm)
    assert box_to_line_mm(BOX, Point(*end), Point(*start)) == pytest.approx(distance_mm)


def test_a_box_without_size_is_a_point() -> None:
    place = Box(Point(3, 4), Point(3, 4))
    assert place.area_mm2 == 0
    assert box_to_point_mm(place, Point(0, 0)) == 5
    assert box_to_line_mm(place, Point(0, -10), Point(0, 10)) == 3
