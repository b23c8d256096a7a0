import msgspec
import pytest
from tests.support.houses import TOLERANCE_MM, box, plan_of, storey, two_rooms, wall

from planroom.floorplan.geometry.points import Point
from planroom.floorplan.model.identity import all_ids, ids_of, numbered_id
from planroom.floorplan.model.limits import fault_in_text
from planroom.floorplan.model.plan import Storey
from planroom.floorplan.model.room import Room, RoomType
from planroom.floorplan.model.room_names import PRESET_LABELS, shown_name, type_of_label
from planroom.floorplan.model.rooms import (
    area_balance,
    outline_of,
    room_faces,
    room_shapes,
    unclaimed_faces,
    wall_bodies,
    walls_along,
    with_rooms_found,
)


def test_rooms_are_found_from_left_to_right_with_ids_of_their_storey() -> None:
    shapes = room_shapes(two_rooms(), TOLERANCE_MM)
    assert [(shape.room.id, shape.area_mm2) for shape in shapes] == [
        ("s-room-1", 3_800 * 7_400),
        ("s-room-2", 5_500 * 7_400),
    ]
    assert shapes[0].outline == (Point(300, 300), Point(4_100, 300), Point(4_100, 7_700), Point(300, 7_700))
    assert shapes[0].label_point == Point(2_200, 4_000)


def test_doors_do_not_cut_the_walls_that_close_a_room() -> None:
    house = two_rooms()
    assert room_faces(house, 1.0) == room_faces(msgspec.structs.replace(house, openings=()), 1.0)


def test_the_outline_is_measured_over_the_outer_walls() -> None:
    (outline,) = outline_of(two_rooms(), TOLERANCE_MM)
    assert outline.area_mm2 == 80e6
    assert outline.bounds == (0, 0, 10_000, 8_000)


def test_the_wall_bodies_and_the_rooms_are_the_whole_storey() -> None:
    balance = area_balance(two_rooms(), TOLERANCE_MM)
    assert (balance.rooms_mm2, balance.walls_mm2, balance.other_spaces_mm2) == (68.82e6, 11.18e6, 0)
    assert balance.gap_mm2 == 0
    assert sum(body.area_mm2 for body in wall_bodies(two_rooms(), TOLERANCE_MM)) == balance.walls_mm2


def test_a_space_without_a_room_is_counted_apart() -> None:
    house = two_rooms()
    house = msgspec.structs.replace(house, rooms=house.rooms[:1])
    assert area_balance(house, TOLERANCE_MM).other_spaces_mm2 == 5_500 * 7_400
    assert len(unclaimed_faces(house, TOLERANCE_MM)) == 1


def test_of_two_rooms_in_one_space_the_first_has_it() -> None:
    house = two_rooms()
    second = Room(id="second", seed=house.rooms[0].seed.moved(100, 0), label="Nook")
    both = msgspec.structs.replace(house, rooms=(*house.rooms, second))
    assert set(room_faces(both, TOLERANCE_MM)) == {"s-room-1", "s-room-2"}
    turned = msgspec.structs.replace(house, rooms=(second, *house.rooms))
    assert set(room_faces(turned, TOLERANCE_MM)) == {"second", "s-room-2"}


def test_a_room_outside_all_walls_has_no_shape() -> None:
    stray = Room(id="stray", seed=Point(-500, -500), label="Stray")
    house = msgspec.structs.replace(two_rooms(), rooms=(stray,))
    assert room_shapes(house, TOLERANCE_MM) == ()


def test_rooms_that_are_there_keep_their_ids_when_more_are_found() -> None:
    house = two_rooms()
    with_one = msgspec.structs.replace(house, rooms=house.rooms[1:])
    found = with_rooms_found(with_one, TOLERANCE_MM)
    assert [room.id for room in found.rooms] == ["s-room-2", "s-room-3"]
    assert found.rooms[1].seed == house.rooms[0].seed


def test_a_gap_between_walls_is_no_room() -> None:
    house = storey(*box(6_000, 5_000), wall("a", (3_000, 150), (3_000, 4_850)), wall("b", (3_400, 150), (3_400, 4_850)))
    assert len(house.rooms) == 2
    assert len(unclaimed_faces(house, TOLERANCE_MM)) == 1


def test_walls_that_do_not_close_have_no_rooms() -> None:
    assert storey(*box(6_000, 5_000)[:3]).rooms == ()


def test_a_storey_without_walls_is_empty() -> None:
    empty = Storey(id="s", name="")
    assert with_rooms_found(empty, TOLERANCE_MM) == empty
    assert outline_of(empty, TOLERANCE_MM) == ()
    assert area_balance(empty, TOLERANCE_MM).gross_mm2 == 0


def test_walls_along_a_room_are_those_with_the_room_at_their_side() -> None:
    house = msgspec.structs.replace(
        two_rooms(), walls=(*two_rooms().walls, wall("dot", (1_000, 1_000), (1_000, 1_000)))
    )
    faces = room_faces(house, TOLERANCE_MM)
    assert walls_along(house.walls, [faces["s-room-1"]]) == {"south", "north", "west", "partition"}
    assert walls_along(house.walls, []) == frozenset()


def test_ids_are_gathered_over_the_whole_plan() -> None:
    plan = plan_of(two_rooms())
    assert sorted(all_ids(plan)) == sorted(
        ["s", "south", "east", "north", "west", "partition", "inner", "front", "s-room-1", "s-room-2"]
    )
    assert ids_of(plan) == set(all_ids(plan))


@pytest.mark.parametrize(
    ("taken", "expected"),
    [((), "wall-1"), (("wall-3", "wall-1"), "wall-4"), (("wall-x", "wall", "room-9", "wall-\u0663"), "wall-1")],
)
def test_a_new_id_counts_on_from_the_highest(taken: tuple[str, ...], expected: str) -> None:
    assert numbered_id(taken, "wall") == expected


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("Kitchen", RoomType.KITCHEN),
        ("  living   ROOM ", RoomType.LIVING_ROOM),
        ("Foyer", RoomType.ENTRY),
        ("Den", None),
    ],
)
def test_a_label_that_equals_a_preset_stands_for_a_type(label: str, expected: RoomType | None) -> None:
    assert type_of_label(label) is expected


def test_every_type_but_undefined_has_a_preset_label_that_stands_for_it() -> None:
    assert set(PRESET_LABELS) == set(RoomType) - {RoomType.UNDEFINED}
    assert all(type_of_label(label) is kind for kind, label in PRESET_LABELS.items())


@pytest.mark.parametrize(
    ("label", "kind", "name"),
    [("Den", RoomType.OFFICE, "Den"), ("", RoomType.BATH, "Bath"), ("", RoomType.UNDEFINED, "Room")],
)
def test_a_room_is_called_by_its_label_or_its_type(label: str, kind: RoomType, name: str) -> None:
    assert shown_name(Room(id="r", seed=Point(0, 0), label=label, type=kind)) == name


@pytest.mark.parametrize("text", ["a\nb", "\x00", "\x7f", "\x85", "\ud800", "\u2028", "\ufffe"])
def test_a_text_with_characters_that_cannot_be_drawn_is_faulty(text: str) -> None:
    assert "control characters" in (fault_in_text(text) or "")


def test_a_plain_text_is_fine_and_a_long_one_is_not() -> None:
    assert fault_in_text("Küche 台所 مطبخ 🍳") is None
    assert "501 characters" in (fault_in_text("x" * 501) or "")
