import msgspec
from tests.support.houses import TOLERANCE_MM, box, door, relabelled, storey, two_rooms, wall

from planroom.floorplan.model.naming import openings_named, walls_named
from planroom.floorplan.model.opening import OpeningKind

HOUSE = relabelled(two_rooms(), room_1="Den", room_2="Lounge")


def test_walls_are_named_by_the_rooms_at_their_sides() -> None:
    assert walls_named(HOUSE, HOUSE.walls, TOLERANCE_MM) == {
        "south": "outer wall of Den and Lounge",
        "east": "outer wall of Lounge",
        "north": "outer wall of Lounge and Den",
        "west": "outer wall of Den",
        "partition": "wall between Den and Lounge",
    }


def test_a_wall_within_a_room_is_in_it_and_one_without_rooms_has_no_place() -> None:
    stub, lone = wall("stub", (1_000, 4_000), (2_000, 4_000)), wall("lone", (20_000, 0), (21_000, 0))
    speck = wall("speck", (1_000, 4_000), (1_000, 4_000))
    walls = (stub, lone, speck)
    named = walls_named(msgspec.structs.replace(HOUSE, walls=(*HOUSE.walls, *walls)), walls, TOLERANCE_MM)
    assert named == {"stub": "wall in Den", "lone": "wall", "speck": "wall"}


def test_a_wall_along_many_rooms_names_some() -> None:
    parts = [wall(f"p-{x}", (x, 150), (x, 7_850)) for x in (2_500, 4_900, 7_400)]
    house = relabelled(storey(*box(10_000, 8_000), *parts), room_1="A", room_2="B", room_3="C", room_4="D")
    across = wall("across", (150, 4_000), (9_850, 4_000))
    assert walls_named(house, [across], TOLERANCE_MM) == {"across": "wall between A, B, C and others"}


def test_openings_are_named_by_kind_and_by_what_they_join() -> None:
    cased = msgspec.structs.replace(door("cased", "partition", 5_000), kind=OpeningKind.CASED)
    lost = door("lost", "nowhere", 0)
    assert openings_named(HOUSE, (*HOUSE.openings, cased, lost), TOLERANCE_MM) == {
        "inner": "door between Den and Lounge",
        "front": "door of Den",
        "cased": "cased opening between Den and Lounge",
    }
