import msgspec
from tests.support.houses import relabelled, two_rooms

from planroom.floorplan.geometry.box import Box
from planroom.floorplan.geometry.points import Point
from planroom.floorplan.model.building_parts import Column, Stair
from planroom.floorplan.model.plan import Fixture, FixtureKind, Storey
from planroom.floorplan.model.pointing import MAX_POINTED_AT, REACH_MM, ElementKind, PointedAt, elements_at
from planroom.floorplan.model.wall import Wall

STOREY = relabelled(two_rooms(), room_1="Den", room_2="Lounge")


def _at(x_mm: float, y_mm: float, storey: Storey = STOREY) -> list[tuple[str, float]]:
    place = Point(x_mm, y_mm)
    return [(found.id, found.distance_mm) for found in elements_at(storey, Box(place, place), 1.0)]


def test_a_place_in_a_room_is_in_that_room_alone() -> None:
    assert elements_at(STOREY, Box(Point(2_000, 4_000), Point(2_000, 4_000)), 1.0) == (
        PointedAt(id="s-room-1", kind=ElementKind.ROOM, name="Den", distance_mm=0.0),
    )


def test_a_wall_within_reach_is_told_with_its_distance_from_its_face() -> None:
    assert _at(4_300, 6_000) == [("partition", 100.0), ("s-room-2", 0.0)]
    assert _at(4_200 + REACH_MM + 1, 6_000) == [("s-room-2", 0.0)]


def test_a_door_comes_before_the_wall_in_which_it_lies() -> None:
    assert _at(4_150, 2_150) == [("inner", 0.0), ("partition", 0.0)]


def test_a_fixture_is_found_as_it_is_turned() -> None:
    bath = Fixture(
        id="bath", kind=FixtureKind.BATHTUB, centre=Point(2_000, 4_000), width_mm=1_700, depth_mm=700, turn_deg=90
    )
    storey = msgspec.structs.replace(STOREY, fixtures=(bath,))
    assert _at(2_000, 4_850, storey) == [("bath", 0.0), ("s-room-1", 0.0)]
    assert _at(2_850, 4_000, storey) == [("s-room-1", 0.0)]


def test_stairs_and_columns_are_found_like_fixtures() -> None:
    stairs = Stair(id="stairs", centre=Point(2_000, 4_000), width_mm=900, depth_mm=3_000)
    column = Column(id="column", centre=Point(3_500, 7_000), width_mm=300, depth_mm=300, round=True)
    storey = msgspec.structs.replace(STOREY, stairs=(stairs,), columns=(column,))
    nearest = [elements_at(storey, Box(place, place), 1.0)[0] for place in (stairs.centre, column.centre)]
    assert [(found.kind, found.name) for found in nearest] == [("fixture", "stairs"), ("fixture", "round column")]


def test_a_box_points_at_all_that_it_covers() -> None:
    found = elements_at(STOREY, Box(Point(3_000, 5_000), Point(5_000, 6_000)), 1.0)
    assert [(one.kind, one.name) for one in found] == [("wall", "wall"), ("room", "Den"), ("room", "Lounge")]


def test_a_place_outside_points_at_nothing() -> None:
    assert _at(-9_000, 4_000) == []


def test_however_much_lies_there_the_list_is_short() -> None:
    many = tuple(
        Wall(id=f"w-{number}", start=Point(0, number), end=Point(900, number), thickness_mm=100) for number in range(50)
    )
    assert len(_at(450, 20, Storey(id="s", name="", walls=many))) == MAX_POINTED_AT
